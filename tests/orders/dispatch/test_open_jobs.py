"""When exclusive offers find nobody: the open list, one winner, an honest end."""

import asyncio
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY

from shared.contracts.orders.api import CancelRequest, Mission, Vehicle
from shared.contracts.orders.calls import CANCEL_MISSION
from shared.contracts.orders.errors import (
    CashCeilingReached,
    DriverNotFound,
    MissionAlreadyTaken,
    MissionNotFound,
    OfferExpired,
)
from tests.orders.dispatch.steps import (
    EXHAUSTED,
    OPENED,
    accept,
    ask_cash,
    asked,
    change,
    come,
    decline,
    hold_cash,
    jobs,
    newest_offer,
    take,
    told_of_open_job,
)
from tests.orders.town import AWA, BACONGO, CEDRIC, MOUNGALI, POTO_POTO, TRESOR, Town, new_key

TTL, OPEN_FOR = timedelta(seconds=90), timedelta(minutes=10)


async def open_mission(town: Town) -> Mission:
    """Let the one driver who was asked say nothing."""
    mission = await town.order_delivery()
    await town.settle()
    await town.pass_time(TTL)
    return mission


def given_up() -> float:
    name, labels = "dispatch_exhausted_total", {"city": "Brazzaville"}
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_after_five_tries_the_job_is_open_to_the_nearest_then_given_up(town: Town) -> None:
    before = given_up()
    for number in range(12):
        await town.add_driver(f"+2420655503{number:02d}", name="Livreur")
    mission = await town.order_delivery()
    await town.settle()
    for _ in range(5):
        assert await town.events(OPENED) == []
        await town.pass_time(TTL)
    assert len(set(await asked(town))) == 5
    [told] = await told_of_open_job(town)
    assert len(set(told)) == 10
    [event] = await town.events(OPENED)
    assert (event["mission"]["reference"], event["pay"]) == (mission.reference, 1_280)
    await town.pass_time(OPEN_FOR - timedelta(seconds=1))
    assert (await town.events(EXHAUSTED), given_up()) == ([], before)
    await town.pass_time(timedelta(seconds=1))
    [event] = await town.events(EXHAUSTED)
    assert (event["mission"]["reference"], event["tries"]) == (mission.reference, 5)
    assert given_up() == before + 1
    with pytest.raises(OfferExpired):
        await take(town, mission.reference, by=told[0])
    assert len(await asked(town)) == 5


async def test_twenty_drivers_take_it_at_once_and_one_wins(town: Town) -> None:
    phones = [f"+2420655503{number:02d}" for number in range(20)]
    for phone in phones:
        await town.add_driver(phone, name="Livreur", at=None)
    await come(town, who=phones[0], at=MOUNGALI)
    mission = await open_mission(town)
    answers = await asyncio.gather(
        *(take(town, mission.reference, by=phone) for phone in phones), return_exceptions=True
    )
    [won] = [answer for answer in answers if isinstance(answer, Mission)]
    lost = [answer for answer in answers if isinstance(answer, MissionAlreadyTaken)]
    assert (len(lost), won.status) == (19, "accepted")
    assert won.driver is not None
    again = await take(town, mission.reference, by=won.driver.phone)
    assert again.driver == won.driver
    await town.pass_time(OPEN_FOR)
    changed = await town.events("orders.mission_status_changed.v1")
    assert [event["status"] for event in changed] == ["pending", "accepted"]
    assert await town.events(EXHAUSTED) == []
    states = await town.rows("SELECT state, count(*) FROM orders.offer GROUP BY state ORDER BY 1")
    assert states == [{"state": "accepted", "count": 1}, {"state": "expired", "count": 1}]
    assert await town.rows("SELECT 1 FROM orders.search WHERE open_until IS NOT NULL") == []


async def test_before_it_is_taken_a_job_hides_codes_and_phones(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    mission = await town.order_delivery()
    await town.settle()
    [offered] = await jobs(town)
    assert offered.offer_id == await newest_offer(town)
    assert offered.expires_at == town.clock.now() + TTL
    await town.pass_time(TTL)
    [opened] = await jobs(town)
    assert (opened.offer_id, opened.expires_at) == (None, None)
    [event] = await town.events(OPENED)
    for job in (offered.mission, opened.mission, Mission.model_validate(event["mission"])):
        assert job.reference == mission.reference
        assert (job.client, job.tracking_url, job.dropoff.contact_phone) == (None, None, None)
        assert (job.pickup_code, job.delivery_code) == (None, None)
        assert job.dropoff.contact_name == "Marie"
    taken = await take(town, mission.reference)
    assert taken.dropoff.contact_phone == "+242061234567"
    assert taken.pickup_code is not None
    assert taken.delivery_code is None
    assert await jobs(town) == []


async def test_open_jobs_are_listed_nearest_first_and_ten_at_most(town: Town) -> None:
    await town.add_driver(CEDRIC, at=BACONGO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    near = await town.order_delivery(pickup=BACONGO, dropoff=MOUNGALI)
    far = [(await town.order_delivery(pickup=POTO_POTO, dropoff=MOUNGALI)) for _ in range(11)]
    await change(
        town,
        "INSERT INTO orders.search (mission_id, round_started_at, tries, was_told, open_until,"
        " city, latitude, longitude) SELECT id, :now, 5, false, :until, city,"
        " (pickup #>> '{place,latitude}')::float8, (pickup #>> '{place,longitude}')::float8"
        " FROM orders.mission",
        now=town.clock.now(),
        until=town.clock.now() + OPEN_FOR,
    )
    listed = await jobs(town)
    assert len(listed) == 10
    assert listed[0].mission.reference == near.reference
    assert [job.distance_to_pickup_m for job in listed] == [0, *[5_261] * 9]
    assert {job.mission.reference for job in listed[1:]} < {mission.reference for mission in far}
    assert [job.distance_to_pickup_m for job in await jobs(town, of=TRESOR)] == [None] * 10
    town.clock.advance(OPEN_FOR)
    assert await jobs(town) == []


async def test_a_driver_sees_only_what_the_vehicle_and_the_ceiling_allow(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await hold_cash(town, 80_000)
    mission = await open_mission(town)
    await ask_cash(town, mission, 20_001)
    assert await jobs(town) == []
    with pytest.raises(CashCeilingReached, match="80000 in hand, 100000 at most"):
        await take(town, mission.reference)
    await change(town, "UPDATE orders.mission SET size = 'large', cash_to_collect = 20000")
    assert await jobs(town) == []
    with pytest.raises(MissionNotFound):
        await take(town, mission.reference)
    rows = await town.rows("SELECT status, driver_id FROM orders.mission")
    assert rows == [{"status": "pending", "driver_id": None}]
    assert await town.rows("SELECT 1 FROM orders.offer WHERE state = 'accepted'") == []
    await change(town, "UPDATE orders.driver SET vehicle = 'van'")
    [job] = await jobs(town)
    assert job.mission.cash_to_collect == 20_000
    assert (await take(town, mission.reference)).status == "accepted"


async def test_what_is_not_open_cannot_be_taken(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None, vehicle=Vehicle.VAN)
    mission = await town.order_delivery()
    with pytest.raises(OfferExpired):
        await take(town, mission.reference, by=TRESOR)
    await town.settle()
    with pytest.raises(OfferExpired):
        await take(town, mission.reference, by=TRESOR)
    with pytest.raises(DriverNotFound):
        await take(town, mission.reference, by="+242069999999")
    with pytest.raises(MissionNotFound):
        await take(town, "COUR-20261121-999")
    await change(town, "UPDATE orders.driver SET city = 'Douala' WHERE phone = :p", p=TRESOR)
    with pytest.raises(MissionNotFound):
        await take(town, mission.reference, by=TRESOR)
    assert (await accept(town, await newest_offer(town))).status == "accepted"


async def test_a_cancelled_job_leaves_the_list_and_cannot_be_taken(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    mission = await open_mission(town)
    cancel = CancelRequest(contact=AWA)
    await town.orders.call(CANCEL_MISSION, cancel, key=new_key(), reference=mission.reference)
    assert await jobs(town) == []
    with pytest.raises(OfferExpired):
        await take(town, mission.reference)
    await town.pass_time(OPEN_FOR)
    assert await town.events(EXHAUSTED) == []


async def test_who_declined_is_not_told_and_with_nobody_to_tell_it_ends_at_once(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.order_delivery()
    await town.settle()
    await decline(town, await newest_offer(town))
    await town.settle()
    assert await told_of_open_job(town) == []
    assert len(await town.events(EXHAUSTED)) == 1


async def test_a_driver_who_comes_finds_the_job_in_the_list(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    mission = await open_mission(town)
    await come(town, who=TRESOR, at=BACONGO)
    [job] = await jobs(town, of=TRESOR)
    assert (job.mission.reference, job.pay) == (mission.reference, 1_280)
    assert (await take(town, mission.reference, by=TRESOR)).status == "accepted"
    with pytest.raises(MissionAlreadyTaken):
        await take(town, mission.reference)
