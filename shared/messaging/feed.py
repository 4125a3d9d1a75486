"""The feed: a service's event log over internal HTTP, long-polled.

The log hands out only rows of transactions below the oldest running one, ordered by transaction and
then by row, so an event whose transaction commits late is never skipped.
"""

import asyncio
from dataclasses import dataclass
from itertools import takewhile

from fastapi import APIRouter, Query

from shared.db.database import Database
from shared.messaging.events import Page, Recorded
from shared.messaging.log import events_channel
from shared.messaging.sql import in_schema

START = "0-0"
LOOK_AGAIN_S = 1.0
LONGEST_POLL_S = 20.0
# An event may wait for an older transaction to end, and nobody wakes us when it does.
QUICK_LOOKS_S = (0.002, 0.004, 0.008, 0.016, 0.032, 0.064)

_READ = """
SELECT transaction_id::text AS transaction_id, id, event_id, name, correlation_id, body,
  transaction_id < pg_snapshot_xmin(pg_current_snapshot()) AS is_settled
FROM $schema.event_log AS log
WHERE (transaction_id, id) > (CAST(CAST(:transaction_id AS text) AS xid8), :id)
ORDER BY log.transaction_id, id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the log. `is_hiding` says that rows wait for an older transaction to end."""

    page: Page
    is_hiding: bool


async def read_log(database: Database, *, schema: str, after: str, limit: int) -> Look:
    """Read events behind the cursor `after` (`<transaction>-<row>`), oldest first.

    Raises:
        ValueError: the cursor is not one of ours.
    """
    transaction_id, _, row_id = after.partition("-")
    values = {"transaction_id": str(int(transaction_id)), "id": int(row_id), "limit": limit}
    async with database.statement() as connection:
        rows = (await connection.execute(in_schema(_READ, schema), values)).all()
    settled = list(takewhile(lambda row: row.is_settled, rows))
    events = [
        Recorded(
            cursor=f"{row.transaction_id}-{row.id}",
            event_id=row.event_id,
            name=row.name,
            correlation_id=row.correlation_id,
            body=row.body,
        )
        for row in settled
    ]
    page = Page(events=events, next=events[-1].cursor if events else after)
    return Look(page, is_hiding=len(settled) < len(rows))


async def wait_for_events(
    database: Database, *, schema: str, after: str, limit: int, wait_s: float
) -> Page:
    """Read the log; when nothing is new, wait for a wake or look again, `wait_s` at most."""
    clock = asyncio.get_running_loop().time
    deadline = clock() + min(wait_s, LONGEST_POLL_S)
    quick = iter(QUICK_LOOKS_S)
    with database.wakeups.listen(events_channel(schema)) as listener:
        while True:
            look = await read_log(database, schema=schema, after=after, limit=limit)
            left = deadline - clock()
            if look.page.events or left <= 0 or database.wakeups.is_stopping:
                return look.page
            pause = next(quick, LOOK_AGAIN_S) if look.is_hiding else LOOK_AGAIN_S
            if await listener.wait(min(pause, left)):
                quick = iter(QUICK_LOOKS_S)


class LogFeed:
    """A service's own log as a feed, for what it tells others besides its events."""

    def __init__(self, database: Database, *, schema: str) -> None:
        self._database = database
        self._schema = schema

    async def read(self, *, after: str, limit: int, wait_s: float) -> Page:
        """Read the events behind a cursor, waiting when nothing is new."""
        return await wait_for_events(
            self._database, schema=self._schema, after=after, limit=limit, wait_s=wait_s
        )


def feed_router(database: Database, *, schema: str) -> APIRouter:
    """Make `GET /internal/events` of a service."""
    router = APIRouter(tags=["internal"])

    @router.get("/internal/events")
    async def events(
        after: str = Query(START, pattern=r"^\d{1,20}-\d{1,19}$"),
        limit: int = Query(200, ge=1, le=1000),
        wait_s: float = Query(0, ge=0, le=LONGEST_POLL_S),
    ) -> Page:
        """Read this service's events behind a cursor; waits up to `wait_s` when nothing is new."""
        return await wait_for_events(
            database, schema=schema, after=after, limit=limit, wait_s=wait_s
        )

    return router
