"""Real engines for every test: one PostgreSQL and one Valkey a run, a fresh database a test."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from itertools import count

import pytest
from redis.asyncio import Redis

from shared.db.database import Database
from shared.db.migrations import upgrade_all
from shared.local.engines import Engines
from shared.messaging.wakeups import Wakeups
from shared.values.clock import ManualClock
from tests.support.town_fixture import town

__all__ = ["town"]  # a fixture for everybody

TEMPLATE = "migrated"
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

_numbers = count(1)

MakeDatabase = Callable[[], Awaitable[str]]


@pytest.fixture(scope="session", autouse=True)
def no_model() -> Iterator[None]:
    """Keep a developer's own key out of the tests: nothing may ask a model that costs money."""
    with pytest.MonkeyPatch.context() as environ:
        for name in ("OPENAI_API_KEY", "OPENROUTER_API_KEY"):
            environ.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
async def engines() -> AsyncIterator[Engines]:
    async with Engines.temporary() as engines:
        yield engines


@pytest.fixture(scope="session")
async def template(engines: Engines) -> str:
    """A database with every service's schema, to copy from."""
    url = await engines.create_database(TEMPLATE)
    await asyncio.to_thread(upgrade_all, url)
    return TEMPLATE


@pytest.fixture
async def database_url(engines: Engines, template: str) -> AsyncIterator[str]:
    """A fresh database with every service's schema."""
    name = f"test_{next(_numbers)}"
    url = await engines.create_database(name, template=template)
    yield url
    await engines.drop_database(name)


@pytest.fixture
async def redis(engines: Engines) -> AsyncIterator[Redis]:
    """An empty Redis."""
    client = Redis.from_url(engines.redis_url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
async def wakeups(redis: Redis) -> AsyncIterator[Wakeups]:
    """Wake-ups that run."""
    wakeups = Wakeups(redis)
    running = asyncio.create_task(wakeups.run())
    yield wakeups
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def database(database_url: str, wakeups: Wakeups) -> AsyncIterator[Database]:
    """The fresh database, as a process sees it."""
    async with AsyncExitStack() as stack:
        database = Database(database_url, wakeups=wakeups, name="tests")
        stack.push_async_callback(database.dispose)
        yield database


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOON)
