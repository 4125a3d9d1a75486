"""The shop takes the order: what, for how much, how it is paid.

One message for the stages before a driver is found, whichever the shop reports first.
"""

from typing import Final

from services.notifications.messages.layout import Fact, card, francs_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import (
    order_lines,
    payment_text,
    shop_text,
    where_button,
)
from services.notifications.messages.templates import order_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import Order

_STATES: Final = {
    OrderStatus.PREPARING: "Le commerce prépare votre commande",
    OrderStatus.READY: "Votre commande est prête, nous cherchons un livreur",
}
_ACCEPTED: Final = "Le commerce a accepté votre commande"


def order_confirmed(order: Order) -> Message:
    """Tell the client that the shop is on it."""
    body = card(
        "COMMANDE CONFIRMÉE",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("🛵", "Livraison", francs_text(order.delivery_fee)),
            Fact("🎁", "Remise", francs_text(order.discount)),
            Fact("💵", "Total", francs_text(order.total)),
            Fact("💳", "Paiement", payment_text(order)),
            Fact("🏪", "Commerce", shop_text(order)),
        ],
        state=_STATES.get(order.status, _ACCEPTED),
        what_next="Nous vous prévenons dès qu’un livreur vient la chercher.",
    )
    return Message(
        Kind.ORDER_CONFIRMED,
        Category.MISSION,
        content=Buttons(body=body, buttons=_buttons(order)),
        fallback=order_update(order.reference, "le commerce l’a acceptée"),
    )


def _buttons(order: Order) -> list[Button]:
    where = where_button(order.reference)
    if not order.is_cancellable:
        return [where]
    return [where, Button(id=action_id(Action.CANCEL_ORDER, order.reference), title="Annuler")]
