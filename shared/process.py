"""What one process of a service holds open: database, Redis, the HTTP client, the clock.

The HTTP side and the worker share it when they share a process (`make demo`, tests).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from redis.asyncio import Redis

from shared.db.database import Database
from shared.messaging.wakeups import Wakeups
from shared.settings import ServiceSettings
from shared.values.clock import Clock, SystemClock
from shared.web.client import ServiceClient, make_http


class Process:
    """Nothing connects before it is used; `running()` carries wake-ups and closes at the end.

    `closing` takes what a service opens besides: it is closed with the process.
    """

    def __init__(self, settings: ServiceSettings, *, name: str, clock: Clock | None = None) -> None:
        self.name = name
        self.clock: Clock = clock or SystemClock()
        self.redis: Redis = Redis.from_url(settings.redis_url.get_secret_value())
        self.database = Database(settings.database_url, wakeups=Wakeups(self.redis), name=name)
        self.http: httpx.AsyncClient = make_http()
        self.closing = AsyncExitStack()
        self._settings = settings
        self._users = 0
        self._wakeups: asyncio.Task[None] | None = None

    def client(self, service: str) -> ServiceClient:
        """Make a client of another service, called in this one's name."""
        urls: dict[str, str] = {
            "conversation": self._settings.conversation_url,
            "orders": self._settings.orders_url,
            "notifications": self._settings.notifications_url,
            "provider": self._settings.provider_url,
        }
        return ServiceClient(
            self.http,
            base_url=urls[service],
            caller=self.name,
            audience=service,
            secret=self._settings.service_token_secret.get_secret_value(),
        )

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Process"]:
        """Carry wake-ups while at least one side runs; close everything after the last one."""
        self._users += 1
        if self._wakeups is None:
            self._wakeups = asyncio.create_task(self.database.wakeups.run())
        try:
            yield self
        finally:
            self._users -= 1
            if self._users == 0:
                await self._close()

    async def _close(self) -> None:
        if self._wakeups is not None:
            self._wakeups.cancel()
            await asyncio.gather(self._wakeups, return_exceptions=True)
        await self.closing.aclose()
        await self.http.aclose()
        await self.database.dispose()
        await self.redis.aclose()
