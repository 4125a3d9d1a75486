"""What several messages say of an order: its lines, its money, its shop, its buttons."""

from collections.abc import Sequence
from typing import Final

from services.notifications.messages.layout import (
    first_name_text,
    francs_text,
    phone_text,
    plain,
    time_text,
)
from services.notifications.messages.wording import CATALOGUE, Choice, joined
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.api import Mission
from shared.contracts.orders.orders import CartLine, Order, PaymentMethod, PaymentState
from shared.texts import Line, Text, t
from shared.values.language import Language

# What the list may take of the 1,024 characters of a body; the facts around it are bounded too.
LINES_ROOM: Final = 340
NAME_LIMIT: Final = 60

_METHODS: Final = {
    PaymentMethod.CASH: t("en espèces, au livreur"),
    PaymentMethod.MOBILE_MONEY: t("par Mobile Money"),
    PaymentMethod.TRANSFER: t("par virement"),
}


def order_lines(lines: Sequence[CartLine]) -> list[Line]:
    """List what was ordered; what does not fit is counted, not hidden."""
    written: list[Line] = []
    room = LINES_ROOM
    for place, line in enumerate(lines):
        text = t(
            "• {quantity} × {name} : {total}",
            quantity=line.quantity,
            name=plain(line.name, limit=NAME_LIMIT) or t("un article"),
            total=francs_text(line.total) or t("offert"),
        )
        room -= len(CATALOGUE.say(text, Language.FRENCH)) + 1
        if room < 0:
            return [*written, _rest(lines[place:])]
        written.append(text)
    return written


def payment_text(order: Order) -> Text:
    """Say how the order is paid, and where the payment stands."""
    method = _METHODS[order.payment_method]
    match order.payment_state:
        case PaymentState.ON_DELIVERY:
            return method
        case PaymentState.RECEIVED:
            return t("{method}, reçu", method=method)
        case PaymentState.AWAITED if order.pay_before is not None:
            until = time_text(order.pay_before, phone=order.merchant.phone)
            return t("{method}, attendu avant {time}", method=method, time=until)
        case PaymentState.AWAITED:
            return t("{method}, attendu", method=method)
        case PaymentState.EXPIRED:
            return t("{method}, non reçu à temps", method=method)


def client_text(order: Order) -> str | None:
    """Call the client by the first name, while it is kept."""
    return first_name_text(order.client.name) if order.client else None


def shop_text(order: Order) -> Line:
    """Name the shop, with its number."""
    phone = phone_text(order.merchant.phone)
    return joined([shop_name(order), phone], ", ") if phone else shop_name(order)


def shop_name(order: Order) -> Line:
    """Name the shop in a sentence."""
    return plain(order.merchant.name) or t("le commerce")


def reference_of(mission: Mission) -> str:
    """Give the reference its client knows: the order's, when it delivers one."""
    return mission.order_reference or mission.reference


def where_button(reference: str) -> Choice:
    """Offer to look at the order."""
    return Choice(id=action_id(Action.ORDER, reference), title=t("Où est-ce ?"))


def _rest(lines: Sequence[CartLine]) -> Text:
    count = sum(line.quantity for line in lines)
    return (
        t("… et {count} autres articles", count=count) if count > 1 else t("… et 1 autre article")
    )
