"""Orders and its fake, by one suite: how jobs find drivers, what drivers did, and their cash."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders import calls
from shared.contracts.orders.api import (
    DriverCall,
    DriverHistoryQuery,
    DutyRequest,
    KnownPlaceQuery,
    MissionStatus,
    PositionReport,
)
from shared.contracts.orders.cash import CashAccount, CashKind
from shared.contracts.orders.errors import (
    CashCeilingReached,
    DriverNotFound,
    MissionAlreadyTaken,
    MissionNotFound,
    NothingToHandOver,
    OfferExpired,
    OfferNotFound,
)
from shared.errors import Invalid
from tests.contracts.asking import (
    BACONGO,
    CEDRIC,
    MOUNGALI,
    POTO_POTO,
    TRESOR,
    accept,
    cancel,
    decline,
    deliver,
    driver,
    duty,
    jobs,
    mission,
    mission_of,
    new_key,
    read,
    step,
    take,
)
from tests.contracts.world import World


async def cash(world: World, phone: str = CEDRIC) -> CashAccount:
    return await world.orders.call(calls.GET_CASH, Nothing(), phone=phone)


async def hand_over(world: World, phone: str = CEDRIC) -> CashAccount:
    call = DriverCall(driver_phone=phone)
    return await world.orders.call(calls.START_HANDOVER, call, key=new_key(), phone=phone)


async def test_a_declined_offer_goes_to_the_next_driver(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    await mission(world)
    first = await world.newest_offer()
    await world.add_driver(TRESOR, at=MOUNGALI)
    for _ in range(2):
        assert await decline(world, first) == first
    second = await world.newest_offer()
    assert second != first
    with pytest.raises(OfferExpired):
        await accept(world, first)
    await accept(world, second, by=TRESOR)
    with pytest.raises(MissionAlreadyTaken):
        await accept(world, first)


async def test_offers_are_personal_and_end(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission(world)
    offer = await world.newest_offer()
    await world.add_driver(TRESOR, at=MOUNGALI)
    with pytest.raises(DriverNotFound):
        await accept(world, offer, by="+242069999999")
    with pytest.raises(OfferNotFound):
        await accept(world, uuid4())
    with pytest.raises(OfferNotFound):
        await decline(world, offer, by=TRESOR)
    with pytest.raises(DriverNotFound):
        await decline(world, offer, by="+242069999999")
    world.advance(timedelta(seconds=90))
    with pytest.raises(OfferExpired):
        await accept(world, offer)
    await cancel(world, made.reference)
    with pytest.raises(OfferExpired):
        await accept(world, offer)


async def test_a_job_shows_the_pay_and_keeps_what_only_the_winner_may_know(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    await world.add_driver(TRESOR, at=BACONGO)
    made = await mission(world)
    offer = await world.newest_offer()
    offered = [one for phone in (CEDRIC, TRESOR) for one in await jobs(world, of=phone)]
    [job] = offered  # one of the two is asked, alone
    assert (job.offer_id, job.mission.reference) == (offer, made.reference)
    assert job.pay == (made.price or 0) * 80 // 100
    assert job.expires_at is not None
    told = job.mission
    assert (told.client, told.pickup_code, told.delivery_code) == (None, None, None)
    assert (told.pickup.contact_phone, told.dropoff.contact_phone) == (None, None)
    with pytest.raises(DriverNotFound):
        await jobs(world, of="+242069999999")


async def test_what_nobody_took_alone_is_open_and_the_first_wins(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission(world)
    await world.newest_offer()
    with pytest.raises(OfferExpired):
        await take(world, made.reference)
    await world.pass_time(timedelta(seconds=91))
    [job] = await jobs(world)
    assert (job.mission.reference, job.offer_id) == (made.reference, None)
    assert job.distance_to_pickup_m is not None
    with pytest.raises(DriverNotFound):
        await take(world, made.reference, by=TRESOR)
    await world.add_driver(TRESOR, at=MOUNGALI)
    with pytest.raises(MissionNotFound):
        await take(world, "COUR-20261121-999")
    first, again = [await take(world, made.reference) for _ in range(2)]
    assert (first, first.status) == (again, MissionStatus.ACCEPTED)
    assert first.pickup_code is not None
    assert first.delivery_code is None
    with pytest.raises(MissionAlreadyTaken):
        await take(world, made.reference, by=TRESOR)
    assert await jobs(world) == []


async def test_an_open_job_that_is_called_off_is_no_job(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    made = await mission(world)
    await world.newest_offer()
    await world.pass_time(timedelta(seconds=91))
    await cancel(world, made.reference)
    await world.settle()
    assert await jobs(world) == []
    with pytest.raises(OfferExpired):
        await take(world, made.reference)


async def test_going_off_duty_passes_the_offer_on(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    await mission(world)
    first = await world.newest_offer()
    await world.add_driver(TRESOR, at=MOUNGALI)
    assert not (await duty(world, place=None)).is_on_duty
    second = await world.newest_offer()
    assert second != first
    assert [job.offer_id for job in await jobs(world, of=TRESOR)] == [second]
    assert await jobs(world) == []


async def test_duty_and_position_are_the_drivers_own(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    off = DutyRequest(is_on_duty=False)
    after = await world.orders.call(calls.CHANGE_DUTY, off, key=new_key(), phone=CEDRIC)
    assert (after.phone, after.city, after.is_on_duty) == (CEDRIC, "Brazzaville", False)
    here = PositionReport(place=MOUNGALI)
    assert not (await world.orders.call(calls.REPORT_POSITION, here, phone=CEDRIC)).is_on_duty
    with pytest.raises(DriverNotFound):
        await driver(world, TRESOR)
    with pytest.raises(DriverNotFound):
        await world.orders.call(calls.CHANGE_DUTY, off, key=new_key(), phone=TRESOR)
    with pytest.raises(DriverNotFound):
        await world.orders.call(calls.REPORT_POSITION, here, phone=TRESOR)


async def test_jobs_done_come_newest_first_and_todays_are_counted(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    query = DriverHistoryQuery()
    nothing = await world.orders.call(calls.LIST_DONE_JOBS, query, phone=CEDRIC)
    assert (nothing.jobs, nothing.today_count, nothing.today_pay) == ([], 0, 0)
    old = await mission_of(world)
    await deliver(world, old.reference)
    world.advance(timedelta(days=1))
    delivered, back = await mission_of(world), await mission_of(world)
    await deliver(world, delivered.reference)
    world.advance(timedelta(minutes=1))
    await step(world, back.reference, MissionStatus.PICKED_UP)
    await step(world, back.reference, MissionStatus.PROBLEM, note="personne")
    await step(world, back.reference, MissionStatus.RETURNED, note="rendu")
    await mission_of(world)  # which is not over

    done = await world.orders.call(calls.LIST_DONE_JOBS, query, phone=CEDRIC)
    pay = (old.price or 0) * 80 // 100
    assert [(job.reference, job.status, job.pay) for job in done.jobs] == [
        (back.reference, MissionStatus.RETURNED, pay),
        (delivered.reference, MissionStatus.DELIVERED, pay),
        (old.reference, MissionStatus.DELIVERED, pay),
    ]
    assert (done.today_count, done.today_pay, done.next) == (2, 2 * pay, None)
    forged = DriverHistoryQuery(after="ouvre-toi")
    with pytest.raises(Invalid):
        await world.orders.call(calls.LIST_DONE_JOBS, forged, phone=CEDRIC)
    with pytest.raises(DriverNotFound):
        await world.orders.call(calls.LIST_DONE_JOBS, query, phone=TRESOR)


async def test_cash_is_declared_then_in_hand_and_handed_over_by_code(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    with pytest.raises(NothingToHandOver):
        await hand_over(world)
    made = await mission_of(world, cash=40_000)
    assert [(line.kind, line.amount) for line in (await cash(world)).entries] == [
        (CashKind.DECLARED, 40_000)
    ]
    assert (await cash(world)).in_hand == 0
    await deliver(world, made.reference)
    held = await cash(world)
    assert (held.in_hand, held.ceiling, held.handover) == (40_000, 100_000, None)
    assert (held.entries[0].kind, held.entries[0].reference) == (
        CashKind.COLLECTED,
        made.reference,
    )
    assert (await driver(world)).cash_in_hand == 40_000

    first, again = [await hand_over(world) for _ in range(2)]
    assert first.handover is not None
    assert first.handover == again.handover
    assert (first.handover.amount, len(first.handover.code), first.in_hand) == (40_000, 4, 40_000)
    world.advance(timedelta(minutes=31))
    assert (await cash(world)).handover is None
    with pytest.raises(DriverNotFound):
        await cash(world, TRESOR)
    with pytest.raises(DriverNotFound):
        await hand_over(world, TRESOR)


async def test_above_the_ceiling_there_are_no_cash_jobs(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    done = await mission_of(world, cash=90_000)
    await deliver(world, done.reference)
    await world.add_driver(TRESOR, at=BACONGO)
    made = await mission(world, cash=20_000)
    offer = await world.newest_offer()
    assert [job.offer_id for job in await jobs(world, of=TRESOR)] == [offer]
    await world.pass_time(timedelta(seconds=91))
    assert await jobs(world) == []
    with pytest.raises(CashCeilingReached) as refused:
        await take(world, made.reference)
    assert refused.value.params == {"in_hand": 90_000, "ceiling": 100_000}
    assert (await take(world, made.reference, by=TRESOR)).status is MissionStatus.ACCEPTED


async def test_an_offer_is_refused_once_its_cash_is_too_much(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    first = await mission_of(world, cash=90_000)
    made = await mission(world, cash=20_000)
    offer = await world.newest_offer()
    await deliver(world, first.reference)
    with pytest.raises(CashCeilingReached) as refused:
        await accept(world, offer)
    assert refused.value.params == {"in_hand": 90_000, "ceiling": 100_000}
    assert (await read(world, made.reference)).driver is None


async def test_a_phrase_nobody_followed_leads_nowhere(world: World) -> None:
    query = KnownPlaceQuery(phrase="derrière la pharmacie Mavré", city="Brazzaville")
    known = await world.orders.call(calls.FIND_PLACE, query)
    assert (known.place, known.drops) == (None, 0)


async def test_a_phrase_that_led_three_drivers_to_a_door_is_known(world: World) -> None:
    await world.add_driver(CEDRIC, at=POTO_POTO)
    door = BACONGO.model_copy(update={"label": "chez maman Pauline, portail bleu"})
    for _ in range(3):
        await duty(world, place=POTO_POTO)
        made = await mission_of(world, to=door)
        await duty(world, place=BACONGO)
        await deliver(world, made.reference)
    query = KnownPlaceQuery(phrase="Chez Maman Pauline, portail bleu", city="Brazzaville")
    known = await world.orders.call(calls.FIND_PLACE, query)
    assert known.drops == 3
    assert known.place is not None
    assert (known.place.latitude, known.place.longitude) == (BACONGO.latitude, BACONGO.longitude)
    elsewhere = query.model_copy(update={"city": "Pointe-Noire"})
    assert (await world.orders.call(calls.FIND_PLACE, elsewhere)).place is None
