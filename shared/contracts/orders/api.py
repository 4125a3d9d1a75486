"""Requests and answers of the orders service. Amounts are whole francs (XAF has no cents)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
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


class Vehicle(StrEnum):
    """What a driver rides."""

    MOTORBIKE = "motorbike"
    TRICYCLE = "tricycle"
    CAR = "car"
    VAN = "van"

    @property
    def label(self) -> str:
        """What clients read."""
        labels = {"motorbike": "Moto", "tricycle": "Tricycle", "car": "Voiture"}
        return labels.get(self.value, "Fourgonnette")


class ParcelSize(StrEnum):
    """How big the parcel is, for the price and the vehicle."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class QuoteRequest(_Dto):
    """What a price depends on, and who asks when that is known; both places need coordinates."""

    pickup: Place
    dropoff: Place
    size: ParcelSize = ParcelSize.SMALL
    contact_id: UUID | None = None


class PriceLine(_Dto):
    """One line of a breakdown: base, distance, zone, time_of_day, size, minimum or rounding."""

    code: Annotated[str, Field(examples=["distance"])]
    amount: Annotated[int, Field(examples=[981])]


class Minutes(_Dto):
    """An honest range, in minutes, never negative."""

    low: Annotated[int, Field(ge=0)]
    high: Annotated[int, Field(ge=0)]


class Quote(_Dto):
    """A price that holds until `expires_at`; `lines` add up to `total`."""

    id: UUID
    total: Annotated[Francs, Field(examples=[1_500])]
    lines: list[PriceLine]
    distance_m: Annotated[int, Field(examples=[6_540])]
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
    """A mission as its parties see it, with its timeline from oldest to newest.

    The driver shows `pickup_code` to whoever gives the parcel; `delivery_code` is the client's, and
    the driver types it at the door. Each is told only to those who may know it: a driver's reads
    carry no delivery code. `order_reference` names the order it delivers. `problem` is why the
    drop-off failed. `proof_url` is the picture taken at the door.
    """

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
    is_redeliverable: bool = False
    pickup_code: str | None = None
    delivery_code: str | None = None
    order_reference: str | None = None
    problem: str | None = None
    proof_url: str | None = None
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
    """A driver reports a step of the job, where the phone was if known.

    `delivered` needs the client's code, or a photo instead of it. `problem` needs the parcel to be
    picked up and a note that says why; `returned` follows a problem only.
    """

    driver_phone: str
    status: MissionStatus
    place: Place | None = None
    code: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None
    photo_media_id: Annotated[str, Field(max_length=200)] | None = None
    note: Annotated[str, Field(min_length=2, max_length=300)] | None = None


class MissionEnd(_Dto):
    """The team ends a stuck mission; the note says why, and the client is told a problem's."""

    status: Literal[
        MissionStatus.CANCELLED,
        MissionStatus.RETURNED,
        MissionStatus.DELIVERED,
        MissionStatus.PROBLEM,
    ]
    note: Annotated[
        str, Field(pattern=r"^[^\x00]{3,300}$", examples=["Livreur injoignable depuis hier"])
    ]


class CancelRequest(_Dto):
    """A client calls a mission off."""

    contact: ContactRef
    reason: Annotated[str, Field(max_length=300)] | None = None


class RatingRequest(_Dto):
    """How it went, from 1 to 5, and a word; the last one counts.

    On a mission the client rates the driver and the driver the client, each by being who they are;
    on an order the client rates the shop.
    """

    contact: ContactRef
    stars: Annotated[int, Field(ge=1, le=5)]
    comment: Annotated[str, Field(max_length=500)] | None = None


class DutyRequest(_Dto):
    """A driver goes on or off duty, with the position when shared."""

    is_on_duty: bool
    place: Place | None = None


class PositionReport(_Dto):
    """Where a driver is."""

    place: Place


class Driver(_Dto):
    """A driver as the driver's own chat sees it; `rating` is out of 5.

    `is_suspended` is seen by admins alone: a suspended driver has no chat as a driver.
    """

    name: str
    phone: str
    city: str
    is_on_duty: bool
    is_suspended: bool = False
    rating: float = 5.0
    cash_in_hand: Francs = 0
    active_missions: list[Mission] = []


class Job(_Dto):
    """A mission a driver may take now: offered to this one alone, or open to all.

    `offer_id` and `expires_at` are set on an exclusive offer; `distance_to_pickup_m` is None while
    the driver's position is unknown.
    """

    mission: Mission
    pay: Francs
    distance_to_pickup_m: int | None = None
    offer_id: UUID | None = None
    expires_at: datetime | None = None


class JobList(_Dto):
    """Jobs near a driver: the exclusive offer first, then open ones, nearest first, ten at most."""

    jobs: list[Job]


class DoneJob(_Dto):
    """A job that is over, with the driver's part."""

    reference: str
    status: MissionStatus
    pay: Francs
    dropoff: str
    ended_at: datetime


class DriverHistory(_Dto):
    """Jobs done, newest first, ten a page; what today's jobs brought."""

    jobs: list[DoneJob]
    today_count: int
    today_pay: Francs
    next: str | None = None


class DriverHistoryQuery(_Dto):
    """Which page of the history."""

    after: Annotated[str, Field(max_length=400)] | None = None


class KnownPlaceQuery(_Dto):
    """What somebody called a place, and in which city."""

    phrase: Annotated[str, Field(min_length=3, max_length=200)]
    city: Annotated[str, Field(min_length=2, max_length=60)] | None = None


class KnownPlace(_Dto):
    """Where a phrase led drivers before: the median of its drops; None before the third one."""

    place: Place | None = None
    drops: int = 0
