"""Serves the lane of an erasure: logs, kept answers and webhooks forget the person.

Each page of a table is a transaction of its own and deleting twice is deleting once, so a crash
begins again. While a partner is still owed word of one of the jobs, the sweep comes again.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from uuid import UUID

from services.orders.container import Container
from services.orders.models import messaging
from services.orders.people.privacy.models import ErasureRow
from services.orders.people.privacy.repository.erasures import WEBHOOKS
from shared.messaging.erasure import forget_mentions
from shared.messaging.lanes import Lane, LaneItem

AGAIN_AFTER: Final = timedelta(hours=1)


def make_sweep(container: Container) -> Callable[[Lane], Awaitable[None]]:
    """Make what serves erasures' lanes."""

    async def serve(lane: Lane) -> None:
        while True:
            item, erasure = await _next(container, lane)
            if item is not None:
                await _sweep(container, lane, item, erasure)
            elif await lane.let_go():
                return

    return serve


async def _next(container: Container, lane: Lane) -> tuple[LaneItem | None, ErasureRow | None]:
    async with lane.transaction() as session:
        items = await lane.waiting(session, 1)
        if not items:
            return None, None
        return items[0], await container.open_work(session).erasures.find(_id(items[0]))


async def _sweep(
    container: Container, lane: Lane, item: LaneItem, erasure: ErasureRow | None
) -> None:
    if erasure is not None:
        await forget_mentions(
            container.process.database,
            messaging,
            marks=erasure.marks,
            before=erasure.erased_at,
            besides=[WEBHOOKS],
        )
    async with lane.transaction() as session:
        work = container.open_work(session)
        if erasure is not None and await work.erasures.is_a_partner_owed(erasure):
            await lane.retry(session, item, delay=AGAIN_AFTER, error="a partner is owed word")
            return
        await work.erasures.finish(_id(item))
        await lane.finish(session, [item])


def _id(item: LaneItem) -> UUID:
    return UUID(str(item.payload["contact_id"]))
