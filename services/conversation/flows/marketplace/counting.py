"""The card of a product, and how many of it."""

from typing import Final

from services.conversation.desks.cards.products import product_card
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Heard,
    NotUnderstood,
    Read,
    Values,
)
from services.conversation.flows.marketplace.basket import MOST, room_for
from services.conversation.flows.marketplace.shops import ELSEWHERE
from services.conversation.understanding import find_quantity, normalise
from shared.contracts.orders.catalogue import Product
from shared.texts import Line, Text, as_is, t

_OFFERED: Final = 3
_NONE: Final = frozenset(
    {"0", "zero", "aucun", "rien", "retirer", "enlever", "supprimer"}
    | {"none", "nothing", "remove", "remove it", "take it out", "delete"}
    | {"longola", "longola eloko", "longola yango", "eloko te"}
)
_REMOVE: Final = Choice("0", t("🗑️ Retirer"), {"quantity": 0})


def known_quantity(draft: Draft, _facts: Facts) -> Values | None:
    """What was asked for at first, when there is that much."""
    wanted = draft.get("wanted")
    if wanted is None or wanted > room_for(draft, chosen(draft)):
        return None
    return Values({"quantity": wanted})


def card_lines(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    """Show the card and ask how many."""
    product = chosen(draft)
    card, room = product_card(product), room_for(draft, product)
    if room <= 0:
        return (*card, "", t("😕 Je ne peux pas en ajouter. Autre chose ?"))
    lines: list[Line] = [*card, ""]
    if (wanted := draft.get("wanted") or 0) > room:
        lines.append(t("😕 Pas possible d’en prendre {n}.", n=wanted))
    return (*lines, t("🔢 *Combien ?* Ex. _2_"))


def picture(draft: Draft, _facts: Facts) -> str | None:
    """The picture of the product."""
    return chosen(draft).image_url


def quantities(draft: Draft, _facts: Facts) -> tuple[Choice, ...]:
    """Offer the first numbers; a line of the cart can also be taken out."""
    room = room_for(draft, chosen(draft))
    if draft.get("picks_line"):
        return (*_numbers(min(room, _OFFERED - 1)), _REMOVE)
    return _numbers(min(room, _OFFERED)) or (ELSEWHERE,)


def _numbers(most: int) -> tuple[Choice, ...]:
    return tuple(
        Choice(str(number), as_is(str(number)), {"quantity": number})
        for number in range(1, most + 1)
    )


def read_quantity(heard: Heard) -> Read:
    """Read a number of things, never more than there are."""
    product = chosen(heard.draft)
    count, room = find_quantity(heard.said.text), room_for(heard.draft, product)
    if room <= 0 and not heard.draft.get("picks_line"):
        return NotUnderstood(t("😕 *{name}* : il n’y en a plus.", name=product.name))
    if normalise(heard.said.text) in _NONE and heard.draft.get("picks_line"):
        return Values({"quantity": 0})
    if count is None or count <= 0:
        return NotUnderstood(t("Je n’ai pas compris combien vous en voulez."))
    if count > room:
        return NotUnderstood(_too_many(product, room))
    return Values({"quantity": count})


def _too_many(product: Product, room: int) -> Text:
    if room < product.left and room < MOST:
        return t("😕 Avec votre panier, il n’en reste que *{room}*.", room=room)
    if room < MOST:
        return t("😕 Il n’en reste que *{room}*.", room=room)
    return t("😕 C’est {most} au maximum par commande.", most=MOST)


def chosen(draft: Draft) -> Product:
    """Give the product at hand."""
    return Product.model_validate(draft["product"])
