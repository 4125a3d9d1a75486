"""The order is reserved and waits for its money: how to pay, and until when."""

from services.notifications.messages.layout import Fact, card, francs_text, phone_text, time_text
from services.notifications.messages.message import Category, Kind, Message
from services.notifications.messages.orders import order_lines, shop_name
from services.notifications.messages.templates import order_update
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button, Buttons
from shared.contracts.orders.orders import Order, PaymentMethod, PaymentState


def order_payment_awaited(order: Order) -> Message | None:
    """Tell the client how to pay; nothing when the order is paid at the door."""
    if order.payment_state is not PaymentState.AWAITED:
        return None
    phone = order.merchant.phone
    until = time_text(order.pay_before, phone=phone) if order.pay_before else None
    body = card(
        "PAIEMENT ATTENDU",
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", "À payer", francs_text(order.total)),
            Fact("🏪", "À", shop_name(order)),
            Fact("📱", "Numéro", phone_text(phone)),
            Fact("⏳", "Avant", until),
        ],
        state="Vos articles sont réservés",
        what_next=_how(order),
    )
    cancel = Button(id=action_id(Action.CANCEL_ORDER, order.reference), title="Annuler")
    return Message(
        Kind.ORDER_PAYMENT_AWAITED,
        Category.MISSION,
        content=Buttons(body=body, buttons=[cancel]),
        fallback=order_update(order.reference, "elle attend votre paiement"),
        expires_at=order.pay_before,
    )


def _how(order: Order) -> str:
    if order.payment_method is PaymentMethod.TRANSFER:
        return (
            "Demandez ses coordonnées bancaires au commerce, et mettez la référence de la commande "
            "en motif. Nous vous prévenons dès que le paiement est reçu."
        )
    return (
        "Envoyez la somme par Mobile Money à ce numéro, avec la référence de la commande. "
        "Nous vous prévenons dès que le paiement est reçu."
    )
