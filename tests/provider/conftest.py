"""Provider over the fresh database of a test, called as from outside."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.provider.app import create_app
from services.provider.container import Container, make_container
from services.provider.settings import ProviderSettings
from shared.local.engines import Engines


@pytest.fixture
async def container(engines: Engines, database_url: str, redis: Redis) -> AsyncIterator[Container]:
    del redis  # emptied before the test
    settings = ProviderSettings(
        database_url=SecretStr(database_url), redis_url=SecretStr(engines.redis_url)
    )
    container = make_container(settings)
    process = container.process
    async with AsyncExitStack() as stack:
        for close in (process.http.aclose, process.redis.aclose, process.database.dispose):
            stack.push_async_callback(close)
        yield container


@pytest.fixture
async def client(container: Container) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(create_app(ProviderSettings(), container))
    async with httpx.AsyncClient(transport=transport, base_url="http://provider") as client:
        yield client
