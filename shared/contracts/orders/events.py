"""Facts of the orders service."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.orders.api import DriverCard, Mission, MissionStatus, Offer, OrderStatus
from shared.contracts.orders.applications import Application
from shared.contracts.orders.catalogue import Merchant, ShelfProduct
from shared.contracts.orders.orders import Order
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


class JobOpened(Event):
    """Exclusive offers found nobody: the mission is open to all; these drivers are told."""

    name: ClassVar[str] = "orders.job_opened.v1"

    mission: Mission
    drivers: list[DriverCard]
    pay: int


class DriverNearStop(Event):
    """The driver's position came within the geofence of the next stop: a hint, once per stop."""

    name: ClassVar[str] = "orders.driver_near_stop.v1"

    mission: Mission
    next_step: MissionStatus


class DriverRegistered(Event):
    """A phone belongs to an approved driver."""

    name: ClassVar[str] = "orders.driver_registered.v1"

    driver_phone: str
    driver_name: str
    city: str
    registered_at: datetime


class MerchantRegistered(Event):
    """A phone belongs to an approved merchant."""

    name: ClassVar[str] = "orders.merchant_registered.v1"

    merchant_phone: str
    merchant_name: str
    registered_at: datetime


class ApplicationReviewed(Event):
    """An admin decided an application."""

    name: ClassVar[str] = "orders.application_reviewed.v1"

    application: Application
    contact: ContactRef


class OrderMoved(Event):
    """An order began, moved or ended; `order` is how it is now, `source` who moved it."""

    name: ClassVar[str] = "orders.order_moved.v1"

    order: Order
    previous: OrderStatus | None
    source: str


class OrderEdited(Event):
    """A client changed what a pending order holds; its discount stayed as it was."""

    name: ClassVar[str] = "orders.order_edited.v1"

    order: Order


class OrderPaid(Event):
    """An awaited payment was received; the merchant may go on. `source` is who said so."""

    name: ClassVar[str] = "orders.order_paid.v1"

    order: Order
    source: str


class StockFell(Event):
    """A product fell to its threshold or to nothing; told once until it is filled up again."""

    name: ClassVar[str] = "orders.stock_fell.v1"

    merchant: Merchant
    product: ShelfProduct
    left: int


class ProductImageRefused(Event):
    """A product's picture could not be used; the merchant is told why."""

    name: ClassVar[str] = "orders.product_image_refused.v1"

    merchant: Merchant
    product: ShelfProduct
    reason: str


class CashHandedOver(Event):
    """The office confirmed a driver's cash with the code; `in_hand` is what is left."""

    name: ClassVar[str] = "orders.cash_handed_over.v1"

    driver: DriverCard
    amount: int
    in_hand: int
    handover_id: UUID


class CashCeilingPassed(Event):
    """A driver holds more than the ceiling: no cash jobs until a hand-over."""

    name: ClassVar[str] = "orders.cash_ceiling_passed.v1"

    driver: DriverCard
    in_hand: int
    ceiling: int


class PartnerEndpointDisabled(Event):
    """A partner's endpoint failed for three days and was switched off."""

    name: ClassVar[str] = "orders.partner_endpoint_disabled.v1"

    partner: str
    url: str
    last_error: str


class PersonErased(Event):
    """Somebody asked to be forgotten, and orders has; who reads this is past all that named them.

    `jobs` are the references of what they sent and ordered. This too is deleted from the log, once
    every reader has gone past it.
    """

    name: ClassVar[str] = "orders.person_erased.v1"

    contact: ContactRef
    jobs: list[str] = Field(default_factory=list)

    @property
    def contact_id(self) -> UUID:
        """Whose erasure it is; always known."""
        if self.contact.contact_id is None:
            raise ValueError("an erasure is a contact's")
        return self.contact.contact_id

    @property
    def marks(self) -> list[str]:
        """What names the person wherever it is written."""
        return [*self.contact.marks, *self.jobs]


class OrderStatusChanged(Event):
    """A partner's order moved; late and duplicate reports change nothing and yield no event."""

    name: ClassVar[str] = "orders.order_status_changed.v1"

    reference: str
    status: OrderStatus
    client: ContactRef | None
