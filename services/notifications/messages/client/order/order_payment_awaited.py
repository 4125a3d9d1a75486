"""The order is reserved and waits for its money: how to pay, and until when."""

from services.notifications.messages.layout import Fact, card, francs_text, phone_text, time_text
from services.notifications.messages.message import Category, Kind, Notice
from services.notifications.messages.orders import order_lines, shop_name
from services.notifications.messages.templates import order_update
from services.notifications.messages.wording import Choice, Choices
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.orders import Order, PaymentMethod, PaymentState
from shared.texts import Text, t


def order_payment_awaited(order: Order) -> Notice | None:
    """Tell the client how to pay; nothing when the order is paid at the door."""
    if order.payment_state is not PaymentState.AWAITED:
        return None
    phone = order.merchant.phone
    until = time_text(order.pay_before, phone=phone) if order.pay_before else None
    body = card(
        t("PAIEMENT ATTENDU"),
        reference=order.reference,
        lines=order_lines(order.lines),
        facts=[
            Fact("💵", t("À payer"), francs_text(order.total)),
            Fact("🏪", t("À"), shop_name(order)),
            Fact("📱", t("Numéro"), phone_text(phone)),
            Fact("⏳", t("Avant"), until),
        ],
        state=t("Vos articles sont réservés"),
        what_next=_how(order),
    )
    cancel = Choice(id=action_id(Action.CANCEL_ORDER, order.reference), title=t("Annuler"))
    return Notice(
        Kind.ORDER_PAYMENT_AWAITED,
        Category.MISSION,
        content=Choices(body=body, choices=[cancel]),
        fallback=order_update(order.reference, t("elle attend votre paiement")),
        expires_at=order.pay_before,
    )


def _how(order: Order) -> Text:
    if order.payment_method is PaymentMethod.TRANSFER:
        return t(
            "Demandez ses coordonnées bancaires au commerce, et mettez la référence de la commande "
            "en motif. Nous vous prévenons dès que le paiement est reçu."
        )
    return t(
        "Envoyez la somme par Mobile Money à ce numéro, avec la référence de la commande. "
        "Nous vous prévenons dès que le paiement est reçu."
    )
