"""Platforms for the journeys: one for all that only talk, one in a hurry for all that kill."""

from collections.abc import AsyncIterator

import pytest

from tests.support.town import Town


@pytest.fixture(scope="session")
async def hasty_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A platform where offers end after 2 s and unknown sends are concluded after 1 s."""
    hurry = {"ORDERS_OFFER_TTL": "2", "NOTIFICATIONS_UNKNOWN_HOLD_S": "1"}
    async with Town.of(tmp_path_factory.mktemp("hasty"), **hurry) as town:
        yield town
