"""What several messages say of an order: its lines, its money, its shop, its buttons."""

from collections.abc import Sequence
from typing import Final

from services.notifications.messages.layout import francs_text, phone_text, plain, time_text
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Button
from shared.contracts.orders.api import Mission
from shared.contracts.orders.orders import CartLine, Order, PaymentMethod, PaymentState

# What the list may take of the 1,024 characters of a body; the facts around it are bounded too.
LINES_ROOM: Final = 340
NAME_LIMIT: Final = 60

_METHODS: Final = {
    PaymentMethod.CASH: "en espèces, au livreur",
    PaymentMethod.MOBILE_MONEY: "par Mobile Money",
    PaymentMethod.TRANSFER: "par virement",
}


def order_lines(lines: Sequence[CartLine]) -> list[str]:
    """List what was ordered; what does not fit is counted, not hidden."""
    written: list[str] = []
    room = LINES_ROOM
    for place, line in enumerate(lines):
        text = (
            f"• {line.quantity} × {plain(line.name, limit=NAME_LIMIT)} : {francs_text(line.total)}"
        )
        room -= len(text) + 1
        if room < 0:
            return [*written, _rest(lines[place:])]
        written.append(text)
    return written


def payment_text(order: Order) -> str:
    """Say how the order is paid, and where the payment stands."""
    method = _METHODS[order.payment_method]
    match order.payment_state:
        case PaymentState.ON_DELIVERY:
            return method
        case PaymentState.RECEIVED:
            return f"{method}, reçu"
        case PaymentState.AWAITED:
            return f"{method}, attendu{_deadline(order)}"
        case PaymentState.EXPIRED:
            return f"{method}, non reçu à temps"


def shop_text(order: Order) -> str | None:
    """Name the shop, with its number."""
    known = [part for part in (shop_name(order), phone_text(order.merchant.phone)) if part]
    return ", ".join(known) or None


def shop_name(order: Order) -> str:
    """Name the shop in a sentence."""
    return plain(order.merchant.name) or "le commerce"


def reference_of(mission: Mission) -> str:
    """Give the reference its client knows: the order's, when it delivers one."""
    return mission.order_reference or mission.reference


def where_button(reference: str) -> Button:
    """Offer to look at the order."""
    return Button(id=action_id(Action.ORDER, reference), title="Où est-ce ?")


def _deadline(order: Order) -> str:
    if order.pay_before is None:
        return ""
    return f" avant {time_text(order.pay_before, phone=order.merchant.phone)}"


def _rest(lines: Sequence[CartLine]) -> str:
    count = sum(line.quantity for line in lines)
    return f"… et {count} autres articles" if count > 1 else "… et 1 autre article"
