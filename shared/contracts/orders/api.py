"""Requests and answers of the orders service. Amounts are whole francs (XAF has no cents)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.values.contact import ContactRef
from shared.values.place import Place

Francs = Annotated[int, Field(ge=0, le=100_000_000)]


class MissionStatus(StrEnum):
    """The states of a mission (orders.md, Missions); the first eight are ranked in this order."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    TO_PICKUP = "to_pickup"
    AT_PICKUP = "at_pickup"
    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    AT_DROPOFF = "at_dropoff"
    DELIVERED = "delivered"
    PROBLEM = "problem"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class OrderStatus(StrEnum):
    """The states of a marketplace order (orders.md); the first six are ranked in this order."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    PREPARING = "preparing"
    READY = "ready"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    PROBLEM = "problem"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class ParcelSize(StrEnum):
    """How big the parcel is, for the price and the vehicle."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class QuoteRequest(_Dto):
    """What a price depends on; both places need coordinates."""

    pickup: Place
    dropoff: Place
    size: ParcelSize = ParcelSize.SMALL


class PriceLine(_Dto):
    """One line of a breakdown: base, distance, zone, time_of_day, size, minimum or rounding."""

    code: str
    amount: int


class Minutes(_Dto):
    """An honest range, in minutes, never negative."""

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)]


class Quote(_Dto):
    """A price that holds until `expires_at`; `lines` add up to `total`."""

    id: UUID
    total: Francs
    lines: list[PriceLine]
    distance_m: int
    eta: Minutes
    expires_at: datetime


class Stop(_Dto):
    """One end of a mission: where, and whom to ask for."""

    place: Place
    contact_name: str | None = None
    contact_phone: str | None = None


class MissionRequest(_Dto):
    """A courier job as a client confirmed it; the price is the quote's, never the caller's."""

    quote_id: UUID
    client: ContactRef
    pickup: Stop
    dropoff: Stop
    description: Annotated[str, Field(max_length=500)] | None = None
    declared_value: Francs | None = None
    cash_to_collect: Francs | None = None
    photo_media_id: str | None = None


class DriverCard(_Dto):
    """What a client may know of the driver."""

    name: str
    phone: str
    vehicle: str | None = None


class TimelineEntry(_Dto):
    """One change of a mission."""

    status: MissionStatus
    at: datetime
    source: str
    note: str | None = None


class Mission(_Dto):
    """A mission as its parties see it, with its timeline from oldest to newest."""

    id: UUID
    reference: str
    status: MissionStatus
    client: ContactRef | None
    pickup: Stop
    dropoff: Stop
    description: str | None = None
    declared_value: Francs | None = None
    cash_to_collect: Francs | None = None
    price: Francs | None = None
    driver: DriverCard | None = None
    eta: Minutes | None = None
    tracking_url: str | None = None
    created_at: datetime
    is_cancellable: bool = False
    timeline: list[TimelineEntry] = []


class MissionList(_Dto):
    """Missions, newest first."""

    missions: list[Mission]


class Offer(_Dto):
    """A mission proposed to one driver until `expires_at`; `pay` is the driver's part."""

    id: UUID
    mission: Mission
    driver: DriverCard
    pay: Francs
    distance_to_pickup_m: int
    expires_at: datetime


class DriverCall(_Dto):
    """A driver acting on something; the phone is the driver's own."""

    driver_phone: str


class StepReport(_Dto):
    """A driver reports a step of the job, where the phone was if known."""

    driver_phone: str
    status: MissionStatus
    place: Place | None = None


class CancelRequest(_Dto):
    """A client calls a mission off."""

    contact: ContactRef
    reason: Annotated[str, Field(max_length=300)] | None = None


class RatingRequest(_Dto):
    """A client says how a delivered mission went, from 1 to 5; the last word counts."""

    contact: ContactRef
    stars: Annotated[int, Field(ge=1, le=5)]


class DutyRequest(_Dto):
    """A driver goes on or off duty, with the position when shared."""

    is_on_duty: bool
    place: Place | None = None


class PositionReport(_Dto):
    """Where a driver is."""

    place: Place


class Driver(_Dto):
    """A driver as the driver's own chat sees it."""

    name: str
    phone: str
    city: str
    is_on_duty: bool
    active_missions: list[Mission] = []
