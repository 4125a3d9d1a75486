"""FastAPI dependencies of notifications: the only place where a request's transaction is opened."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from services.notifications.container import Container
from services.notifications.settings import NotificationsSettings
from services.notifications.work import Work


async def begin(request: Request) -> AsyncIterator[Work]:
    """Open the transaction of this request; commit before the answer is sent."""
    container: Container = request.app.state.container
    async with container.process.database.transaction() as session:
        yield container.open_work(session)


def settings_of(request: Request) -> NotificationsSettings:
    """Give the settings the app was made with."""
    settings: NotificationsSettings = request.app.state.settings
    return settings


WorkDep = Annotated[Work, Depends(begin, scope="function")]
SettingsDep = Annotated[NotificationsSettings, Depends(settings_of)]
