"""The platform that all peaceful journeys share, in the chat and in the browser."""

from collections.abc import AsyncIterator

import pytest

from tests.support.town import Town


@pytest.fixture(scope="session")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A running platform with the demo's data; nobody may kill anything in it."""
    async with Town.of(tmp_path_factory.mktemp("town")) as town:
        yield town
