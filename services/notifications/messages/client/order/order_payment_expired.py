"""The awaited payment did not come in time: the order is given up, its articles are free again."""

from services.notifications.messages.layout import Fact, card, francs_text, menu_button
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import shop_text
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choices
from shared.contracts.orders.orders import Order
from shared.texts import t


def order_payment_expired(order: Order) -> Notice:
    """Tell the client that the order is over, and what to do when the money left anyway."""
    body = card(
        t("COMMANDE ANNULÉE"),
        reference=order.reference,
        facts=[
            Fact("🏪", t("Commerce"), shop_text(order)),
            Fact("💵", t("Total"), francs_text(order.total)),
        ],
        state=t("Le paiement n’est pas arrivé à temps"),
        what_next=t(
            "Vous pouvez commander à nouveau quand vous voulez. Vous avez payé ? "
            "Appelez le commerce, il vous rembourse."
        ),
    )
    return Notice(
        Kind.ORDER_PAYMENT_EXPIRED,
        Category.MISSION,
        content=Choices(body=body, choices=[menu_button()]),
        fallback=order_update(order.reference, t("annulée, le paiement n’est pas arrivé à temps")),
    )
