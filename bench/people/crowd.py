"""All customers over two processes: each process has a copy of the furnished town."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final

import structlog
import uvloop

from bench.people.life import live
from bench.people.outcome import Outcome
from bench.people.town import Town, furnish, open_town
from services.conversation.understanding import warm_up
from shared.db.migrations import upgrade
from shared.local.engines import Engines

WORKERS: Final = 2
_AT_ONCE: Final = 3  # while one waits for PostgreSQL, another speaks
_TEMPLATE: Final = "people"


async def simulate(numbers: Sequence[int], *, seed: int) -> list[Outcome]:
    """Let all of them come by; give the outcomes in the order of their numbers."""
    workers = min(WORKERS, len(numbers))
    async with Engines.temporary() as engines:
        url = await engines.create_database(_TEMPLATE)
        await asyncio.to_thread(upgrade, "orders", url=url)
        async with open_town(url, redis_url=engines.redis_url) as town:
            await furnish(town)
        parts = [numbers[at::workers] for at in range(workers)]
        copies = [
            await engines.create_database(f"{_TEMPLATE}_{at}", template=_TEMPLATE)
            for at in range(workers)
        ]
        loop = asyncio.get_running_loop()
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            running = [
                loop.run_in_executor(pool, _work, part, seed, copy, engines.redis_url)
                for part, copy in zip(parts, copies, strict=True)
            ]
            done = await asyncio.gather(*running)
    return sorted((one for part in done for one in part), key=lambda one: one.number)


def _work(numbers: Sequence[int], seed: int, database_url: str, redis_url: str) -> list[Outcome]:
    """Run one process; refusals are answers here, not worth a line each."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return uvloop.run(_serve(numbers, seed, database_url=database_url, redis_url=redis_url))


async def _serve(
    numbers: Sequence[int], seed: int, *, database_url: str, redis_url: str
) -> list[Outcome]:
    """Let some at a time come by."""
    await asyncio.to_thread(warm_up)
    waiting = iter(numbers)

    async def attend(town: Town) -> list[Outcome]:
        return [await live(town, seed=seed, number=number) for number in waiting]

    async with (
        open_town(database_url, redis_url=redis_url) as town,
        asyncio.TaskGroup() as tasks,
    ):
        attending = [tasks.create_task(attend(town)) for _ in range(_AT_ONCE)]
    return [outcome for task in attending for outcome in task.result()]
