"""The awaited payment is there: the shop goes on. Stands for the confirmation of such an order."""

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import (
    order_lines,
    shop_text,
    where_button,
)
from services.notifications.messages.templates import order_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order


def order_paid(order: Order) -> Message:
    """Tell the client that the money arrived."""
    body = card(
        "PAIEMENT REÇU",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", "Payé", francs_text(order.total)),
            Fact("🏪", "Commerce", shop_text(order)),
        ],
        state="Le commerce s’occupe de votre commande",
        what_next="Nous vous prévenons dès qu’un livreur vient la chercher.",
    )
    return Message(
        Kind.ORDER_PAID,
        Category.MISSION,
        content=Buttons(body=body, buttons=[where_button(order.reference)]),
        fallback=order_update(order.reference, "votre paiement est reçu"),
    )
