"""Who hears what: the one table of statuses, parties and messages. Pure; queueing is elsewhere.

A client hears at most seven times from an order to its delivery, as for a courier job: the road is
told by the mission's statuses, what comes before and after it by the order's. A status without a
line here is not worth a message: the chat has just said so, or the next one follows at once.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from services.notifications.messages.client.courier.mission_accepted import mission_accepted
from services.notifications.messages.client.courier.mission_at_dropoff import mission_at_dropoff
from services.notifications.messages.client.courier.mission_at_pickup import mission_at_pickup
from services.notifications.messages.client.courier.mission_cancelled import mission_cancelled
from services.notifications.messages.client.courier.mission_delivered import mission_delivered
from services.notifications.messages.client.courier.mission_picked_up import mission_picked_up
from services.notifications.messages.client.courier.mission_problem import mission_problem
from services.notifications.messages.client.courier.mission_returned import mission_returned
from services.notifications.messages.client.driver_card import driver_card
from services.notifications.messages.client.order.order_at_door import order_at_door
from services.notifications.messages.client.order.order_cancelled import order_cancelled
from services.notifications.messages.client.order.order_confirmed import order_confirmed
from services.notifications.messages.client.order.order_delivered import order_delivered
from services.notifications.messages.client.order.order_driver_found import order_driver_found
from services.notifications.messages.client.order.order_on_the_way import order_on_the_way
from services.notifications.messages.client.order.order_paid import order_paid
from services.notifications.messages.client.order.order_payment_awaited import (
    order_payment_awaited,
)
from services.notifications.messages.client.order.order_problem import order_problem
from services.notifications.messages.client.order.order_refused import order_refused
from services.notifications.messages.client.order.order_returned import order_returned
from services.notifications.messages.driver.mission_cancelled_driver import (
    mission_cancelled_driver,
)
from services.notifications.messages.driver.parcel_handed_over import parcel_handed_over
from services.notifications.messages.merchant.shop_driver_at_door import shop_driver_at_door
from services.notifications.messages.merchant.shop_driver_on_the_way import (
    shop_driver_on_the_way,
)
from services.notifications.messages.merchant.shop_order_cancelled import shop_order_cancelled
from services.notifications.messages.merchant.shop_order_delivered import shop_order_delivered
from services.notifications.messages.merchant.shop_order_paid import shop_order_paid
from services.notifications.messages.merchant.shop_order_received import shop_order_received
from services.notifications.messages.merchant.shop_order_returned import shop_order_returned
from services.notifications.messages.message import Notice
from shared.contracts.orders.api import Mission, MissionStatus, OrderStatus
from shared.contracts.orders.orders import Order

Subject = TypeVar("Subject")


class Party(StrEnum):
    """Whom a job concerns; the words are those of a change's `source`."""

    CLIENT = "client"
    DRIVER = "driver"
    MERCHANT = "merchant"


@dataclass(frozen=True, slots=True)
class Telling(Generic[Subject]):
    """One party hears one message; not the one who made the change, when the chat answers it."""

    to: Party
    write: Callable[[Subject], Notice | None]
    unless_by: Party | None = None


def _client(write: Callable[[Subject], Notice | None]) -> Telling[Subject]:
    return Telling(Party.CLIENT, write)


def _merchant(write: Callable[[Subject], Notice | None]) -> Telling[Subject]:
    return Telling(Party.MERCHANT, write)


MissionTable = Mapping[MissionStatus, Sequence[Telling[Mission]]]
OrderTable = Mapping[OrderStatus, Sequence[Telling[Order]]]

COURIER: Final[MissionTable] = {
    MissionStatus.ACCEPTED: (_client(mission_accepted), _client(driver_card)),
    MissionStatus.AT_PICKUP: (_client(mission_at_pickup),),
    MissionStatus.PICKED_UP: (_client(mission_picked_up),),
    MissionStatus.IN_TRANSIT: (_client(mission_picked_up),),
    MissionStatus.AT_DROPOFF: (_client(mission_at_dropoff),),
    MissionStatus.DELIVERED: (_client(mission_delivered),),
    MissionStatus.PROBLEM: (_client(mission_problem),),
    MissionStatus.RETURNED: (_client(mission_returned),),
    MissionStatus.CANCELLED: (
        _client(mission_cancelled),
        Telling(Party.DRIVER, mission_cancelled_driver),
    ),
}
"""A mission that carries a parcel."""

DELIVERY: Final[MissionTable] = {
    MissionStatus.ACCEPTED: (
        _client(order_driver_found),
        _client(driver_card),
        _merchant(shop_driver_on_the_way),
    ),
    MissionStatus.AT_PICKUP: (_merchant(shop_driver_at_door),),
    MissionStatus.PICKED_UP: (
        _client(order_on_the_way),
        Telling(Party.DRIVER, parcel_handed_over, unless_by=Party.DRIVER),
    ),
    MissionStatus.IN_TRANSIT: (_client(order_on_the_way),),
    MissionStatus.AT_DROPOFF: (_client(order_at_door),),
    MissionStatus.PROBLEM: (_client(order_problem),),
    MissionStatus.RETURNED: (_client(order_returned), _merchant(shop_order_returned)),
    MissionStatus.CANCELLED: (Telling(Party.DRIVER, mission_cancelled_driver),),
}
"""A mission that delivers an order; what ends it well or badly is the order's to tell."""

ORDER: Final[OrderTable] = {
    OrderStatus.PENDING: (
        Telling(Party.CLIENT, order_payment_awaited, unless_by=Party.CLIENT),
        _merchant(shop_order_received),
    ),
    OrderStatus.CONFIRMED: (_client(order_confirmed),),
    OrderStatus.PREPARING: (_client(order_confirmed),),
    OrderStatus.READY: (_client(order_confirmed),),
    OrderStatus.DELIVERED: (_client(order_delivered), _merchant(shop_order_delivered)),
    OrderStatus.REFUSED: (_client(order_refused),),
    OrderStatus.CANCELLED: (
        Telling(Party.CLIENT, order_cancelled, unless_by=Party.CLIENT),
        Telling(Party.MERCHANT, shop_order_cancelled, unless_by=Party.MERCHANT),
    ),
}
"""An order's own statuses."""

PAID: Final[Sequence[Telling[Order]]] = (
    _client(order_paid),
    Telling(Party.MERCHANT, shop_order_paid, unless_by=Party.MERCHANT),
)
"""An awaited payment that was received."""
