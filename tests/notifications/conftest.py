"""A notifications process over the real engines, with the Graph API stubbed at its transport."""

from collections.abc import AsyncIterator

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis

from services.notifications.channels.whatsapp import WhatsAppChannel
from services.notifications.channels.whatsapp_media import WhatsAppMedia
from services.notifications.container import Container
from services.notifications.sending.courtesy import CourtesyQueue
from services.notifications.sending.rates import RateLimiter
from services.notifications.settings import NotificationsSettings
from shared.local.engines import Engines
from shared.process import Process
from shared.values.clock import ManualClock
from tests.notifications.desk import Desk
from tests.notifications.graph import PHONE_NUMBER_ID, GraphStub


@pytest.fixture
def graph() -> GraphStub:
    return GraphStub()


@pytest.fixture
def settings(database_url: str, engines: Engines) -> NotificationsSettings:
    return NotificationsSettings(
        database_url=SecretStr(database_url),
        redis_url=SecretStr(engines.redis_url),
        whatsapp_api_url="https://graph.example/v26.0",
        whatsapp_api_token=SecretStr("a-token"),
        whatsapp_phone_number_id=PHONE_NUMBER_ID,
        whatsapp_rate_per_second=1000,
        unknown_hold_s=30,
    )


@pytest.fixture
async def container(
    settings: NotificationsSettings, redis: Redis, clock: ManualClock, graph: GraphStub
) -> AsyncIterator[Container]:
    process = Process(settings, name="notifications", clock=clock)
    async with graph.client() as client, process.http, process.closing:
        yield Container(
            process=process,
            whatsapp=WhatsAppChannel(client, phone_number_id=PHONE_NUMBER_ID),
            limiter=RateLimiter(redis),
            courtesy=CourtesyQueue(),
            media=WhatsAppMedia(client),
        )
    await process.database.dispose()
    await process.redis.aclose()


@pytest.fixture
def desk(settings: NotificationsSettings, container: Container) -> Desk:
    return Desk(settings, container)
