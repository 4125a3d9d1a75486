"""Orders in memory, for other services' tests: the same answers and refusals, no engines.

Dispatch is simplified: a new mission is offered at once to the first driver on duty, and to the
next when that one declines. Prices are flat. One suite runs on this and on the service
(tests/contracts/test_orders.py).
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Final
from uuid import UUID

from shared.contracts.orders.api import (
    CancelRequest,
    Driver,
    DriverCall,
    DriverCard,
    DutyRequest,
    Minutes,
    Mission,
    MissionRequest,
    MissionStatus,
    Offer,
    PositionReport,
    PriceLine,
    Quote,
    QuoteRequest,
    RatingRequest,
    StepReport,
    TimelineEntry,
)
from shared.contracts.orders.errors import (
    DriverNotFound,
    MissionAlreadyTaken,
    MissionNotCancellable,
    MissionNotFound,
    MissionNotRatable,
    NotYourMission,
    OfferExpired,
    OfferNotFound,
    OutOfArea,
    PlaceNotLocated,
    QuoteDoesNotMatch,
    QuoteExpired,
    QuoteNotFound,
    StepNotAllowed,
)
from shared.errors import AppError
from shared.values.contact import ContactRef
from shared.values.ids import new_id, reference
from shared.values.place import distance_m

_LADDER: Final = tuple(MissionStatus)[:8]
_CANCELLABLE: Final = _LADDER[:4]
_OVER: Final = (MissionStatus.DELIVERED, MissionStatus.RETURNED, MissionStatus.CANCELLED)
_LONGEST_M: Final = 60_000
_PRICE: Final = 1_500
_VALID_FOR: Final = timedelta(minutes=15)
_OFFER_TTL: Final = timedelta(seconds=90)


@dataclass
class _FakeDriver:
    card: DriverCard
    city: str
    is_on_duty: bool = True


@dataclass
class FakeOrders:
    """Behaves like orders. `now` is moved by hand; `offers` are the open and the answered ones."""

    now: datetime = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
    missions: dict[str, Mission] = field(default_factory=dict)
    offers: dict[UUID, Offer] = field(default_factory=dict)
    ratings: dict[str, int] = field(default_factory=dict)
    _quotes: dict[UUID, tuple[Quote, QuoteRequest]] = field(default_factory=dict)
    _drivers: dict[str, _FakeDriver] = field(default_factory=dict)
    _answers: dict[str, Mission | Quote | Offer | Driver] = field(default_factory=dict)
    _closed: set[UUID] = field(default_factory=set)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _failure: AppError | None = None

    def fail_with(self, error: AppError | None) -> None:
        """Refuse every call with this error until told None."""
        self._failure = error

    def add_driver(self, phone: str, *, name: str, city: str = "Brazzaville") -> None:
        """Approve a driver, on duty."""
        self._drivers[phone] = _FakeDriver(DriverCard(name=name, phone=phone), city)

    async def make_quote(self, request: QuoteRequest, *, idempotency_key: str) -> Quote:
        """See `Orders`."""
        self._fail()
        known = self._answers.get(idempotency_key)
        if isinstance(known, Quote):
            return known
        for end, place in (("pickup", request.pickup), ("dropoff", request.dropoff)):
            if not place.is_located:
                raise PlaceNotLocated(end=end)
        metres = round(distance_m(request.pickup, request.dropoff))
        if metres > _LONGEST_M:
            raise OutOfArea(pickup=request.pickup.label, dropoff=request.dropoff.label)
        quote = Quote(
            id=new_id(),
            total=_PRICE,
            lines=[PriceLine(code="base", amount=_PRICE)],
            distance_m=metres,
            eta=Minutes(low=20, high=45),
            expires_at=self.now + _VALID_FOR,
        )
        self._quotes[quote.id] = (quote, request)
        self._answers[idempotency_key] = quote
        return quote

    async def create_mission(self, request: MissionRequest, *, idempotency_key: str) -> Mission:
        """See `Orders`."""
        self._fail()
        known = self._answers.get(idempotency_key)
        if isinstance(known, Mission):
            return known
        mission = self._new_mission(request, quote=self._matching_quote(request))
        self.missions[mission.reference] = mission
        self._answers[idempotency_key] = mission
        self._offer(mission)
        return mission

    def _matching_quote(self, request: MissionRequest) -> Quote:
        if request.quote_id not in self._quotes:
            raise QuoteNotFound(quote_id=request.quote_id)
        quote, asked = self._quotes[request.quote_id]
        if self.now >= quote.expires_at:
            raise QuoteExpired(quote_id=quote.id)
        ends = (
            ("pickup", asked.pickup, request.pickup),
            ("dropoff", asked.dropoff, request.dropoff),
        )
        for end, place, stop in ends:
            here = (stop.place.latitude, stop.place.longitude)
            if here != (place.latitude, place.longitude):
                raise QuoteDoesNotMatch(quote_id=quote.id, end=end)
        return quote

    def _new_mission(self, request: MissionRequest, *, quote: Quote) -> Mission:
        name = reference("COUR", day=self.now.date(), number=next(self._numbers))
        return Mission(
            id=new_id(),
            reference=name,
            status=MissionStatus.PENDING,
            client=request.client,
            pickup=request.pickup,
            dropoff=request.dropoff,
            description=request.description,
            declared_value=request.declared_value,
            cash_to_collect=request.cash_to_collect,
            price=quote.total,
            eta=quote.eta,
            tracking_url=f"http://127.0.0.1:8000/track/{name.lower()}",
            created_at=self.now,
            is_cancellable=True,
            timeline=[TimelineEntry(status=MissionStatus.PENDING, at=self.now, source="client")],
        )

    async def get_mission(self, reference: str) -> Mission:
        """See `Orders`."""
        self._fail()
        if reference not in self.missions:
            raise MissionNotFound(reference=reference)
        return self.missions[reference]

    async def list_active_missions(self, contact: ContactRef) -> list[Mission]:
        """See `Orders`."""
        self._fail()
        mine = [
            mission
            for mission in self.missions.values()
            if _is_client(mission, contact) and mission.status not in _OVER
        ]
        return mine[::-1][:10]

    async def cancel_mission(
        self, reference: str, request: CancelRequest, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        del idempotency_key
        mission = await self.get_mission(reference)
        if not _is_client(mission, request.contact):
            raise MissionNotFound(reference=reference)
        if mission.status is MissionStatus.CANCELLED:
            return mission
        if mission.status not in _CANCELLABLE:
            raise MissionNotCancellable(reference=reference, status=mission.status.value)
        return self._move(mission, MissionStatus.CANCELLED, source="client", note=request.reason)

    async def rate_mission(
        self, reference: str, request: RatingRequest, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        del idempotency_key
        mission = await self.get_mission(reference)
        if not _is_client(mission, request.contact):
            raise MissionNotFound(reference=reference)
        if mission.status is not MissionStatus.DELIVERED:
            raise MissionNotRatable(reference=reference, status=mission.status.value)
        self.ratings[reference] = request.stars
        return mission

    async def report_step(
        self, reference: str, step: StepReport, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        del idempotency_key
        mission = await self.get_mission(reference)
        driver = self._driver(step.driver_phone)
        if mission.driver is None or mission.driver.phone != driver.card.phone:
            raise NotYourMission(reference=reference)
        if step.status is mission.status:
            return mission
        if not _follows(mission.status, step.status):
            raise StepNotAllowed(
                reference=reference, status=mission.status.value, step=step.status.value
            )
        return self._move(mission, step.status, source="driver")

    async def accept_offer(
        self, offer_id: UUID, call: DriverCall, *, idempotency_key: str
    ) -> Mission:
        """See `Orders`."""
        del idempotency_key
        offer = self._offer_of(offer_id, call)
        mission = self.missions[offer.mission.reference]
        if mission.driver is not None and mission.driver.phone == call.driver_phone:
            return mission
        if mission.status not in (MissionStatus.PENDING, MissionStatus.CANCELLED):
            raise MissionAlreadyTaken(reference=mission.reference)
        is_open = offer_id not in self._closed and self.now < offer.expires_at
        if mission.status is MissionStatus.CANCELLED or not is_open:
            raise OfferExpired(offer_id=offer_id)
        self._closed.add(offer_id)
        taken = mission.model_copy(update={"driver": offer.driver})
        return self._move(taken, MissionStatus.ACCEPTED, source="driver")

    async def decline_offer(
        self, offer_id: UUID, call: DriverCall, *, idempotency_key: str
    ) -> Offer:
        """See `Orders`."""
        del idempotency_key
        offer = self._offer_of(offer_id, call)
        if offer_id not in self._closed:
            self._closed.add(offer_id)
            self._offer(self.missions[offer.mission.reference])
        return offer

    async def get_driver(self, phone: str) -> Driver:
        """See `Orders`."""
        self._fail()
        driver = self._driver(phone)
        in_hand = [
            mission
            for mission in self.missions.values()
            if mission.driver == driver.card and mission.status not in _OVER
        ]
        return Driver(
            name=driver.card.name,
            phone=phone,
            city=driver.city,
            is_on_duty=driver.is_on_duty,
            active_missions=in_hand,
        )

    async def change_duty(
        self, phone: str, request: DutyRequest, *, idempotency_key: str
    ) -> Driver:
        """See `Orders`."""
        del idempotency_key
        self._fail()
        self._driver(phone).is_on_duty = request.is_on_duty
        return await self.get_driver(phone)

    async def report_position(self, phone: str, report: PositionReport) -> Driver:
        """See `Orders`."""
        del report
        return await self.get_driver(phone)

    def _fail(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _driver(self, phone: str) -> _FakeDriver:
        if phone not in self._drivers:
            raise DriverNotFound
        return self._drivers[phone]

    def _offer_of(self, offer_id: UUID, call: DriverCall) -> Offer:
        self._fail()
        driver = self._driver(call.driver_phone)
        offer = self.offers.get(offer_id)
        if offer is None or offer.driver != driver.card:
            raise OfferNotFound(offer_id=offer_id)
        return offer

    def _offer(self, mission: Mission) -> None:
        asked = {
            offer.driver.phone for offer in self.offers.values() if offer.mission.id == mission.id
        }
        for phone, driver in self._drivers.items():
            if driver.is_on_duty and phone not in asked:
                offer = Offer(
                    id=new_id(),
                    mission=mission,
                    driver=driver.card,
                    pay=_PRICE * 80 // 100,
                    distance_to_pickup_m=900,
                    expires_at=self.now + _OFFER_TTL,
                )
                self.offers[offer.id] = offer
                return

    def _move(
        self, mission: Mission, status: MissionStatus, *, source: str, note: str | None = None
    ) -> Mission:
        entry = TimelineEntry(status=status, at=self.now, source=source, note=note)
        moved = mission.model_copy(
            update={
                "status": status,
                "is_cancellable": status in _CANCELLABLE,
                "timeline": [*mission.timeline, entry],
            }
        )
        self.missions[mission.reference] = moved
        return moved


def _is_client(mission: Mission, contact: ContactRef) -> bool:
    ours = mission.client
    if ours is None:
        return False
    pairs = (
        (ours.contact_id, contact.contact_id),
        (ours.phone, contact.phone),
        (ours.user_id, contact.user_id),
    )
    return any(one is not None and one == other for one, other in pairs)


def _follows(current: MissionStatus, step: MissionStatus) -> bool:
    if current in _OVER or step in (MissionStatus.RETURNED, MissionStatus.CANCELLED):
        return False
    if step is MissionStatus.PROBLEM or current is MissionStatus.PROBLEM:
        return step in (MissionStatus.PROBLEM, MissionStatus.DELIVERED)
    return _LADDER.index(step) > max(1, _LADDER.index(current))
