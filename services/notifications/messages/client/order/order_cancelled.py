"""The order is called off by somebody else than its client, or its payment never came."""

from services.notifications.messages.client.order.order_payment_expired import (
    order_payment_expired,
)
from services.notifications.messages.layout import Fact, card, francs_text, menu_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import shop_text
from services.notifications.messages.templates import order_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order, PaymentState


def order_cancelled(order: Order) -> Message:
    """Tell the client that the order is over, and why as far as it is known."""
    if order.payment_state is PaymentState.EXPIRED:
        return order_payment_expired(order)
    body = card(
        "COMMANDE ANNULÉE",
        reference=order.reference,
        facts=[
            Fact("🏪", "Commerce", shop_text(order)),
            Fact("💵", "Total", francs_text(order.total)),
        ],
        state="Votre commande est annulée",
        what_next=_what_next(order),
    )
    return Message(
        Kind.ORDER_CANCELLED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[menu_button()]),
        fallback=order_update(order.reference, "elle est annulée"),
    )


def _what_next(order: Order) -> str:
    if order.payment_state is PaymentState.RECEIVED:
        return "Le commerce vous rembourse : appelez-le si besoin. Une question ? Écrivez *aide*."
    return "Rien ne vous est demandé. Une question ? Écrivez *aide*."
