"""One market for all tests that only read it; those that change something open their own."""

from collections.abc import AsyncIterator

import pytest

from shared.local.engines import Engines
from shared.values.clock import ManualClock
from tests.conftest import NOON
from tests.orders.catalogue.market import open_market
from tests.orders.town import Town, open_town

READ_ONLY = "read_only_market"


@pytest.fixture(scope="package")
async def market(engines: Engines, template: str) -> AsyncIterator[Town]:
    """The small market, to be read."""
    url = await engines.create_database(READ_ONLY, template=template)
    async with open_town(url, redis_url=engines.redis_url, clock=ManualClock(NOON)) as town:
        await open_market(town)
        yield town
    await engines.drop_database(READ_ONLY)


@pytest.fixture
async def own_market(town: Town) -> Town:
    """The small market, to be changed."""
    await open_market(town)
    return town
