"""The money of an order is there: the shop may go on."""

from services.notifications.messages.layout import Fact, card, first_name_text, francs_text
from services.notifications.messages.merchant.shop_order_received import answer_buttons
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import order_lines
from services.notifications.messages.templates import shop_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order


def shop_order_paid(order: Order) -> Message:
    """Tell the merchant, and ask for the answer."""
    body = card(
        "COMMANDE PAYÉE",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", "Reçu", francs_text(order.total)),
            Fact("👤", "Client", first_name_text(order.client.name)),
        ],
        state="Le paiement est reçu",
        what_next="Acceptez-vous la commande ?",
    )
    return Message(
        Kind.SHOP_ORDER_PAID,
        Category.MISSION,
        content=Buttons(body=body, buttons=answer_buttons(order)),
        fallback=shop_update(order.reference, "elle est payée et attend votre réponse"),
    )
