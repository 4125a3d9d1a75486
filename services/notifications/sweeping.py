"""Serves the lane of an erasure: what others were told of the person's jobs loses its words.

Each page is a transaction of its own and doing it twice is doing it once, so a crash begins again.
While somebody is still to be told of one of those jobs, the sweep comes again.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.notifications.container import Container
from services.notifications.models import messaging
from services.notifications.repository.erasures import OTHERS
from shared.messaging.erasure import forget_mentions
from shared.messaging.lanes import Lane, LaneItem

AGAIN_AFTER: Final = timedelta(hours=1)


def make_sweep(container: Container) -> Callable[[Lane], Awaitable[None]]:
    """Make what serves erasures' lanes."""

    async def serve(lane: Lane) -> None:
        while True:
            async with lane.transaction() as session:
                items = await lane.waiting(session, 1)
            if items:
                await _sweep(container, lane, items[0])
            elif await lane.let_go():
                return

    return serve


async def _sweep(container: Container, lane: Lane, item: LaneItem) -> None:
    contact_id = UUID(str(item.payload["contact_id"]))
    database = container.process.database
    async with lane.transaction() as session:
        erasure = await container.open_work(session).erasures.find(contact_id)
    if erasure is not None:
        await forget_mentions(
            database, messaging, marks=erasure.marks, before=erasure.began_at, besides=[OTHERS]
        )
    async with lane.transaction() as session:
        work = container.open_work(session)
        if erasure is not None and await work.erasures.are_others_awaited(erasure):
            await lane.retry(session, item, delay=AGAIN_AFTER, error="others are still to be told")
            return
        await work.erasures.finish(contact_id)
        await lane.finish(session, [item])
