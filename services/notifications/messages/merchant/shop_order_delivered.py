"""An order of the shop reached its client."""

from services.notifications.messages.layout import Fact, card, first_name_text, francs_text
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import payment_text
from services.notifications.messages.templates import shop_update
from shared.contracts.notifications.api import Buttons
from shared.contracts.orders.orders import Order


def shop_order_delivered(order: Order) -> Message:
    """Tell the merchant that it is done."""
    body = card(
        "COMMANDE LIVRÉE",
        reference=order.reference,
        facts=[
            Fact("👤", "Client", first_name_text(order.client.name)),
            Fact("💵", "Total articles", francs_text(order.subtotal)),
            Fact("🏷️", "Remise", francs_text(-order.discount) if order.discount else None),
            Fact("💳", "Paiement", payment_text(order)),
        ],
        state="Votre client a sa commande",
        what_next="Merci de votre travail !",
    )
    return Message(
        Kind.SHOP_ORDER_DELIVERED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[desk_button()]),
        fallback=shop_update(order.reference, "elle est livrée"),
    )
