"""Who could be asked: near, unseen, suitable; found by index among thousands."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from services.orders.dispatch.candidates import parameters, statement
from services.orders.dispatch.models import OfferState
from services.orders.dispatch.repository import open_jobs
from services.orders.dispatch.use_cases.make_next_offer import make_next_offer
from services.orders.missions.models import MissionRow
from shared.contracts.orders.api import Mission, ParcelSize, Vehicle
from tests.orders.dispatch.steps import (
    EXHAUSTED,
    ask_cash,
    asked,
    change,
    hold_cash,
    told_of_open_job,
)
from tests.orders.town import BACONGO, CEDRIC, MOUNGALI, POTO_POTO, TRESOR, Town

TTL = timedelta(seconds=90)

CROWD = """
INSERT INTO orders.driver (id, name, phone, city, vehicle, rating,
  approved_at, created_at, is_on_duty, latitude, longitude, position_at)
SELECT gen_random_uuid(), 'Livreur', '+24206' || lpad(n::text, 7, '0'),
  CASE WHEN n % 4 = 0 THEN 'Douala' ELSE 'Brazzaville' END,
  CASE WHEN n % 5 = 1 THEN 'van' ELSE 'motorbike' END, 5,
  clock.now, clock.now, n % 3 > 0, -4.26 + (n % 97) * 0.001, 15.24 + (n % 89) * 0.001,
  CASE WHEN n % 7 > 0 THEN clock.now - (n % 11) * interval '1 hour' END
FROM generate_series(1, :many) AS n, (SELECT CAST(:now AS timestamptz) AS now) AS clock
"""


async def crowd(town: Town, many: int) -> None:
    await change(town, CROWD, now=town.clock.now(), many=many)
    await change(town, "ANALYZE orders.driver")


async def dispatch(town: Town, mission: Mission) -> None:
    async with town.container.process.database.transaction() as session:
        await make_next_offer(town.container.open_work(session), mission_id=mission.id)


@pytest.mark.parametrize("size", list(ParcelSize))
async def test_nobody_is_looked_for_one_by_one(town: Town, size: ParcelSize) -> None:
    await crowd(town, 4_000)
    mission = await town.order_delivery()
    async with town.container.process.database.transaction() as session:
        row = await session.get_one(MissionRow, mission.id)
        asking = parameters(row, asked_since=town.clock.now(), now=town.clock.now())
        explained = text(f"EXPLAIN (ANALYZE, FORMAT TEXT) {statement(size).text}")
        plan = "\n".join(await session.scalars(explained, asking))
    for index in (
        "ix_driver_on_duty_point_no_motorbike"
        if size is ParcelSize.LARGE
        else "Index Scan using ix_driver_on_duty_point on",
        "ix_driver_on_duty_city_last_seen",
        "ix_mission_active_driver_id",
        "ix_offer_accepted_driver_id_closed_at",
    ):
        assert index in plan
    assert "Seq Scan on driver" not in plan


async def test_the_open_list_is_read_by_index(town: Town) -> None:
    query = open_jobs(city="Brazzaville", near=MOUNGALI, now=town.clock.now()).limit(10)
    compiled = query.compile(
        town.container.process.database.engine.sync_engine, compile_kwargs={"literal_binds": True}
    )
    async with town.container.process.database.transaction() as session:
        await session.execute(text("SET LOCAL enable_seqscan = off"))
        await session.execute(text("SET LOCAL enable_sort = off"))
        plan = "\n".join(await session.scalars(text(f"EXPLAIN {compiled}")))
    assert "Index Scan using ix_search_open_city_pickup" in plan
    assert "Order By: (point" in plan


async def test_a_driver_far_away_is_asked_when_there_is_no_nearer_one(town: Town) -> None:
    far = POTO_POTO.model_copy(update={"latitude": -4.5590})
    await town.add_driver(CEDRIC, at=far)
    await town.order_delivery()
    await town.settle()
    assert await asked(town) == [CEDRIC]


async def test_a_driver_whose_position_is_unknown_or_old_is_asked_after_the_near_ones(
    town: Town,
) -> None:
    unknown, old = "+242065550290", "+242065550291"
    await town.add_driver(unknown, name="Inconnu", at=MOUNGALI)
    await town.add_driver(old, name="Ancien", at=POTO_POTO)
    await change(
        town,
        "UPDATE orders.driver SET latitude = NULL, longitude = NULL, position_at = NULL"
        " WHERE phone = :phone",
        phone=unknown,
    )
    town.clock.advance(timedelta(hours=6, seconds=1))
    await town.add_driver(CEDRIC, at=BACONGO)
    await town.order_delivery()
    await town.settle()
    for _ in range(2):
        await town.pass_time(TTL)
    first, *rest = await asked(town)
    assert first == CEDRIC
    assert set(rest) == {unknown, old}


async def test_a_van_is_found_behind_hundreds_of_motorbikes(town: Town) -> None:
    await crowd(town, 1_000)
    await change(town, "UPDATE orders.driver SET vehicle = 'motorbike', is_on_duty = true")
    far = BACONGO.model_copy(update={"latitude": -4.3920})
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=far, vehicle=Vehicle.VAN)
    mission = await town.order_delivery()
    await change(town, "UPDATE orders.mission SET size = 'large'")
    await dispatch(town, mission)
    assert await asked(town) == [TRESOR]


async def test_a_driver_at_the_ceiling_gets_no_job_with_cash(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=BACONGO)
    await hold_cash(town, 90_000)
    for amount, expected in ((10_001, TRESOR), (10_000, CEDRIC), (0, CEDRIC)):
        mission = await town.order_delivery()
        await ask_cash(town, mission, amount)
        await dispatch(town, mission)
        assert (await asked(town))[-1] == expected
        await change(
            town,
            "UPDATE orders.offer SET state = 'withdrawn', closed_at = :now",
            now=town.clock.now(),
        )
    await change(town, "UPDATE orders.driver SET is_on_duty = (phone = :phone)", phone=CEDRIC)
    mission = await town.order_delivery()
    await ask_cash(town, mission, 10_001)
    await dispatch(town, mission)
    assert await told_of_open_job(town) == []
    assert len(await town.events(EXHAUSTED)) == 1
    assert len(await asked(town)) == 3


async def test_two_missions_at_once_never_ask_one_driver(town: Town) -> None:
    for number in range(6):
        await town.add_driver(f"+24206555029{number}", name="Livreur", at=POTO_POTO)
    missions = [await town.order_delivery() for _ in range(12)]
    await asyncio.gather(*(dispatch(town, mission) for mission in missions))
    assert len(await asked(town)) == 6
    assert len(set(await asked(town))) == 6
    rows = await town.rows("SELECT driver_id FROM orders.offer WHERE state = 'open'")
    assert len({row["driver_id"] for row in rows}) == len(rows) == 6


async def test_a_refusal_counts_for_half_an_hour(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    mission = await town.order_delivery()
    async with town.container.process.database.transaction() as session:
        work = town.container.open_work(session)
        driver, row = await work.drivers.get(CEDRIC), await work.missions.get(mission.id)
        await work.dispatch.add_offer(
            {
                "id": mission.id,
                "mission_id": mission.id,
                "driver_id": driver.id,
                "state": OfferState.DECLINED,
                "pay": 0,
                "distance_to_pickup_m": 0,
                "made_at": work.now,
                "expires_at": work.now,
                "closed_at": work.now,
            }
        )
        found = {
            minutes: await work.dispatch.list_candidates(
                row, asked_since=None, now=work.now + timedelta(minutes=minutes)
            )
            for minutes in (29, 30)
        }
    assert [(minutes, len(who)) for minutes, who in found.items()] == [(29, 0), (30, 1)]
