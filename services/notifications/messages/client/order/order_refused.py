"""The shop cannot take the order: why, what becomes of the money, where else to look."""

from services.notifications.messages.layout import (
    REASON_LIMIT,
    Fact,
    card,
    francs_text,
    plain,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import shop_text
from services.notifications.messages.templates import order_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.orders import Order, PaymentState


def order_refused(order: Order) -> Message:
    """Tell the client the shop's own reason."""
    body = card(
        "COMMANDE REFUSÉE",
        reference=order.reference,
        facts=[
            Fact("🏪", "Commerce", shop_text(order)),
            Fact("💬", "Motif", plain(order.refusal, limit=REASON_LIMIT)),
            Fact("💵", "Total", francs_text(order.total)),
        ],
        state="Le commerce ne peut pas servir votre commande",
        what_next=_what_next(order),
    )
    elsewhere = Button(id=action_id(Action.MENU), title="🔁 Chercher ailleurs")
    return Message(
        Kind.ORDER_REFUSED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[elsewhere]),
        fallback=order_update(order.reference, "le commerce ne peut pas la servir"),
    )


def _what_next(order: Order) -> str:
    if order.payment_state is PaymentState.RECEIVED:
        return (
            "Le commerce vous rembourse : appelez-le si besoin. "
            "Un autre a peut-être ce qu’il vous faut."
        )
    return "Rien ne vous est demandé. Un autre commerce a peut-être ce qu’il vous faut."
