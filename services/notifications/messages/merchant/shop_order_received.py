"""An order for the shop: what, for how much, for whom; the shop answers with a tap."""

from typing import Final

from services.notifications.messages.layout import (
    Fact,
    card,
    francs_text,
    place_text,
    plain,
)
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import client_text, order_lines, payment_text
from services.notifications.messages.templates import Filled, shop_new_order, shop_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import Order, PaymentState
from shared.texts import Text, t

NOTE_LIMIT: Final = 150


def shop_order_received(order: Order) -> Notice:
    """Ask the merchant: to accept, or first to watch for the money when it is awaited."""
    body = card(
        t("NOUVELLE COMMANDE"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", t("Total articles"), francs_text(order.subtotal)),
            Fact("🏷️", t("Remise"), francs_text(-order.discount) if order.discount else None),
            Fact("💳", t("Paiement"), payment_text(order)),
            Fact("📥", t("À recevoir"), _awaited(order)),
            Fact("👤", t("Client"), client_text(order)),
            Fact("🏁", t("Livraison"), place_text(order.dropoff)),
            Fact("📝", t("Note"), plain(order.note, limit=NOTE_LIMIT)),
        ],
        state=_state(order),
        what_next=_what_next(order),
    )
    return Notice(
        Kind.SHOP_ORDER_RECEIVED,
        Category.OFFER,
        content=Choices(body=body, choices=_buttons(order), image_link=_picture(order)),
        fallback=_fallback(order),
    )


def answer_buttons(order: Order) -> list[Choice]:
    """Offer to accept or to refuse."""
    accept = action_id(Action.MOVE_ORDER, order.reference, OrderStatus.CONFIRMED)
    refuse = action_id(Action.REFUSE_ORDER, order.reference)
    return [Choice(id=accept, title=t("✅ Accepter")), Choice(id=refuse, title=t("❌ Refuser"))]


def _state(order: Order) -> Text:
    if order.payment_state is PaymentState.AWAITED:
        return t("En attente du paiement : confirmez-le quand vous l’avez reçu")
    return t("À préparer dès que vous l’acceptez")


def _awaited(order: Order) -> str | None:
    """Say the sum that the client sends: the delivery is in it."""
    is_awaited = order.payment_state is PaymentState.AWAITED
    return francs_text(order.total) if is_awaited else None


def _what_next(order: Order) -> Text:
    if order.payment_state is PaymentState.AWAITED:
        return t("Ne préparez rien avant d’avoir reçu cette somme.")
    return t("Votre client attend votre réponse.")


def _buttons(order: Order) -> list[Choice]:
    if order.payment_state is not PaymentState.AWAITED:
        return answer_buttons(order)
    paid = Choice(
        id=action_id(Action.PAYMENT_RECEIVED, order.reference), title=t("💰 Paiement reçu")
    )
    _, refuse = answer_buttons(order)
    return [paid, refuse]


def _picture(order: Order) -> str | None:
    return order.lines[0].thumb_url if order.lines else None


def _fallback(order: Order) -> Filled:
    if order.payment_state is PaymentState.AWAITED:
        return shop_update(order.reference, t("elle vient d’arriver et attend son paiement"))
    lines = ", ".join(f"{line.quantity} × {line.name}" for line in order.lines)
    return shop_new_order(
        order.reference,
        lines=plain(lines, limit=NOTE_LIMIT) or t("plusieurs articles"),
        total=francs_text(order.subtotal) or t("offerte"),
    )
