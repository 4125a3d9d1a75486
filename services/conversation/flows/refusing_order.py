"""The merchant cannot serve an order, and says why; the client reads it."""

from pydantic import BaseModel

from services.conversation.cards.shop import shop_order_card
from services.conversation.desks.merchant import ROLE
from services.conversation.dialogue.forms import Choice, Draft, Facts, Flow, Question, ask
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.readers import read_words
from services.conversation.dialogue.replies import Reply
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.calls import MOVE_ORDER
from shared.texts import t

_REASONS = (
    Choice("stock", t("📦 Rupture de stock"), {"reason": "Rupture de stock"}),
    Choice("closing", t("🕒 Nous fermons"), {"reason": "La boutique ferme"}),
    Choice("busy", t("🍳 Trop de commandes"), {"reason": "Trop de commandes en ce moment"}),
)


class RefusingOrderForm(BaseModel):
    """Why an order is refused."""

    reference: str
    reason: str | None = ask(
        Question(
            text=t("❌ *Pourquoi refuser ?* Choisissez, ou écrivez-le : le client le lira."),
            again=t("❌ Par exemple : *rupture de stock*."),
            label=t("❌ La raison"),
            reader=read_words("reason", why=t("Dites-le en quelques mots."), at_most=300),
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
