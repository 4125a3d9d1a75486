"""Offers: one driver after the other, one winner, and an honest end."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from services.orders.dispatch.models import OfferRow, OfferState
from shared.contracts.call import Nothing
from shared.contracts.orders.api import CancelRequest, Mission, Vehicle
from shared.contracts.orders.calls import (
    CANCEL_MISSION,
    GET_DRIVER,
    GET_MISSION,
)
from shared.contracts.orders.errors import (
    CashCeilingReached,
    DriverNotFound,
    MissionAlreadyTaken,
    OfferExpired,
    OfferNotFound,
)
from shared.contracts.orders.orders import ContactQuery
from shared.values.ids import new_id
from tests.orders.dispatch.steps import (
    EXHAUSTED,
    MADE,
    accept,
    asked,
    change,
    closed,
    come,
    decline,
    hold_cash,
    newest_offer,
)
from tests.orders.town import AWA, BACONGO, CEDRIC, MOUNGALI, POTO_POTO, TRESOR, Town, new_key

TTL = timedelta(seconds=90)


async def two_drivers(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=BACONGO)


async def test_the_nearest_driver_is_asked_alone(town: Town) -> None:
    await two_drivers(town)
    mission = await town.order_delivery()
    await town.settle()
    [event] = await town.events(MADE)
    offer = event["offer"]
    assert (offer["driver"]["phone"], offer["pay"]) == (CEDRIC, 1_280)
    assert (offer["mission"]["reference"], offer["distance_to_pickup_m"]) == (mission.reference, 0)
    assert offer["expires_at"] == "2026-11-21T12:01:30Z"


async def test_the_driver_who_accepts_has_the_mission(town: Town) -> None:
    await town.add_driver()
    mission = await town.order_delivery()
    await town.settle()
    offer = await newest_offer(town)
    for _ in range(2):
        taken = await accept(town, offer)
        assert (taken.reference, taken.status) == (mission.reference, "accepted")
        assert taken.driver is not None
        assert (taken.driver.name, taken.driver.vehicle) == ("Cédric Loemba", "Moto")
    await town.pass_time(TTL)
    assert await town.event_names() == [
        "orders.driver_registered.v1",
        "orders.mission_status_changed.v1",
        MADE,
        "orders.mission_status_changed.v1",
    ]
    in_hand = (await town.orders.call(GET_DRIVER, Nothing(), phone=CEDRIC)).active_missions
    assert [mission.reference for mission in in_hand] == [mission.reference]


async def test_after_a_refusal_the_next_driver_is_asked(town: Town) -> None:
    await two_drivers(town)
    await town.order_delivery()
    await town.settle()
    offer = await newest_offer(town)
    await decline(town, offer)
    await decline(town, offer)
    await town.settle()
    assert await asked(town) == [CEDRIC, TRESOR]
    assert await closed(town) == []


async def test_an_offer_nobody_answers_goes_to_the_next_driver(town: Town) -> None:
    await two_drivers(town)
    await town.order_delivery()
    await town.settle()
    late = await newest_offer(town)
    await town.pass_time(TTL)
    assert await asked(town) == [CEDRIC, TRESOR]
    assert await closed(town) == [(CEDRIC, "expired")]
    with pytest.raises(OfferExpired):
        await accept(town, late)
    taken = await accept(town, await newest_offer(town), by=TRESOR)
    assert taken.driver is not None
    assert taken.driver.phone == TRESOR
    with pytest.raises(MissionAlreadyTaken):
        await accept(town, late)


async def test_an_offer_past_its_time_is_refused_even_before_the_timer_ran(town: Town) -> None:
    await town.add_driver()
    mission = await town.order_delivery()
    await town.settle()
    town.clock.advance(TTL)
    with pytest.raises(OfferExpired):
        await accept(town, await newest_offer(town))
    assert (
        await town.orders.call(GET_MISSION, ContactQuery(), reference=mission.reference)
    ).driver is None


async def test_nobody_on_duty_is_told_once_and_tried_again_when_a_driver_comes(town: Town) -> None:
    await town.add_driver(at=None)
    mission = await town.order_delivery()
    await town.settle()
    [event] = await town.events(EXHAUSTED)
    assert (event["mission"]["reference"], event["tries"]) == (mission.reference, 0)
    await town.pass_time(timedelta(minutes=59))
    await come(town, at=MOUNGALI)
    await town.settle()
    assert await asked(town) == [CEDRIC]
    await town.pass_time(TTL)
    assert len(await town.events(EXHAUSTED)) == 1


async def test_a_driver_who_comes_after_an_hour_is_not_asked(town: Town) -> None:
    await town.add_driver(at=None)
    await town.order_delivery()
    await town.settle()
    await town.pass_time(timedelta(minutes=61))
    await come(town, at=MOUNGALI)
    await town.settle()
    assert await asked(town) == []


async def test_a_driver_is_asked_for_one_mission_at_a_time(town: Town) -> None:
    await town.add_driver()
    await town.order_delivery()
    await town.order_delivery()
    await town.settle()
    assert await asked(town) == [CEDRIC]
    assert await town.events(EXHAUSTED) == []
    await accept(town, await newest_offer(town))
    await town.pass_time(timedelta(seconds=15))
    assert await asked(town) == [CEDRIC, CEDRIC]


async def test_only_vehicles_that_carry_the_parcel_are_asked(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=BACONGO, vehicle=Vehicle.VAN)
    await town.order_delivery()
    async with town.container.process.database.transaction() as session:
        work = town.container.open_work(session)
        mission = await work.missions.get_by_reference("COUR-20261121-001", lock=True)
        mission.size = mission.size.__class__.LARGE
    await town.settle()
    assert await asked(town) == [TRESOR]


async def test_a_cancelled_mission_withdraws_its_offer(town: Town) -> None:
    await town.add_driver()
    mission = await town.order_delivery()
    await town.settle()
    await town.orders.call(
        CANCEL_MISSION, CancelRequest(contact=AWA), key=new_key(), reference=mission.reference
    )
    with pytest.raises(OfferExpired):
        await accept(town, await newest_offer(town))
    await town.settle()
    assert await closed(town) == [(CEDRIC, "cancelled")]
    await town.pass_time(TTL)
    assert await closed(town) == [(CEDRIC, "cancelled")]


async def test_who_came_to_hold_too_much_cash_since_being_asked_is_refused(town: Town) -> None:
    await town.add_driver()
    await town.order_delivery(cash=20_000)
    await town.settle()
    offer = await newest_offer(town)
    await hold_cash(town, 80_001)
    with pytest.raises(CashCeilingReached) as refused:
        await accept(town, offer)
    assert refused.value.params == {"in_hand": 80_001, "ceiling": 100_000}
    [row] = await town.rows("SELECT status, driver_id FROM orders.mission")
    assert (row["status"], row["driver_id"]) == ("pending", None)
    await change(town, "UPDATE orders.cash_purse SET in_hand = 80000")
    assert (await accept(town, offer)).status == "accepted"


async def test_an_offer_is_its_drivers_own(town: Town) -> None:
    await two_drivers(town)
    mission = await town.order_delivery()
    await town.settle()
    offer = await newest_offer(town)
    with pytest.raises(OfferNotFound):
        await accept(town, offer, by=TRESOR)
    with pytest.raises(OfferNotFound):
        await decline(town, offer, by=TRESOR)
    with pytest.raises(OfferNotFound):
        await accept(town, uuid4())
    with pytest.raises(DriverNotFound):
        await accept(town, offer, by="+242069999999")
    assert (
        await town.orders.call(GET_MISSION, ContactQuery(), reference=mission.reference)
    ).status == "pending"


async def test_twenty_drivers_accept_at_once_and_one_wins(town: Town) -> None:
    mission = await town.order_delivery()
    offers = {}
    for number in range(20):
        phone = f"+2420655503{number:02d}"
        await town.add_driver(phone, name=f"Livreur {number}", at=None)
        offers[phone] = new_id()
    async with town.container.process.database.transaction() as session:
        work = town.container.open_work(session)
        for phone, offer_id in offers.items():
            driver = await work.drivers.get(phone)
            session.add(
                OfferRow(
                    id=offer_id,
                    mission_id=mission.id,
                    driver_id=driver.id,
                    state=OfferState.OPEN,
                    pay=1_280,
                    distance_to_pickup_m=100,
                    made_at=work.now,
                    expires_at=work.now + TTL,
                )
            )
    answers = await asyncio.gather(
        *(accept(town, offer_id, by=phone) for phone, offer_id in offers.items()),
        return_exceptions=True,
    )
    won = [answer for answer in answers if isinstance(answer, Mission)]
    lost = [answer for answer in answers if isinstance(answer, MissionAlreadyTaken)]
    assert (len(won), len(lost)) == (1, 19)
    await town.settle()
    assert [reason for _, reason in await closed(town)] == ["taken"] * 19
    changed = await town.events("orders.mission_status_changed.v1")
    assert [event["status"] for event in changed] == ["pending", "accepted"]
    states = await town.rows("SELECT state, count(*) FROM orders.offer GROUP BY state ORDER BY 1")
    assert states == [{"state": "accepted", "count": 1}, {"state": "withdrawn", "count": 19}]
