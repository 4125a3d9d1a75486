"""The edge over stand-in services, on the real Redis of the run."""

from collections.abc import AsyncIterator, Callable

import httpx
import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from gateway.app import create_app
from gateway.settings import GatewaySettings
from shared.local.engines import Engines
from tests.gateway.edge import (
    APP_SECRET,
    TOKEN_SECRET,
    VERIFY_TOKEN,
    EchoService,
    StandInConversation,
    Unreachable,
)

OpenEdge = Callable[[GatewaySettings], httpx.AsyncClient]


@pytest.fixture
def settings(engines: Engines) -> GatewaySettings:
    return GatewaySettings(
        redis_url=SecretStr(engines.redis_url),
        service_token_secret=SecretStr(TOKEN_SECRET),
        whatsapp_app_secret=SecretStr(APP_SECRET),
        whatsapp_verify_token=SecretStr(VERIFY_TOKEN),
        public_url="https://toktok.test",
        conversation_url="http://conversation",
        orders_url="http://orders",
        notifications_url="http://notifications",
        provider_url="http://provider",
        inbound_timeout_s=1,
        upstream_timeout_s=1,
    )


@pytest.fixture
def conversation() -> StandInConversation:
    return StandInConversation()


@pytest.fixture
def orders() -> EchoService:
    return EchoService("orders")


@pytest.fixture
async def services(
    conversation: StandInConversation, orders: EchoService
) -> AsyncIterator[httpx.AsyncClient]:
    """What reaches conversation and orders; the other services are down."""
    mounts: dict[str, httpx.AsyncBaseTransport | None] = {
        "http://conversation": httpx.ASGITransport(conversation.app),
        "http://orders": httpx.ASGITransport(orders.app),
        "all://": Unreachable(),
    }
    async with httpx.AsyncClient(mounts=mounts) as client:
        yield client


@pytest.fixture
async def open_edge(services: httpx.AsyncClient, redis: Redis) -> AsyncIterator[OpenEdge]:
    """Make an edge with other settings; called from 203.0.113.7."""
    del redis  # emptied before the test
    opened: list[httpx.AsyncClient] = []

    def open_one(settings: GatewaySettings) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(
            create_app(settings, http=services), client=("203.0.113.7", 50_000)
        )
        opened.append(httpx.AsyncClient(transport=transport, base_url="http://edge"))
        return opened[-1]

    yield open_one
    for client in opened:
        await client.aclose()


@pytest.fixture
def edge(open_edge: OpenEdge, settings: GatewaySettings) -> httpx.AsyncClient:
    return open_edge(settings)
