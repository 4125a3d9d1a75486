"""The shop takes the order: what, for how much, how it is paid.

One message for the stages before a driver is found, whichever the shop reports first.
"""

from typing import Final

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import (
    order_lines,
    payment_text,
    shop_text,
    where_button,
)
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import Order
from shared.texts import t

_STATES: Final = {
    OrderStatus.PREPARING: t("Le commerce prépare votre commande"),
    OrderStatus.READY: t("Votre commande est prête, nous cherchons un livreur"),
}
_ACCEPTED: Final = t("Le commerce a accepté votre commande")


def order_confirmed(order: Order) -> Notice:
    """Tell the client that the shop is on it."""
    body = card(
        t("COMMANDE CONFIRMÉE"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("🛵", t("Livraison"), francs_text(order.delivery_fee)),
            Fact("🎁", t("Remise"), francs_text(order.discount)),
            Fact("💵", t("Total"), francs_text(order.total)),
            Fact("💳", t("Paiement"), payment_text(order)),
            Fact("🏪", t("Commerce"), shop_text(order)),
        ],
        state=_STATES.get(order.status, _ACCEPTED),
        what_next=t("Nous vous prévenons dès qu’un livreur vient la chercher."),
    )
    return Notice(
        Kind.ORDER_CONFIRMED,
        Category.MISSION,
        content=Choices(body=body, choices=_buttons(order)),
        fallback=order_update(order.reference, t("le commerce l’a acceptée")),
    )


def _buttons(order: Order) -> list[Choice]:
    where = where_button(order.reference)
    if not order.is_cancellable:
        return [where]
    return [where, Choice(id=action_id(Action.CANCEL_ORDER, order.reference), title=t("Annuler"))]
