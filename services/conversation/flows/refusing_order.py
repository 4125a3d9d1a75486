"""The merchant cannot serve an order, and says why; the client reads it."""

from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel

from services.conversation.desks.cards.shop import shop_order_card
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    Question,
    Read,
    Values,
    ask,
)
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_words
from services.conversation.dialogue.replies import Reply
from services.conversation.understanding import normalise
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.calls import MOVE_ORDER
from shared.texts import t

_REASONS = (
    Choice("stock", t("📦 Rupture de stock"), {"reason": "Rupture de stock"}),
    Choice("closing", t("🕒 Nous fermons"), {"reason": "La boutique ferme"}),
    Choice("busy", t("🍳 Trop de commandes"), {"reason": "Trop de commandes en ce moment"}),
)
_SAID: Final[Mapping[str, str]] = {
    "Rupture de stock": "rupture | plus de stock | il n y en a plus | sold out | no more | esili",
    "La boutique ferme": "on ferme | je ferme | we close | we re closing | closing | tokangi",
    "Trop de commandes en ce moment": "trop de monde | too busy | busy | mosala eleki",
}
_BY_WORDS: Final = {
    words.strip(): reason for reason, listed in _SAID.items() for words in listed.split("|")
}
_OWN_WORDS: Final = read_words("reason", why=t("Dites-le en quelques mots."), at_most=300)


def _read_reason(heard: Heard) -> Read:
    """Read a reason of the list, however it is said, or the merchant's own words."""
    reason = _BY_WORDS.get(normalise(heard.said.text))
    return Values({"reason": reason}) if reason is not None else _OWN_WORDS(heard)


class RefusingOrderForm(BaseModel):
    """Why an order is refused."""

    reference: str
    reason: str | None = ask(
        Question(
            text=t("❌ *Pourquoi refuser ?* Choisissez, ou écrivez-le : le client le lira."),
            again=t("❌ Par exemple : *rupture de stock*."),
            label=t("❌ La raison"),
            reader=_read_reason,
            choices=_REASONS,
        )
    )


def _done(draft: Draft, _facts: Facts) -> Request:
    move = {"reference": draft["reference"], "status": OrderStatus.REFUSED.value}
    return Request(MOVE_ORDER, {**move, "reason": draft["reason"]})


def _told(answer: Answer) -> Reply:
    return shop_order_card(answer.of(MOVE_ORDER))


FLOW = Flow(
    name="refusing_order",
    version=1,
    title=t("❌ Refuser une commande"),
    form=RefusingOrderForm,
    role=ROLE,
    opened_by={Action.REFUSE_ORDER: ("reference",)},
    done=_done,
    told=_told,
    ends_with=MOVE_ORDER,
)
