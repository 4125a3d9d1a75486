"""The awaited payment is there: the shop goes on. Stands for the confirmation of such an order."""

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import (
    order_lines,
    shop_text,
    where_button,
)
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.orders import Order
from shared.texts import t


def order_paid(order: Order) -> Notice:
    """Tell the client that the money arrived."""
    body = card(
        t("PAIEMENT REÇU"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", t("Payé"), francs_text(order.total)),
            Fact("🏪", t("Commerce"), shop_text(order)),
        ],
        state=t("Le commerce s’occupe de votre commande"),
        what_next=t("Nous vous prévenons dès qu’un livreur vient la chercher."),
    )
    return Notice(
        Kind.ORDER_PAID,
        Category.MISSION,
        content=Choices(body=body, choices=[where_button(order.reference)]),
        fallback=order_update(order.reference, t("votre paiement est reçu")),
    )
