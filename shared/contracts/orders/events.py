"""Facts of the orders service."""

from datetime import datetime
from typing import ClassVar

from shared.contracts.orders.api import Mission, MissionStatus, Offer, OrderStatus
from shared.messaging.events import Event
from shared.values.contact import ContactRef


class MissionStatusChanged(Event):
    """A mission moved forward, to the side or ended; `mission` is how it is now.

    Late and duplicate reports change nothing and yield no event; skipped steps yield one event.
    """

    name: ClassVar[str] = "orders.mission_status_changed.v1"

    mission: Mission
    status: MissionStatus
    previous: MissionStatus | None = None


class OfferMade(Event):
    """A driver is asked, alone, until the offer expires."""

    name: ClassVar[str] = "orders.offer_made.v1"

    offer: Offer


class OfferClosed(Event):
    """An offer ended without this driver; `reason` is expired, taken, cancelled."""

    name: ClassVar[str] = "orders.offer_closed.v1"

    offer: Offer
    reason: str


class DispatchExhausted(Event):
    """Nobody took the mission after every try: the client is told honestly, ops alerted."""

    name: ClassVar[str] = "orders.dispatch_exhausted.v1"

    mission: Mission
    tries: int


class DriverRegistered(Event):
    """A phone belongs to an approved driver."""

    name: ClassVar[str] = "orders.driver_registered.v1"

    driver_phone: str
    driver_name: str
    city: str
    registered_at: datetime


class OrderStatusChanged(Event):
    """An order moved; late and duplicate reports change nothing and yield no event."""

    name: ClassVar[str] = "orders.order_status_changed.v1"

    reference: str
    status: OrderStatus
    client: ContactRef | None
