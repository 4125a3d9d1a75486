"""The town of the partners' tests: their endpoints may stand on this machine."""

from collections.abc import AsyncIterator

import pytest

from services.orders.settings import Promo
from shared.local.engines import Engines
from shared.values.clock import ManualClock
from simulator.partner_day.listener import HOST
from tests.orders.town import Town, open_town


@pytest.fixture
async def town(database_url: str, engines: Engines, clock: ManualClock) -> AsyncIterator[Town]:
    """The service over real engines, empty."""
    opened = open_town(
        database_url,
        redis_url=engines.redis_url,
        clock=clock,
        trusted_hosts=HOST,
        promo=Promo.SAMPLE,
    )
    async with opened as town:
        yield town
