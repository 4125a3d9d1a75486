"""The shop cannot take the order: why, what becomes of the money, where else to look."""

from services.notifications.messages.layout import (
    Fact,
    card,
    francs_text,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import shop_text
from services.notifications.messages.reasons import reason_text
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.orders import Order, PaymentState
from shared.texts import Text, t


def order_refused(order: Order) -> Notice:
    """Tell the client the shop's own reason."""
    body = card(
        t("COMMANDE REFUSÉE"),
        reference=order.reference,
        facts=[
            Fact("🏪", t("Commerce"), shop_text(order)),
            Fact("💬", t("Motif"), reason_text(order.refusal)),
            Fact("💵", t("Total"), francs_text(order.total)),
        ],
        state=t("Le commerce ne peut pas servir votre commande"),
        what_next=_what_next(order),
    )
    elsewhere = Choice(id=action_id(Action.MENU), title=t("🔁 Chercher ailleurs"))
    return Notice(
        Kind.ORDER_REFUSED,
        Category.MISSION,
        content=Choices(body=body, choices=[elsewhere]),
        fallback=order_update(order.reference, t("le commerce ne peut pas la servir")),
    )


def _what_next(order: Order) -> Text:
    if order.payment_state is PaymentState.RECEIVED:
        return t(
            "Le commerce vous rembourse : appelez-le si besoin. "
            "Un autre a peut-être ce qu’il vous faut."
        )
    return t("Rien ne vous est demandé. Un autre commerce a peut-être ce qu’il vous faut.")
