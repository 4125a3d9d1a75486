"""The town of the orders tests."""

from collections.abc import AsyncIterator

import pytest

from shared.local.engines import Engines
from shared.values.clock import ManualClock
from tests.orders.town import Town, open_town


@pytest.fixture
async def town(database_url: str, engines: Engines, clock: ManualClock) -> AsyncIterator[Town]:
    """The service over real engines, empty."""
    async with open_town(database_url, redis_url=engines.redis_url, clock=clock) as town:
        yield town
