"""One suite on orders and on its fake, so that the fake may not drift."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.orders.missions.models import MissionRatingRow, MissionRow
from shared.contracts.orders.api import (
    CancelRequest,
    DriverCall,
    DutyRequest,
    Mission,
    MissionRequest,
    MissionStatus,
    PositionReport,
    Quote,
    QuoteRequest,
    RatingRequest,
    StepReport,
    Stop,
)
from shared.contracts.orders.client import Orders
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
from shared.contracts.orders.fake import FakeOrders
from shared.local.engines import Engines
from shared.values.clock import ManualClock
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.orders.town import (
    AWA,
    BACONGO,
    CEDRIC,
    JUNIOR,
    MOUNGALI,
    POTO_POTO,
    TRESOR,
    Town,
    new_key,
    open_town,
)

PARIS = Place(label="Paris", latitude=48.8566, longitude=2.3522)


class World(Protocol):
    """What the suite needs beside the contract."""

    orders: Orders

    async def add_driver(self, phone: str) -> None:
        """Approve a driver on duty."""

    async def newest_offer(self) -> UUID:
        """Let dispatch work, then tell the newest offer."""

    async def stars(self, reference: str) -> list[int]:
        """Tell the ratings kept of a mission."""

    def advance(self, by: timedelta) -> None:
        """Move the clock."""


@dataclass
class RealWorld:
    town: Town
    orders: Orders

    async def add_driver(self, phone: str) -> None:
        await self.town.add_driver(phone, name="Livreur")

    async def newest_offer(self) -> UUID:
        await self.town.settle()
        return UUID((await self.town.events("orders.offer_made.v1"))[-1]["offer"]["id"])

    async def stars(self, reference: str) -> list[int]:
        async with self.town.container.process.database.transaction() as session:
            query = select(MissionRatingRow.stars).join(MissionRow)
            found = await session.scalars(query.where(MissionRow.reference == reference))
            return list(found.all())

    def advance(self, by: timedelta) -> None:
        self.town.clock.advance(by)


@dataclass
class FakeWorld:
    orders: FakeOrders

    async def add_driver(self, phone: str) -> None:
        self.orders.add_driver(phone, name="Livreur")

    async def newest_offer(self) -> UUID:
        return list(self.orders.offers)[-1]

    async def stars(self, reference: str) -> list[int]:
        return [self.orders.ratings[reference]]

    def advance(self, by: timedelta) -> None:
        self.orders.now += by


@pytest.fixture(params=["http", "fake"])
async def world(
    request: pytest.FixtureRequest, engines: Engines, clock: ManualClock, database_url: str
) -> AsyncIterator[RealWorld | FakeWorld]:
    if request.param == "fake":
        yield FakeWorld(FakeOrders(now=clock.now()))
        return
    async with open_town(database_url, redis_url=engines.redis_url, clock=clock) as town:
        yield RealWorld(town, town.orders)


async def quote(world: World) -> Quote:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    return await world.orders.make_quote(asked, idempotency_key=new_key())


def confirmed(found: Quote, *, dropoff: Place = BACONGO) -> MissionRequest:
    return MissionRequest(
        quote_id=found.id,
        client=AWA,
        pickup=Stop(place=POTO_POTO),
        dropoff=Stop(place=dropoff),
    )


async def mission(world: World) -> Mission:
    request = confirmed(await quote(world))
    return await world.orders.create_mission(request, idempotency_key=new_key())


async def rate(world: World, reference: str, *, stars: int, by: ContactRef = AWA) -> Mission:
    request = RatingRequest(contact=by, stars=stars)
    return await world.orders.rate_mission(reference, request, idempotency_key=new_key())


async def accept(world: World, offer_id: UUID, *, by: str = CEDRIC) -> Mission:
    call = DriverCall(driver_phone=by)
    return await world.orders.accept_offer(offer_id, call, idempotency_key=new_key())


async def step(world: World, reference: str, status: MissionStatus, *, by: str = CEDRIC) -> Mission:
    report = StepReport(driver_phone=by, status=status)
    return await world.orders.report_step(reference, report, idempotency_key=new_key())


async def cancel(world: World, reference: str, *, by: ContactRef = AWA) -> Mission:
    request = CancelRequest(contact=by)
    return await world.orders.cancel_mission(reference, request, idempotency_key=new_key())


async def test_a_quote_adds_up_and_repeats_under_its_key(world: World) -> None:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    first = await world.orders.make_quote(asked, idempotency_key="one key for both")
    again = await world.orders.make_quote(asked, idempotency_key="one key for both")
    assert again == first
    assert sum(line.amount for line in first.lines) == first.total


async def test_places_must_be_located_and_near(world: World) -> None:
    nowhere = Place(label="quelque part")
    for dropoff, refusal in ((nowhere, PlaceNotLocated), (PARIS, OutOfArea)):
        asked = QuoteRequest(pickup=POTO_POTO, dropoff=dropoff)
        with pytest.raises(refusal):
            await world.orders.make_quote(asked, idempotency_key=new_key())


async def test_a_mission_begins_pending_and_repeats_under_its_key(world: World) -> None:
    request = confirmed(await quote(world))
    first = await world.orders.create_mission(request, idempotency_key="one key for both")
    again = await world.orders.create_mission(request, idempotency_key="one key for both")
    assert (again.id, again.reference) == (first.id, "COUR-20261121-001")
    assert (first.status, first.is_cancellable) == (MissionStatus.PENDING, True)
    assert [entry.status for entry in first.timeline] == [MissionStatus.PENDING]
    assert await world.orders.get_mission(first.reference) == first
    assert await world.orders.list_active_missions(AWA) == [first]
    assert await world.orders.list_active_missions(JUNIOR) == []


async def test_quotes_are_needed_fresh_and_for_these_places(world: World) -> None:
    found = await quote(world)
    other = confirmed(found, dropoff=MOUNGALI)
    unknown = confirmed(found).model_copy(update={"quote_id": uuid4()})
    with pytest.raises(QuoteDoesNotMatch):
        await world.orders.create_mission(other, idempotency_key=new_key())
    with pytest.raises(QuoteNotFound):
        await world.orders.create_mission(unknown, idempotency_key=new_key())
    world.advance(timedelta(minutes=15))
    with pytest.raises(QuoteExpired):
        await world.orders.create_mission(confirmed(found), idempotency_key=new_key())
    assert await world.orders.list_active_missions(AWA) == []


async def test_a_driver_wins_and_delivers(world: World) -> None:
    await world.add_driver(CEDRIC)
    made = await mission(world)
    offer = await world.newest_offer()
    first, taken = [await accept(world, offer) for _ in range(2)]
    assert first == taken
    assert (taken.status, taken.reference) == (MissionStatus.ACCEPTED, made.reference)
    assert taken.driver is not None
    assert taken.driver.phone == CEDRIC
    in_hand = (await world.orders.get_driver(CEDRIC)).active_missions
    assert [one.reference for one in in_hand] == [made.reference]
    for status in (MissionStatus.PICKED_UP, MissionStatus.PICKED_UP, MissionStatus.DELIVERED):
        after = await step(world, made.reference, status)
        assert after.status is status
    assert (await world.orders.get_driver(CEDRIC)).active_missions == []
    assert await world.orders.list_active_missions(AWA) == []


async def test_steps_go_forward_for_the_missions_driver_only(world: World) -> None:
    await world.add_driver(CEDRIC)
    made = await mission(world)
    with pytest.raises(NotYourMission):
        await step(world, made.reference, MissionStatus.TO_PICKUP)
    await accept(world, await world.newest_offer())
    await step(world, made.reference, MissionStatus.PICKED_UP)
    for status in (MissionStatus.AT_PICKUP, MissionStatus.CANCELLED, MissionStatus.RETURNED):
        with pytest.raises(StepNotAllowed):
            await step(world, made.reference, status)
    with pytest.raises(DriverNotFound):
        await step(world, made.reference, MissionStatus.DELIVERED, by=TRESOR)
    await world.add_driver(TRESOR)
    with pytest.raises(NotYourMission):
        await step(world, made.reference, MissionStatus.DELIVERED, by=TRESOR)
    await step(world, made.reference, MissionStatus.PROBLEM)
    await step(world, made.reference, MissionStatus.DELIVERED)
    with pytest.raises(StepNotAllowed):
        await step(world, made.reference, MissionStatus.PROBLEM)


async def test_a_declined_offer_goes_to_the_next_driver(world: World) -> None:
    await world.add_driver(CEDRIC)
    await mission(world)
    first = await world.newest_offer()
    await world.add_driver(TRESOR)
    call = DriverCall(driver_phone=CEDRIC)
    declined = await world.orders.decline_offer(first, call, idempotency_key=new_key())
    assert declined.id == first
    second = await world.newest_offer()
    assert second != first
    with pytest.raises(OfferExpired):
        await accept(world, first)
    await accept(world, second, by=TRESOR)
    with pytest.raises(MissionAlreadyTaken):
        await accept(world, first)


async def test_offers_are_personal_and_end(world: World) -> None:
    await world.add_driver(CEDRIC)
    await mission(world)
    offer = await world.newest_offer()
    await world.add_driver(TRESOR)
    call = DriverCall(driver_phone=TRESOR)
    with pytest.raises(DriverNotFound):
        await accept(world, offer, by="+242069999999")
    with pytest.raises(OfferNotFound):
        await accept(world, uuid4())
    with pytest.raises(OfferNotFound):
        await world.orders.decline_offer(offer, call, idempotency_key=new_key())
    world.advance(timedelta(seconds=90))
    with pytest.raises(OfferExpired):
        await accept(world, offer)


async def test_a_mission_is_called_off_by_its_client_while_it_waits(world: World) -> None:
    await world.add_driver(CEDRIC)
    made = await mission(world)
    with pytest.raises(MissionNotFound):
        await cancel(world, made.reference, by=JUNIOR)
    offer = await world.newest_offer()
    for _ in range(2):
        assert (await cancel(world, made.reference)).status is MissionStatus.CANCELLED
    with pytest.raises(OfferExpired):
        await accept(world, offer)
    with pytest.raises(MissionNotFound):
        await cancel(world, "COUR-20261121-999")


async def test_a_parcel_on_the_road_is_not_called_off(world: World) -> None:
    await world.add_driver(CEDRIC)
    made = await mission(world)
    await accept(world, await world.newest_offer())
    await step(world, made.reference, MissionStatus.PICKED_UP)
    with pytest.raises(MissionNotCancellable):
        await cancel(world, made.reference)
    assert (await world.orders.get_mission(made.reference)).status is MissionStatus.PICKED_UP


async def test_only_its_client_rates_a_delivered_mission_and_may_change_it(world: World) -> None:
    await world.add_driver(CEDRIC)
    made = await mission(world)
    await accept(world, await world.newest_offer())
    with pytest.raises(MissionNotRatable):
        await rate(world, made.reference, stars=5)
    await step(world, made.reference, MissionStatus.DELIVERED)
    with pytest.raises(MissionNotFound):
        await rate(world, made.reference, stars=1, by=JUNIOR)

    for stars in (1, 5):
        rated = await rate(world, made.reference, stars=stars)
        assert rated.status is MissionStatus.DELIVERED

    assert await world.stars(made.reference) == [5]


async def test_duty_and_position_are_the_drivers_own(world: World) -> None:
    await world.add_driver(CEDRIC)
    off = DutyRequest(is_on_duty=False)
    after = await world.orders.change_duty(CEDRIC, off, idempotency_key=new_key())
    assert (after.phone, after.city, after.is_on_duty) == (CEDRIC, "Brazzaville", False)
    here = PositionReport(place=MOUNGALI)
    assert (await world.orders.report_position(CEDRIC, here)).is_on_duty is False
    with pytest.raises(DriverNotFound):
        await world.orders.get_driver(TRESOR)
    with pytest.raises(DriverNotFound):
        await world.orders.change_duty(TRESOR, off, idempotency_key=new_key())
    with pytest.raises(DriverNotFound):
        await world.orders.report_position(TRESOR, here)


async def test_the_fake_fails_on_demand() -> None:
    fake = FakeOrders()
    fake.fail_with(MissionNotFound(reference="COUR-1"))
    with pytest.raises(MissionNotFound):
        await fake.list_active_missions(AWA)
    fake.fail_with(None)
    assert await fake.list_active_missions(AWA) == []
