"""`python -m bench.search`: the catalogue's search at 10⁵ and 10⁶ products, and its plans.

Over the service's own HTTP side (in process), with PostgreSQL on its own: words that a tenth of the
products have, words that a dozen have, typos, filters, each order, deep pages. Prints p50 and p95
by kind and their growth, and fails when a plan reads the products from end to end.
"""

import argparse
import asyncio
import random
import sys
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import Any, Final

import httpx
import uvloop
from pydantic import SecretStr

from bench.market import LOAD, WORDS, price_of
from bench.measure import machine, percentile, write_results
from bench.plans import explained
from services.orders.app import create_app
from services.orders.catalogue.searching import search
from services.orders.container import NAME, Container, make_container
from services.orders.settings import OrdersSettings
from shared.contracts.orders.catalogue import ProductSort, SearchQuery
from shared.db.migrations import upgrade
from shared.local.engines import Engines
from shared.process import Process

SIZES: Final = (100_000, 1_000_000)
CITY: Final = "Brazzaville"
_WARM_UP: Final = 4
_SEED: Final = 3

Params = dict[str, str | int | bool]


def kinds() -> dict[str, list[Params]]:
    """Make the questions: by kind, a few dozen each, the same for every size."""
    chance = random.Random(_SEED)  # noqa: S311 - a benchmark's questions
    common, usual, rare = WORDS["common"], WORDS["usual"], WORDS["rare"]
    here: Params = {"city": CITY}

    def ask(many: list[str], **more: str | int | bool) -> list[Params]:
        return [{**here, "q": chance.choice(many), **more} for _ in range(40)]

    pairs = [f"{one} {other}" for one in common[:6] for other in usual[:6]]
    narrow = [
        {**params, "min_price": price, "max_price": 3 * price, "in_stock": True}
        for params in ask(common)
        for price in [price_of(str(params["q"]))]
    ]
    sorts = {
        f"common, {sort.value}": ask(common, sort=sort.value)
        for sort in ProductSort
        if sort is not ProductSort.RELEVANCE
    }
    return {
        "common word": ask(common),
        "usual word": ask(usual),
        "rare word": ask(rare),
        "two words": [{**here, "q": chance.choice(pairs)} for _ in range(40)],
        "typo": ask([_mistyped(word, chance) for word in (*common, *usual)]),
        "common, everywhere": [{"q": str(params["q"])} for params in ask(common)],
        "common, prices and stock": narrow,
        "common, one category": ask(common, category="Rayon 3"),
        **sorts,
        "common, page 20": ask(common, page=20),
        "no word": [
            {**here, "sort": sort.value, "category": f"Rayon {number}"}
            for sort in ProductSort
            for number in range(8)
        ],
        "no word, everywhere": [{"sort": sort.value} for sort in ProductSort for _ in range(8)],
    }


def _mistyped(word: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


async def run(*, rounds: int) -> dict[str, Any]:
    """Measure all sizes on one server, question by question in turn, and return everything."""
    before = machine()
    async with Engines.temporary() as engines, AsyncExitStack() as stack:
        catalogues: dict[int, Container] = {}
        for size in SIZES:
            catalogues[size] = await stack.enter_async_context(_catalogue(engines, size))
            await _check_plans(catalogues[size], size)
        measured = await _measure(catalogues, rounds=rounds)
    _print(measured)
    return {"machine": before, "rounds": rounds, "products": measured}


@asynccontextmanager
async def _catalogue(engines: Engines, size: int) -> AsyncIterator[Container]:
    """Fill a database with products, and open the service over it."""
    url = await engines.create_database(f"products_{size}")
    await asyncio.to_thread(upgrade, NAME, url=url)
    settings = OrdersSettings(database_url=SecretStr(url), redis_url=SecretStr(engines.redis_url))
    process = Process(settings, name=NAME)
    container = make_container(settings, process=process)
    started = time.perf_counter()
    async with process.running():
        for statement in LOAD:
            async with process.database.engine.connect() as connection:
                raw = (await connection.get_raw_connection()).driver_connection
                assert raw is not None  # noqa: S101 - an open connection has its driver's
                await raw.execute(statement.replace("$size", str(size)), timeout=600)
        print(f"{size:>9,} products loaded in {time.perf_counter() - started:.0f} s")
        yield container


async def _measure(
    catalogues: dict[int, Container], *, rounds: int
) -> dict[str, dict[str, dict[str, float]]]:
    """Ask every question of every size in turn, so that all sizes meet the same machine."""
    times: dict[int, dict[str, list[float]]] = {
        size: {kind: [] for kind in kinds()} for size in catalogues
    }
    async with AsyncExitStack() as stack:
        callers = {
            size: await stack.enter_async_context(_caller(container))
            for size, container in catalogues.items()
        }
        asked = kinds()
        for number in range(_WARM_UP + rounds):
            for kind, questions in asked.items():
                params = questions[number % len(questions)]
                for size, http in callers.items():
                    took = await _ask(http, params)
                    if number >= _WARM_UP:
                        times[size][kind].append(took)
    return {f"{size}": _figures_by_kind(by_kind) for size, by_kind in times.items()}


def _caller(container: Container) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(create_app(OrdersSettings(), container))
    return httpx.AsyncClient(transport=transport, base_url="http://orders")


async def _ask(http: httpx.AsyncClient, params: Params) -> float:
    started = time.perf_counter()
    answer = await http.get("/api/search", params=params)
    answer.raise_for_status()
    return 1_000 * (time.perf_counter() - started)


def _figures_by_kind(times: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    everything = [one for many in times.values() for one in many]
    return {kind: _figures(many) for kind, many in {**times, "all": everything}.items()}


def _figures(times: list[float]) -> dict[str, float]:
    return {"p50_ms": percentile(times, 0.5), "p95_ms": percentile(times, 0.95)}


async def _check_plans(container: Container, size: int) -> None:
    """Look at the plan of every statement of a search of each kind.

    Raises:
        SystemExit: one of them reads the products from end to end.
    """
    for kind, questions in kinds().items():
        async with container.process.database.transaction() as session:
            work, query = container.open_work(session), SearchQuery.model_validate(questions[0])
            for plan in await explained(session, partial(search, work, query)):
                if "Seq Scan on product" in plan:
                    raise SystemExit(f"{kind} at {size:,}: a sequential scan\n{plan}")


def _print(measured: dict[str, dict[str, dict[str, float]]]) -> None:
    small, large = (measured[f"{size}"] for size in SIZES)
    print(f"{'':26}{'10⁵: p50':>10}{'p95':>8}{'10⁶: p50':>12}{'p95':>8}{'growth':>9}")
    for kind in small:
        growth = large[kind]["p95_ms"] / small[kind]["p95_ms"]
        print(
            f"{kind:26}{small[kind]['p50_ms']:10.1f}{small[kind]['p95_ms']:8.1f}"
            f"{large[kind]['p50_ms']:12.1f}{large[kind]['p95_ms']:8.1f}{growth:9.2f}"
        )


def main() -> int:
    """Run once and write the results file."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60, help="questions of each kind")
    options = parser.parse_args()
    results = uvloop.run(run(rounds=options.rounds))
    print(f"written  {write_results('search', results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
