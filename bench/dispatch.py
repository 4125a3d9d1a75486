"""`python -m bench.dispatch`: who is asked for a mission, 10³ and 10⁴ drivers on duty.

Measured on the real use case over PostgreSQL with fsync: finding candidates, and a whole offer
(candidates, ranking, offer, event, timer, commit). Both sizes take turns in one run, so that the
machine's mood falls on both. The plans are printed into the results: nothing may read a table
through. Ends by itself after a minute or two.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import uvloop
from pydantic import SecretStr
from sqlalchemy import text

from bench.measure import cpu_s, machine, percentile, postgres_pid, write_results
from services.orders.container import Container, make_container
from services.orders.dispatch.candidates import parameters, statement
from services.orders.dispatch.use_cases.make_next_offer import make_next_offer
from services.orders.missions.models import MissionRow
from services.orders.settings import OrdersSettings
from shared.contracts.orders.api import ParcelSize
from shared.db.migrations import upgrade
from shared.local.engines import Engines
from shared.values.ids import new_id

SIZES: Final = (1_000, 10_000)
OFFERS_A_ROUND: Final = 40
TABLES: Final = ("driver", "mission", "offer")
_DEADLINE_S: Final = 300.0

# A fifth of the drivers is of another city, one in fifteen of ours was last seen this morning.
_DRIVERS: Final = """
INSERT INTO orders.driver (id, name, phone, city, vehicle, rating, approved_at, created_at,
  is_on_duty, latitude, longitude, position_at)
SELECT gen_random_uuid(), 'Livreur ' || n, '+24206' || lpad(n::text, 7, '0'),
  CASE WHEN n <= :many THEN 'Brazzaville' ELSE 'Douala' END,
  CASE WHEN n % 12 = 0 THEN 'van' ELSE 'motorbike' END, 4 + random(), now(), now(), true,
  CASE WHEN n <= :many THEN -4.2634 ELSE 4.0511 END + (random() - 0.5) * 0.15,
  CASE WHEN n <= :many THEN 15.2429 ELSE 9.7679 END + (random() - 0.5) * 0.15,
  now() - CASE WHEN n % 15 = 0 THEN interval '9 hours' ELSE random() * interval '5 hours' END
FROM generate_series(1, CAST(:many AS int) * 5 / 4) AS n
"""
# Eight jobs a driver in the last two days, accepted in time; every third driver has one in hand.
_MISSIONS: Final = """
INSERT INTO orders.mission (id, reference, status, status_since, city, pickup, dropoff, size,
  price, distance_m, driver_id, fact_ranks, tracking_token, created_at, ended_at)
SELECT gen_random_uuid(), 'OLD-' || row_number() OVER (), CASE WHEN is_over THEN 'delivered' ELSE
  'in_transit' END, at, city, '{"place": {"label": "ici"}}', '{"place": {"label": "là"}}', 'small',
  1600, 5000, id, '{}', gen_random_uuid()::text, at, CASE WHEN is_over THEN at END
FROM (
  SELECT driver.*, job > 0 AS is_over, now() - random() * interval '2 days' AS at
  FROM orders.driver, generate_series(0, 8) AS job
  WHERE job > 0 OR hashtext(phone) % 3 = 0
) AS job
"""
_OFFERS: Final = """
INSERT INTO orders.offer (id, mission_id, driver_id, state, pay, distance_to_pickup_m,
  made_at, expires_at, closed_at)
SELECT gen_random_uuid(), id, driver_id, 'accepted', 1280, 900, created_at, created_at, created_at
FROM orders.mission
"""
_PENDING: Final = """
INSERT INTO orders.mission (id, reference, status, status_since, city, pickup, dropoff, size,
  price, distance_m, fact_ranks, tracking_token, created_at)
VALUES (:id, :name, 'pending', now(), 'Brazzaville', jsonb_build_object(
    'place', jsonb_build_object('label', 'ici', 'latitude', CAST(:latitude AS float8),
      'longitude', CAST(:longitude AS float8))),
  '{"place": {"label": "là"}}', :size, 1600, 5000, '{}', :name, now())
"""
_FREE_AGAIN: Final = """
UPDATE orders.offer SET state = 'withdrawn', closed_at = now() WHERE state = 'open' RETURNING id
"""


@dataclass
class City:
    """A database with so many drivers on duty in one city, and what was measured there (ms)."""

    drivers: int
    container: Container
    finding_ms: list[float] = field(default_factory=list)
    offering_ms: list[float] = field(default_factory=list)

    async def ask(self, mission_id: UUID) -> None:
        """Find candidates once alone, then make the whole offer."""
        started = time.perf_counter()
        async with self.container.process.database.transaction() as session:
            work = self.container.open_work(session)
            mission = await work.missions.get(mission_id)
            found = await work.dispatch.list_candidates(mission, asked_since=None, now=work.now)
        self.finding_ms.append(1_000 * (time.perf_counter() - started))
        if not found:
            raise RuntimeError("nobody was found: the benchmark measures nothing")
        started = time.perf_counter()
        async with self.container.process.database.transaction() as session:
            await make_next_offer(self.container.open_work(session), mission_id=mission_id)
        self.offering_ms.append(1_000 * (time.perf_counter() - started))


async def run(*, rounds: int) -> dict[str, Any]:
    """Measure, print and return everything."""
    before = machine()
    async with asyncio.timeout(_DEADLINE_S), _cities() as (cities, postgres):
        chance = random.Random(7)  # noqa: S311 - the same pick-ups in every run
        for city in cities:
            await _round(city, chance)
            city.finding_ms, city.offering_ms = [], []
        spent = {city.drivers: 0.0 for city in cities}
        for _ in range(rounds):
            for city in cities:
                cpu = cpu_s([postgres, os.getpid()])
                await _round(city, chance)
                spent[city.drivers] += cpu_s([postgres, os.getpid()]) - cpu
        figures = {str(city.drivers): _figures(city, spent[city.drivers]) for city in cities}
        plans = {str(city.drivers): await _plans(city) for city in cities}
    growth = _growth(figures)
    _print(figures, growth)
    measured = {"by_drivers": figures, "growth": growth, "plans": plans}
    return {"machine": before, "rounds": rounds, **measured}


async def _round(city: City, chance: random.Random) -> None:
    """Ask for new missions, one in eight large; afterwards everybody is free again."""
    sizes = [ParcelSize.LARGE if n % 8 == 0 else ParcelSize.SMALL for n in range(OFFERS_A_ROUND)]
    for mission_id in [await _add_mission(city, size, chance) for size in sizes]:
        await city.ask(mission_id)
    async with city.container.process.database.transaction() as session:
        made = (await session.scalars(text(_FREE_AGAIN))).all()
    if len(made) != OFFERS_A_ROUND:
        raise RuntimeError(f"{len(made)} offers of {OFFERS_A_ROUND} were made")


async def _add_mission(city: City, size: ParcelSize, chance: random.Random) -> UUID:
    mission_id = new_id()
    values = {
        "id": mission_id,
        "name": str(mission_id),
        "size": size.value,
        "latitude": -4.2634 + chance.uniform(-0.07, 0.07),
        "longitude": 15.2429 + chance.uniform(-0.07, 0.07),
    }
    async with city.container.process.database.transaction() as session:
        await session.execute(text(_PENDING), values)
    return mission_id


def _figures(city: City, cpu: float) -> dict[str, float]:
    times = {"finding": city.finding_ms, "offering": city.offering_ms}
    shares = {"p50": 0.50, "p95": 0.95}
    return {
        f"{name}_{word}_ms": percentile(values, share)
        for name, values in times.items()
        for word, share in shares.items()
    } | {"cpu_ms_an_offer": 1_000 * cpu / len(city.offering_ms)}


def _growth(figures: dict[str, dict[str, float]]) -> dict[str, float]:
    few, many = (figures[str(size)] for size in SIZES)
    return {name: many[name] / few[name] for name in few}


async def _plans(city: City) -> dict[str, list[str]]:
    """Explain the query of each size class; a table that is read through ends the run."""
    found = {}
    for size in (ParcelSize.SMALL, ParcelSize.LARGE):
        mission_id = await _add_mission(city, size, random.Random(1))  # noqa: S311 - any will do
        async with city.container.process.database.transaction() as session:
            mission = await session.get_one(MissionRow, mission_id)
            now = city.container.open_work(session).now
            explained = text(f"EXPLAIN (ANALYZE, BUFFERS) {statement(size).text}")
            values = parameters(mission, asked_since=now, now=now)
            plan = list(await session.scalars(explained, values))
        if any(f"Seq Scan on {table}" in line for table in TABLES for line in plan):
            raise RuntimeError("\n".join(["a table is read through:", *plan]))
        found[size.value] = plan
    return found


def _print(figures: dict[str, dict[str, float]], growth: dict[str, float]) -> None:
    for drivers, values in figures.items():
        print(f"{drivers:>6} drivers on duty:  " + _line(values))
    print("        growth (target ≤ 2):  " + _line(growth))


def _line(values: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items())


@asynccontextmanager
async def _cities() -> AsyncIterator[tuple[list[City], int]]:
    """Fill a database a size, on a real disk; also tell PostgreSQL's process id."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(_folder())
        engines = await stack.enter_async_context(Engines(folder, environ={}))
        cities = []
        for drivers in SIZES:
            url = await engines.create_database(f"drivers_{drivers}")
            await asyncio.to_thread(upgrade, "orders", url=url)
            settings = OrdersSettings(
                database_url=SecretStr(url), redis_url=SecretStr(engines.redis_url)
            )
            container = make_container(settings)
            stack.push_async_callback(container.process.redis.aclose)
            stack.push_async_callback(container.process.database.dispose)
            await _fill(container, drivers)
            cities.append(City(drivers, container))
        yield cities, postgres_pid(folder)


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="toktok-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server may run as another user and must get through
        yield folder


async def _fill(container: Container, drivers: int) -> None:
    database = container.process.database
    async with database.transaction() as session:
        await session.execute(text(_DRIVERS), {"many": drivers})
        for statement_ in (_MISSIONS, _OFFERS):
            await session.execute(text(statement_))
    async with database.statement() as connection:
        await connection.execute(text("VACUUM ANALYZE"))


def main() -> int:
    """Run once and write the results file."""
    parser = argparse.ArgumentParser(prog="python -m bench.dispatch", description=__doc__)
    parser.add_argument("--rounds", type=int, default=6, help=f"of {OFFERS_A_ROUND} offers a size")
    options = parser.parse_args()
    results = uvloop.run(run(rounds=options.rounds))
    print(f"written  {write_results('dispatch', results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
