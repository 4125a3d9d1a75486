"""The two worlds of the suite: `-k fake` or `-k http` runs it on one of them."""

from collections.abc import AsyncIterator

import pytest

from shared.contracts.orders.fake import FakeOrders
from shared.contracts.orders.fake.state import State
from shared.local.engines import Engines
from shared.values.clock import ManualClock
from tests.contracts.world import FakeWorld, RealWorld, World
from tests.orders.town import open_town


@pytest.fixture
def fake(clock: ManualClock) -> FakeWorld:
    return FakeWorld(FakeOrders(State(now=clock.now())))


@pytest.fixture
async def http(engines: Engines, clock: ManualClock, database_url: str) -> AsyncIterator[RealWorld]:
    async with open_town(database_url, redis_url=engines.redis_url, clock=clock) as town:
        yield RealWorld(town)


@pytest.fixture(params=["fake", "http"])
def world(request: pytest.FixtureRequest) -> World:
    """An empty world: nobody drives, nobody sells."""
    world: World = request.getfixturevalue(request.param)
    return world
