"""An order of the shop reached its client."""

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import client_text, payment_text
from services.notifications.messages.templates import shop_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.orders import Order
from shared.texts import t


def shop_order_delivered(order: Order) -> Notice:
    """Tell the merchant that it is done."""
    body = card(
        t("COMMANDE LIVRÉE"),
        reference=order.reference,
        facts=[
            Fact("👤", t("Client"), client_text(order)),
            Fact("💵", t("Total articles"), francs_text(order.subtotal)),
            Fact("🏷️", t("Remise"), francs_text(-order.discount) if order.discount else None),
            Fact("💳", t("Paiement"), payment_text(order)),
        ],
        state=t("Votre client a sa commande"),
        what_next=t("Merci de votre travail !"),
    )
    return Notice(
        Kind.SHOP_ORDER_DELIVERED,
        Category.MISSION,
        content=Choices(body=body, choices=[desk_button()]),
        fallback=shop_update(order.reference, t("elle est livrée")),
    )
