"""A person decides that all that was given up, or all for one reason, is sent after all."""

from typing import Final

from services.notifications.use_cases.replay_notification import queue_given_up
from services.notifications.work import Work

BATCH: Final = 500


async def replay_given_up(work: Work, *, reason: str | None) -> int:
    """Queue up to 500 again, oldest first; return how many, so that the caller may go on."""
    waiting = await work.notifications.lock_given_up(reason=reason, limit=BATCH)
    for notification in waiting:
        await queue_given_up(work, notification)
    return len(waiting)
