"""The awaited payment did not come in time: the order is given up, its articles are free again."""

from services.notifications.messages.layout import Fact, card, francs_text, menu_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import shop_text
from services.notifications.messages.templates import order_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order


def order_payment_expired(order: Order) -> Message:
    """Tell the client that the order is over, and what to do when the money left anyway."""
    body = card(
        "COMMANDE ANNULÉE",
        reference=order.reference,
        facts=[
            Fact("🏪", "Commerce", shop_text(order)),
            Fact("💵", "Total", francs_text(order.total)),
        ],
        state="Le paiement n’est pas arrivé à temps",
        what_next="Vous pouvez commander à nouveau quand vous voulez. Vous avez payé ? "
        "Appelez le commerce, il vous rembourse.",
    )
    return Message(
        Kind.ORDER_PAYMENT_EXPIRED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[menu_button()]),
        fallback=order_update(order.reference, "annulée, le paiement n’est pas arrivé à temps"),
    )
