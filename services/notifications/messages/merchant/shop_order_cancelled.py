"""An order of the shop is called off."""

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.merchant.desk import desk_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import client_text, order_lines
from services.notifications.messages.templates import shop_update
from services.notifications.messages.wording import Choices, joined
from shared.contracts.orders.orders import Order, PaymentState
from shared.texts import Text, t


def shop_order_cancelled(order: Order) -> Notice:
    """Tell the merchant to stop, and what to do about money that was paid."""
    body = card(
        t("COMMANDE ANNULÉE"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("👤", t("Client"), client_text(order)),
            Fact("💵", t("Total articles"), francs_text(order.subtotal)),
        ],
        state=_state(order),
        what_next=_what_next(order),
    )
    return Notice(
        Kind.SHOP_ORDER_CANCELLED,
        Category.MISSION,
        content=Choices(body=body, choices=[desk_button()]),
        fallback=shop_update(order.reference, t("elle est annulée")),
    )


def _state(order: Order) -> Text:
    if order.payment_state is PaymentState.EXPIRED:
        return t("Le paiement n’est pas arrivé à temps")
    return t("Cette commande n’est plus à préparer")


def _what_next(order: Order) -> Text:
    stock = t("Les articles sont de nouveau en vente.")
    if order.payment_state is PaymentState.RECEIVED:
        return joined([stock, t("Le client a payé : remboursez-le, s’il vous plaît.")], " ")
    return stock
