"""FastAPI dependencies of notifications: the only place where a request's transaction is opened."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from services.notifications.channels.whatsapp_media import WhatsAppMedia
from services.notifications.container import Container
from services.notifications.settings import NotificationsSettings
from services.notifications.work import Work
from shared.errors import Unavailable


async def begin(request: Request) -> AsyncIterator[Work]:
    """Open the transaction of this request; commit before the answer is sent."""
    container: Container = request.app.state.container
    async with container.process.database.transaction() as session:
        yield container.open_work(session)


def media_of(request: Request) -> WhatsAppMedia:
    """Give what fetches people's files.

    Raises:
        Unavailable: the channel is off, as its status line tells.
    """
    container: Container = request.app.state.container
    if container.media is None:
        raise Unavailable(what="whatsapp", retry_after_s=60)
    return container.media


def settings_of(request: Request) -> NotificationsSettings:
    """Give the settings the app was made with."""
    settings: NotificationsSettings = request.app.state.settings
    return settings


WorkDep = Annotated[Work, Depends(begin, scope="function")]
MediaDep = Annotated[WhatsAppMedia, Depends(media_of)]
SettingsDep = Annotated[NotificationsSettings, Depends(settings_of)]
