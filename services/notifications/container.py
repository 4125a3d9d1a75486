"""What one process of notifications holds for its life."""

from dataclasses import dataclass
from typing import Final

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.channels.whatsapp import WhatsAppChannel, graph_client
from services.notifications.channels.whatsapp_media import WhatsAppMedia
from services.notifications.sending.courtesy import CALLS_AT_ONCE, CourtesyQueue
from services.notifications.sending.rates import RateLimiter
from services.notifications.settings import NotificationsSettings
from services.notifications.work import Work
from shared.process import Process

NAME: Final = "notifications"
DOWNLOADS_AT_ONCE: Final = 8


@dataclass(frozen=True, slots=True)
class Container:
    """The process, the channels that are on, and what is kept in memory."""

    process: Process
    whatsapp: WhatsAppChannel | None
    limiter: RateLimiter
    courtesy: CourtesyQueue
    media: WhatsAppMedia | None = None

    def open_work(self, session: AsyncSession) -> Work:
        """Make the work of a transaction that begins now."""
        return Work.on(session, now=self.process.clock.now())


def make_container(settings: NotificationsSettings) -> Container:
    """Make the container of a process; nothing connects before it is used."""
    process = Process(settings, name=NAME)
    graph = _graph(settings, process)
    number = settings.whatsapp_phone_number_id
    return Container(
        process=process,
        whatsapp=WhatsAppChannel(graph, phone_number_id=number) if graph else None,
        limiter=RateLimiter(process.redis),
        courtesy=CourtesyQueue(),
        media=WhatsAppMedia(graph) if graph else None,
    )


def _graph(settings: NotificationsSettings, process: Process) -> httpx.AsyncClient | None:
    if settings.whatsapp_off_reason is not None:
        return None
    graph = graph_client(
        api_url=settings.whatsapp_api_url,
        token=settings.whatsapp_api_token.get_secret_value(),
        connections=settings.sender_concurrency + CALLS_AT_ONCE + DOWNLOADS_AT_ONCE,
    )
    process.closing.push_async_callback(graph.aclose)
    return graph
