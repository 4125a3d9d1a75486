"""The order is called off by somebody else than its client, or its payment never came."""

from services.notifications.messages.client.order.order_payment_expired import (
    order_payment_expired,
)
from services.notifications.messages.layout import Fact, card, francs_text, menu_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import shop_text
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.orders import Order, PaymentState
from shared.texts import Text, t


def order_cancelled(order: Order) -> Notice:
    """Tell the client that the order is over, and why as far as it is known."""
    if order.payment_state is PaymentState.EXPIRED:
        return order_payment_expired(order)
    body = card(
        t("COMMANDE ANNULÉE"),
        reference=order.reference,
        facts=[
            Fact("🏪", t("Commerce"), shop_text(order)),
            Fact("💵", t("Total"), francs_text(order.total)),
        ],
        state=t("Votre commande est annulée"),
        what_next=_what_next(order),
    )
    return Notice(
        Kind.ORDER_CANCELLED,
        Category.MISSION,
        content=Choices(body=body, choices=[menu_button()]),
        fallback=order_update(order.reference, t("elle est annulée")),
    )


def _what_next(order: Order) -> Text:
    if order.payment_state is PaymentState.RECEIVED:
        return t(
            "Le commerce vous rembourse : appelez-le si besoin. Une question ? Écrivez *aide*."
        )
    return t("Rien ne vous est demandé. Une question ? Écrivez *aide*.")
