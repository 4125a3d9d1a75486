"""An order for the shop: what, for how much, for whom; the shop answers with a tap."""

from typing import Final

from services.notifications.messages.layout import (
    Fact,
    card,
    first_name_text,
    francs_text,
    place_text,
    plain,
)
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import order_lines, payment_text
from services.notifications.messages.templates import shop_new_order, shop_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons, Template
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import Order, PaymentState

NOTE_LIMIT: Final = 150


def shop_order_received(order: Order) -> Message:
    """Ask the merchant: to accept, or first to watch for the money when it is awaited."""
    body = card(
        "NOUVELLE COMMANDE",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", "Total articles", francs_text(order.subtotal)),
            Fact("🏷️", "Remise", francs_text(-order.discount) if order.discount else None),
            Fact("💳", "Paiement", payment_text(order)),
            Fact("📥", "À recevoir", _awaited(order)),
            Fact("👤", "Client", first_name_text(order.client.name)),
            Fact("🏁", "Livraison", place_text(order.dropoff)),
            Fact("📝", "Note", plain(order.note, limit=NOTE_LIMIT)),
        ],
        state=_state(order),
        what_next=_what_next(order),
    )
    return Message(
        Kind.SHOP_ORDER_RECEIVED,
        Category.OFFER,
        content=Buttons(body=body, buttons=_buttons(order), image_link=_picture(order)),
        fallback=_fallback(order),
    )


def answer_buttons(order: Order) -> list[Button]:
    """Offer to accept or to refuse."""
    accept = action_id(Action.MOVE_ORDER, order.reference, OrderStatus.CONFIRMED)
    refuse = action_id(Action.REFUSE_ORDER, order.reference)
    return [Button(id=accept, title="✅ Accepter"), Button(id=refuse, title="❌ Refuser")]


def _state(order: Order) -> str:
    if order.payment_state is PaymentState.AWAITED:
        return "En attente du paiement : confirmez-le quand vous l’avez reçu"
    return "À préparer dès que vous l’acceptez"


def _awaited(order: Order) -> str | None:
    """Say the sum that the client sends: the delivery is in it."""
    is_awaited = order.payment_state is PaymentState.AWAITED
    return francs_text(order.total) if is_awaited else None


def _what_next(order: Order) -> str:
    if order.payment_state is PaymentState.AWAITED:
        return "Ne préparez rien avant d’avoir reçu cette somme."
    return "Votre client attend votre réponse."


def _buttons(order: Order) -> list[Button]:
    if order.payment_state is not PaymentState.AWAITED:
        return answer_buttons(order)
    paid = Button(id=action_id(Action.PAYMENT_RECEIVED, order.reference), title="💰 Paiement reçu")
    _, refuse = answer_buttons(order)
    return [paid, refuse]


def _picture(order: Order) -> str | None:
    return order.lines[0].thumb_url if order.lines else None


def _fallback(order: Order) -> Template:
    if order.payment_state is PaymentState.AWAITED:
        return shop_update(order.reference, "elle vient d’arriver et attend son paiement")
    lines = ", ".join(f"{line.quantity} × {line.name}" for line in order.lines)
    return shop_new_order(
        order.reference,
        lines=plain(lines, limit=NOTE_LIMIT) or "plusieurs articles",
        total=francs_text(order.subtotal) or "offerte",
    )
