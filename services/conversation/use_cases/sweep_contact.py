"""Everybody has read that a person is forgotten: the log forgets them too.

Each page is a transaction of its own and deleting twice is deleting once, so a crash begins again.
"""

from collections.abc import Awaitable, Callable
from typing import Final
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.models import messaging
from services.conversation.work import Work
from shared.contracts.notifications.events import RecipientErased
from shared.db.database import Database
from shared.messaging.erasure import forget_mentions
from shared.messaging.lanes import Lane, LaneItem

PREFIX: Final = "erasure:"


async def plan_sweep(work: Work, event: RecipientErased) -> None:
    """Leave the sweep to its lane, unless it is done."""
    if await work.personal.find_erasure(event.contact_id) is not None:
        payload: dict[str, object] = {"contact_id": str(event.contact_id)}
        await work.lanes.put(f"{PREFIX}{event.contact_id}", kind="sweep", payload=payload)


def make_sweep(
    database: Database, open_work: Callable[[AsyncSession], Work]
) -> Callable[[Lane], Awaitable[None]]:
    """Make what serves erasures' lanes."""

    async def serve(lane: Lane) -> None:
        while True:
            async with lane.transaction() as session:
                items = await lane.waiting(session, 1)
            if items:
                await _sweep(database, open_work, lane=lane, item=items[0])
            elif await lane.let_go():
                return

    return serve


async def _sweep(
    database: Database,
    open_work: Callable[[AsyncSession], Work],
    *,
    lane: Lane,
    item: LaneItem,
) -> None:
    contact_id = UUID(str(item.payload["contact_id"]))
    async with lane.transaction() as session:
        erasure = await open_work(session).personal.find_erasure(contact_id)
    if erasure is not None and erasure.erased_at is not None:
        await forget_mentions(database, messaging, marks=erasure.marks, before=erasure.erased_at)
    async with lane.transaction() as session:
        lanes = erasure.lanes if erasure is not None else []
        await open_work(session).personal.finish_erasure(contact_id, lanes=lanes)
        await lane.finish(session, [item])
