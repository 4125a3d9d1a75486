"""The same again: a past job becomes a filled errand, read back and ready for one tap."""

from typing import Any

from services.conversation.dialogue.desk import Start, Told
from services.conversation.dialogue.intents import Answer, Request
from services.conversation.dialogue.menu import start_id
from services.conversation.dialogue.replies import Option, reply
from services.conversation.dialogue.state import State
from shared.contracts.orders.api import Mission, Stop
from shared.contracts.orders.calls import GET_LAST_JOB, GET_MISSION, GET_ORDER
from shared.contracts.orders.orders import CartLine, LastJob, Order
from shared.texts import t

REPEATS = "repeats"
_ORDER_PREFIX = "CMD-"


def is_order(reference: str) -> bool:
    """Whether a reference names an order, not a mission."""
    return reference.upper().startswith(_ORDER_PREFIX)


def look_at(reference: str) -> Request:
    """Ask for a job to be shown."""
    return Request(GET_ORDER if is_order(reference) else GET_MISSION, {"reference": reference})


def repeat(reference: str) -> Request:
    """Ask for a job to be done again: the mark stays with us and comes back with the answer."""
    shown = look_at(reference)
    return Request(shown.call, {**shown.body, REPEATS: True})


def last_job(_state: State, answer: Answer) -> Told:
    """Begin the last job again, or say that there is none."""
    last: LastJob = answer.of(GET_LAST_JOB)
    if last.order is not None:
        return (order_again(last.order),)
    if last.mission is not None:
        return (mission_again(last.mission),)
    return (reply(t("Je n’ai rien à refaire pour vous. On commence ?"), options=BEGIN),)


BEGIN = (
    Option(start_id("courier"), t("📦 Envoyer un colis")),
    Option(start_id("marketplace"), t("🛍️ Commander")),
)
"""What somebody who has nothing yet may begin."""


def mission_again(mission: Mission) -> Start | Request:
    """Fill a courier errand; the delivery of an order is that order again."""
    if mission.order_reference is not None:
        return repeat(mission.order_reference)
    filled = {
        "pickup": mission.pickup.place.model_dump(),
        **_to(mission.dropoff),
        "description": mission.description,
        "declared_value": mission.declared_value,
        "cash_to_collect": mission.cash_to_collect,
    }
    return Start("courier", filled, skipped=("contact_name", "contact_phone", "description"))


def order_again(order: Order) -> Start:
    """Fill a purchase with the cart, the address and the payment; the price is asked anew."""
    shop = order.merchant
    filled = {
        "city": shop.place.city,
        "seller": {"id": str(shop.id), "name": shop.name, "is_open": shop.is_open},
        "items": [_item(line) for line in order.lines],
        "is_complete": True,
        **_to(order.dropoff),
        "payment_method": order.payment_method.value,
    }
    return Start("marketplace", filled)


def _item(line: CartLine) -> dict[str, Any]:
    """Name a line as the purchase's form keeps it; its price is only shown until asked anew."""
    kept = {"name": line.name, "price": line.unit_price, "quantity": line.quantity}
    return {"product_id": str(line.product_id), **kept}


def _to(stop: Stop) -> dict[str, Any]:
    return {
        "dropoff": stop.place.model_dump(),
        "contact_name": stop.contact_name,
        "contact_phone": stop.contact_phone,
    }
