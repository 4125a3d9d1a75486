"""Orders and its fake, by one suite, so that the fake may not drift: quotes and missions."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.orders.api import MissionStatus, ParcelSize, Quote, QuoteRequest
from shared.contracts.orders.calls import CREATE_MISSION, MAKE_QUOTE
from shared.contracts.orders.errors import (
    CodeLocked,
    CodeRequired,
    DriverNotFound,
    MissionNotCancellable,
    MissionNotFound,
    MissionNotRatable,
    NotYourMission,
    OutOfArea,
    PlaceNotLocated,
    QuoteDoesNotMatch,
    QuoteExpired,
    QuoteNotFound,
    ReasonRequired,
    RedeliveryNotAllowed,
    StepNotAllowed,
    WrongCode,
)
from shared.contracts.orders.orders import ContactQuery
from shared.errors import IdempotencyKeyReused
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.contracts.asking import (
    AWA,
    BACONGO,
    CEDRIC,
    JUNIOR,
    MOUNGALI,
    PARIS,
    POTO_POTO,
    TRESOR,
    accept,
    activity,
    cancel,
    confirmed,
    deliver,
    driver,
    mission,
    mission_of,
    new_key,
    quote,
    rate,
    read,
    redeliver,
    step,
)
from tests.contracts.world import World

CEDRIC_HIMSELF = ContactRef(phone=CEDRIC)


async def test_a_quote_adds_up_and_repeats_under_its_key(world: World) -> None:
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    first = await world.orders.call(MAKE_QUOTE, asked, key="one key for both")
    again = await world.orders.call(MAKE_QUOTE, asked, key="one key for both")
    assert again == first
    assert sum(line.amount for line in first.lines) == first.total
    larger = asked.model_copy(update={"size": ParcelSize.LARGE})
    with pytest.raises(IdempotencyKeyReused):
        await world.orders.call(MAKE_QUOTE, larger, key="one key for both")
    dearer = await world.orders.call(MAKE_QUOTE, larger, key=new_key())
    assert dearer.total == first.total + 1_000


async def test_places_must_be_located_and_near(world: World) -> None:
    nowhere = Place(label="quelque part")
    for dropoff, refusal in ((nowhere, PlaceNotLocated), (PARIS, OutOfArea)):
        asked = QuoteRequest(pickup=POTO_POTO, dropoff=dropoff)
        with pytest.raises(refusal):
            await world.orders.call(MAKE_QUOTE, asked, key=new_key())


async def test_a_mission_begins_pending_and_repeats_under_its_key(world: World) -> None:
    request = confirmed(await quote(world))
    first = await world.orders.call(CREATE_MISSION, request, key="one key for both")
    again = await world.orders.call(CREATE_MISSION, request, key="one key for both")
    assert (again.id, again.reference) == (first.id, "COUR-20261121-001")
    assert (first.status, first.is_cancellable) == (MissionStatus.PENDING, True)
    assert [entry.status for entry in first.timeline] == [MissionStatus.PENDING]
    assert await read(world, first.reference) == first
    assert (await activity(world)).missions == [first]
    assert (await activity(world, JUNIOR)).missions == []


async def test_quotes_are_needed_fresh_and_for_these_places(world: World) -> None:
    found = await quote(world)
    other = confirmed(found, dropoff=MOUNGALI)
    unknown = confirmed(found).model_copy(update={"quote_id": uuid4()})
    with pytest.raises(QuoteDoesNotMatch):
        await world.orders.call(CREATE_MISSION, other, key=new_key())
    with pytest.raises(QuoteNotFound):
        await world.orders.call(CREATE_MISSION, unknown, key=new_key())
    world.advance(timedelta(minutes=15))
    with pytest.raises(QuoteExpired) as stale:
        await world.orders.call(CREATE_MISSION, confirmed(found), key=new_key())
    assert (await activity(world)).missions == []

    fresh = Quote.model_validate(stale.value.params["quote"])
    made = await world.orders.call(CREATE_MISSION, confirmed(fresh), key=new_key())
    assert made.price == fresh.total


async def test_each_party_reads_the_codes_it_may_know(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission_of(world)
    for_client = await read(world, made.reference, query=ContactQuery.of(AWA))
    for_driver = await read(world, made.reference, query=ContactQuery(phone=CEDRIC))
    assert for_client == await read(world, made.reference)
    assert for_client.pickup_code is not None
    assert for_client.delivery_code is not None
    assert for_driver.pickup_code == for_client.pickup_code
    assert for_driver.delivery_code is None
    assert (await driver(world)).active_missions == [for_driver]
    with pytest.raises(MissionNotFound):
        await read(world, made.reference, query=ContactQuery.of(JUNIOR))


async def test_a_driver_wins_and_delivers_with_the_clients_code(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission(world)
    offer = await world.newest_offer()
    first, taken = [await accept(world, offer) for _ in range(2)]
    assert first == taken
    assert (taken.status, taken.reference) == (MissionStatus.ACCEPTED, made.reference)
    assert taken.driver is not None
    assert taken.driver.phone == CEDRIC
    for _ in range(2):
        picked_up = await step(world, made.reference, MissionStatus.PICKED_UP)
        assert (picked_up.status, picked_up.is_cancellable) == (MissionStatus.PICKED_UP, False)
    delivered = await deliver(world, made.reference)
    assert delivered.status is MissionStatus.DELIVERED
    assert [entry.status for entry in delivered.timeline] == [
        MissionStatus.PENDING,
        MissionStatus.ACCEPTED,
        MissionStatus.PICKED_UP,
        MissionStatus.DELIVERED,
    ]
    assert (await driver(world)).active_missions == []
    assert (await activity(world)).missions == []


async def test_a_delivery_is_proved_by_code_or_by_photo(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission_of(world)
    right = (await read(world, made.reference)).delivery_code
    wrong = "0000" if right != "0000" else "1111"
    with pytest.raises(CodeRequired):
        await step(world, made.reference, MissionStatus.DELIVERED)
    for tries_left in (4, 3, 2, 1, 0):
        with pytest.raises(WrongCode) as refused:
            await step(world, made.reference, MissionStatus.DELIVERED, code=wrong)
        assert refused.value.params["tries_left"] == tries_left
    with pytest.raises(CodeLocked):
        await step(world, made.reference, MissionStatus.DELIVERED, code=right)
    assert (await read(world, made.reference)).status is MissionStatus.ACCEPTED
    shown = await step(world, made.reference, MissionStatus.DELIVERED, photo="media-1")
    assert shown.status is MissionStatus.DELIVERED


async def test_steps_go_forward_for_the_missions_driver_only(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission(world)
    with pytest.raises(NotYourMission):
        await step(world, made.reference, MissionStatus.TO_PICKUP)
    await accept(world, await world.newest_offer())
    await step(world, made.reference, MissionStatus.PICKED_UP)
    for status in (MissionStatus.AT_PICKUP, MissionStatus.CANCELLED, MissionStatus.RETURNED):
        with pytest.raises(StepNotAllowed):
            await step(world, made.reference, status, note="on verra")
    with pytest.raises(DriverNotFound):
        await step(world, made.reference, MissionStatus.DELIVERED, by=TRESOR)
    await world.add_driver(TRESOR, at=MOUNGALI)
    with pytest.raises(NotYourMission):
        await step(world, made.reference, MissionStatus.DELIVERED, by=TRESOR)
    with pytest.raises(MissionNotFound):
        await step(world, "COUR-20261121-999", MissionStatus.DELIVERED)
    await deliver(world, made.reference)
    with pytest.raises(StepNotAllowed):
        await step(world, made.reference, MissionStatus.PROBLEM, note="trop tard")


async def test_a_parcel_that_came_back_is_sent_again_once(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission_of(world)
    with pytest.raises(RedeliveryNotAllowed):
        await redeliver(world, made.reference)
    with pytest.raises(StepNotAllowed):
        await step(world, made.reference, MissionStatus.PROBLEM, note="personne")
    await step(world, made.reference, MissionStatus.PICKED_UP)
    with pytest.raises(ReasonRequired):
        await step(world, made.reference, MissionStatus.PROBLEM)
    failed = await step(world, made.reference, MissionStatus.PROBLEM, note="personne")
    assert (failed.status, failed.problem) == (MissionStatus.PROBLEM, "personne")
    assert (await activity(world)).missions[0].reference == made.reference
    back = await step(world, made.reference, MissionStatus.RETURNED, note="rendu")
    assert (back.status, back.is_redeliverable) == (MissionStatus.RETURNED, True)

    with pytest.raises(MissionNotFound):
        await redeliver(world, made.reference, by=JUNIOR)
    again = await redeliver(world, made.reference)
    assert (again.reference, again.status) == ("COUR-20261121-002", MissionStatus.PENDING)
    assert (again.pickup, again.dropoff, again.price) == (made.pickup, made.dropoff, made.price)
    with pytest.raises(RedeliveryNotAllowed):
        await redeliver(world, made.reference)
    assert not (await read(world, made.reference)).is_redeliverable


async def test_a_mission_is_called_off_by_its_client_while_it_waits(world: World) -> None:
    made = await mission(world)
    with pytest.raises(MissionNotFound):
        await cancel(world, made.reference, by=JUNIOR)
    assert (await read(world, made.reference)).status is MissionStatus.PENDING
    for _ in range(2):
        assert (await cancel(world, made.reference)).status is MissionStatus.CANCELLED
    with pytest.raises(MissionNotFound):
        await cancel(world, "COUR-20261121-999")


async def test_a_parcel_on_the_road_is_not_called_off(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission_of(world)
    await step(world, made.reference, MissionStatus.PICKED_UP)
    with pytest.raises(MissionNotCancellable):
        await cancel(world, made.reference)
    assert (await read(world, made.reference)).status is MissionStatus.PICKED_UP


async def test_client_and_driver_rate_a_delivery_each_once_the_last_counts(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission_of(world)
    with pytest.raises(MissionNotRatable):
        await rate(world, made.reference, stars=5)
    await deliver(world, made.reference)
    with pytest.raises(MissionNotFound):
        await rate(world, made.reference, stars=1, by=JUNIOR)
    assert await world.stars(made.reference) == []

    for stars in (1, 2):
        assert (await rate(world, made.reference, stars=stars)).reference == made.reference
    told = await rate(world, made.reference, stars=4, by=CEDRIC_HIMSELF)
    assert told.delivery_code is None
    assert sorted(await world.stars(made.reference)) == [2, 4]
    assert (await driver(world)).rating < 5.0
