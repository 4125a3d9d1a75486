"""An order of the shop is called off."""

from services.notifications.messages.layout import Fact, card, first_name_text, francs_text
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import order_lines
from services.notifications.messages.templates import shop_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order, PaymentState


def shop_order_cancelled(order: Order) -> Message:
    """Tell the merchant to stop, and what to do about money that was paid."""
    body = card(
        "COMMANDE ANNULÉE",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("👤", "Client", first_name_text(order.client.name)),
            Fact("💵", "Total articles", francs_text(order.subtotal)),
        ],
        state=_state(order),
        what_next=_what_next(order),
    )
    return Message(
        Kind.SHOP_ORDER_CANCELLED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[desk_button()]),
        fallback=shop_update(order.reference, "elle est annulée"),
    )


def _state(order: Order) -> str:
    if order.payment_state is PaymentState.EXPIRED:
        return "Le paiement n’est pas arrivé à temps"
    return "Cette commande n’est plus à préparer"


def _what_next(order: Order) -> str:
    stock = "Les articles sont de nouveau en vente."
    if order.payment_state is PaymentState.RECEIVED:
        return f"{stock} Le client a payé : remboursez-le, s’il vous plaît."
    return stock
