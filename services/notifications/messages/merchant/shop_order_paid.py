"""The money of an order is there: the shop may go on."""

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.merchant.shop_order_received import answer_buttons
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import client_text, order_lines
from services.notifications.messages.templates import shop_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.orders import Order
from shared.texts import t


def shop_order_paid(order: Order) -> Notice:
    """Tell the merchant, and ask for the answer."""
    body = card(
        t("COMMANDE PAYÉE"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", t("Reçu"), francs_text(order.total)),
            Fact("👤", t("Client"), client_text(order)),
        ],
        state=t("Le paiement est reçu"),
        what_next=t("Acceptez-vous la commande ?"),
    )
    return Notice(
        Kind.SHOP_ORDER_PAID,
        Category.MISSION,
        content=Choices(body=body, choices=answer_buttons(order)),
        fallback=shop_update(order.reference, t("elle est payée et attend votre réponse")),
    )
