"""The cart as it is shown: order it, add to it, change a line; and one shop a cart."""

from typing import Any, Final

from services.conversation.dialogue.forms import (
    UNSET,
    Choice,
    Draft,
    Facts,
    Heard,
    NotUnderstood,
    Read,
    Values,
)
from services.conversation.flows.marketplace.basket import ANEW, line_called, lines_of, subtotal
from services.conversation.flows.marketplace.counting import chosen
from services.conversation.flows.marketplace.words import DONE, read_wish
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import normalise, yes_or_no
from shared.texts import Line, as_is, t
from shared.values.money import Money


def is_of_another_shop(draft: Draft) -> bool:
    """Whether the product cannot join what is in the cart."""
    if not draft.get("product") or not lines_of(draft):
        return False
    return str(draft["seller"]["id"]) != str(chosen(draft).seller.id)


def two_shops(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    """Say why a product of another shop cannot join the cart."""
    held, other = draft["seller"]["name"], chosen(draft).seller.name
    return (
        t("🛒 *Un panier par boutique.*"),
        t("Le vôtre : *{held}*. Cet article : *{other}*. Que fait-on ?", held=held, other=other),
    )


NEW_CART: Final = (
    Choice("new", t("🆕 Nouveau panier"), {"items": UNSET, "seller": UNSET, "one_shop": UNSET}),
    Choice("keep", t("🛒 Garder le mien"), {**ANEW, "adds": UNSET, "one_shop": UNSET}),
)
"""What can be done about it."""


def cart_lines(draft: Draft, _facts: Facts) -> tuple[Line, ...]:
    """Show what is in the cart."""
    return (
        t("🛒 *VOTRE PANIER* · {shop}", shop=draft["seller"]["name"]),
        *(line.words for line in lines_of(draft)),
        t("💰 Sous-total : *{sum}*", sum=subtotal(draft)),
        *_code_line(draft),
    )


def _code_line(draft: Draft) -> tuple[Line, ...]:
    """Say that a code is noted; what it takes off is known once the order is priced."""
    code = draft.get("promo_code")
    return (t("🏷️ Code *{code}* noté, il compte au récapitulatif.", code=code),) if code else ()


def cart_choices(draft: Draft, _facts: Facts) -> tuple[Choice, ...]:
    """Order it, add to it, change it; with one line there is nothing to pick."""
    lines = lines_of(draft)
    only: dict[str, Any] = {"picks_line": str(lines[0].product_id)} if len(lines) == 1 else {}
    changes = only or {"edits": True}
    return (
        Choice("order", t("✅ Commander"), {"is_complete": True}),
        Choice("add", t("➕ Ajouter"), {"is_complete": UNSET, "adds": True}),
        Choice("edit", t("✏️ Modifier"), {"is_complete": UNSET, **changes}),
    )


def line_choices(draft: Draft, _facts: Facts) -> tuple[Choice, ...]:
    """Offer the lines of the cart, to change one."""
    return tuple(
        Choice(
            str(line.product_id),
            as_is(line.name),
            {"picks_line": str(line.product_id), "edits": UNSET},
            t("{count} × {price}", count=line.quantity, price=Money(line.price)),
        )
        for line in lines_of(draft)
    )


def read_line(heard: Heard) -> Read:
    """Read which line of the cart is meant."""
    line = line_called(heard.draft, heard.said.text)
    if line is None:
        return NotUnderstood(t("Je ne trouve pas cet article dans votre panier."))
    return Values({"picks_line": str(line.product_id), "edits": UNSET})


def read_more(heard: Heard) -> Read:
    """Take "c'est tout" for yes, and any other words for one more product."""
    is_yes = yes_or_no(heard.said.text) or heard.understood.intent is Meaning.YES
    if is_yes or normalise(heard.said.text) in DONE:
        return Values({"is_complete": True})
    read = read_wish(heard)
    return Values({**read.by_field, "is_complete": UNSET}) if isinstance(read, Values) else read
