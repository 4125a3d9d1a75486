"""The market of the orders' tests, with billing's sample codes."""

from collections.abc import AsyncIterator

import pytest

from services.orders.settings import Promo
from shared.contracts.billing.fake import FakeBilling
from shared.local.engines import Engines
from shared.values.clock import ManualClock
from tests.orders.orders.market import Market, open_market
from tests.orders.town import open_town


@pytest.fixture
async def market(database_url: str, engines: Engines, clock: ManualClock) -> AsyncIterator[Market]:
    """The town with two shops."""
    opened = open_town(database_url, redis_url=engines.redis_url, clock=clock, promo=Promo.SAMPLE)
    async with opened as town:
        billing = town.container.billing
        assert isinstance(billing, FakeBilling)
        yield await open_market(town, billing)
