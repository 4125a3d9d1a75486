"""Lanes: work that must keep its order. One lane = one key; parallel across, serial inside.

A worker claims a lane, not an item: lease, fencing number, heartbeat. The effect of an item and its
acknowledgement commit in one transaction that checks the fence, so a worker that was frozen and
replaced can change nothing (architecture.md, Durability). Here: the queue and a claimed lane; the
loop that serves them is in lane_worker.py.

Locks: putting work updates the lane row (FOR NO KEY UPDATE), a transaction inside a lane holds it
FOR KEY SHARE, so neither waits for the other; claiming takes FOR UPDATE SKIP LOCKED and so never
overtakes an open transaction. `arrivals` counts what was put: a lane is only let go while it has
not changed since it was last read, so no arrival is overlooked.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.database import Database, wake_after_commit
from shared.messaging.sql import in_schema
from shared.messaging.tables import MessagingTables
from shared.observability.correlation import correlation_id, new_correlation_id

LEASE = timedelta(seconds=10)

_PUT = """
WITH arriving AS (
  SELECT * FROM unnest(
    CAST(:lanes AS text[]), CAST(:kinds AS text[]), CAST(:payloads AS text[]),
    CAST(:correlation_ids AS text[]), CAST(:delays_s AS float8[]), CAST(:keys AS text[])
  ) WITH ORDINALITY AS u (lane, kind, payload, correlation_id, delay_s, key, position)
), fresh AS (
  INSERT INTO $schema.inbox_key (key)
  SELECT key FROM arriving WHERE key IS NOT NULL ORDER BY key
  ON CONFLICT DO NOTHING RETURNING key
), item AS (
  INSERT INTO $schema.lane_item (lane, kind, payload, correlation_id, available_at)
  SELECT lane, kind, payload::jsonb, correlation_id, now() + delay_s * interval '1 second'
  FROM arriving WHERE key IS NULL OR key IN (SELECT key FROM fresh)
  ORDER BY position RETURNING lane, available_at
), touched AS (
  INSERT INTO $schema.lane (key, ready_at)
  SELECT lane, min(available_at) FROM item GROUP BY lane ORDER BY lane
  ON CONFLICT (key) DO UPDATE
  SET ready_at = least(lane.ready_at, excluded.ready_at), arrivals = lane.arrivals + 1
)
SELECT key FROM fresh
"""

_ENTER = """
SELECT arrivals FROM $schema.lane WHERE key = :key AND fence = :fence FOR KEY SHARE
"""

_WAITING = """
SELECT id, kind, payload, correlation_id, received_at, attempts FROM $schema.lane_item AS item
WHERE lane = :key AND parked_at IS NULL AND available_at <= now() AND NOT EXISTS (
  SELECT FROM $schema.lane_item AS ahead
  WHERE ahead.lane = :key AND ahead.parked_at IS NULL AND ahead.id < item.id
    AND ahead.attempts > 0 AND ahead.available_at > now()
)
ORDER BY id LIMIT :limit
"""

_FINISH = "DELETE FROM $schema.lane_item WHERE id = ANY(CAST(:ids AS bigint[]))"

_RETRY = """
UPDATE $schema.lane_item
SET attempts = attempts + 1, error = :error, available_at = now() + :delay_s * interval '1 second'
WHERE id = :id
"""

_PARK = """
UPDATE $schema.lane_item
SET attempts = attempts + 1, error = :error, parked_at = now() WHERE id = :id
"""

# What is first ready again: a retried item holds back all behind it, a timer only itself.
_LET_GO = """
UPDATE $schema.lane SET leased_until = '-infinity', ready_at = greatest(
  coalesce((
    SELECT min(available_at) FROM $schema.lane_item AS item
    WHERE lane = :key AND parked_at IS NULL AND NOT EXISTS (
      SELECT FROM $schema.lane_item AS ahead
      WHERE ahead.lane = :key AND ahead.parked_at IS NULL AND ahead.id < item.id
        AND ahead.attempts > 0 AND ahead.available_at > now()
    )
  ), 'infinity'),
  now() + :delay_s * interval '1 second'
)
WHERE key = :key AND fence = :fence AND arrivals = :arrivals
"""


class LaneLost(Exception):
    """Another worker claimed the lane since; whatever this one was doing must not count."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """Work to put in a lane. `key` makes it unique for as long as inbox keys are kept (8 days)."""

    lane: str
    kind: str
    payload: dict[str, object]
    key: str | None = None
    delay: timedelta = timedelta(0)
    correlation_id: str = ""


@dataclass(frozen=True, slots=True)
class LaneItem:
    """Work as a worker finds it."""

    id: int
    kind: str
    payload: dict[str, object]
    correlation_id: str
    received_at: datetime
    attempts: int


class LaneQueue:
    """Puts work into lanes, in the transaction of the caller."""

    def __init__(self, session: AsyncSession, tables: MessagingTables) -> None:
        self._session = session
        self._schema = tables.schema

    async def put(
        self,
        lane: str,
        *,
        kind: str,
        payload: dict[str, object],
        key: str | None = None,
        delay: timedelta = timedelta(0),
    ) -> bool:
        """Put one item; False when its key is known and nothing was done."""
        item = NewItem(lane=lane, kind=kind, payload=payload, key=key, delay=delay)
        fresh = await self.put_many([item])
        return key is None or key in fresh

    async def put_many(self, items: Sequence[NewItem]) -> set[str]:
        """Put items in the order given, one statement for all; return the keys that were new."""
        unique = _unique(items)
        if not unique:
            return set()
        rows = await self._session.execute(in_schema(_PUT, self._schema), _columns(unique))
        for prefix in {prefix_of(item.lane) for item in unique}:
            wake_after_commit(self._session, lanes_channel(self._schema, prefix))
        return set(rows.scalars())


async def put_alone(
    database: Database, tables: MessagingTables, items: Sequence[NewItem]
) -> set[str]:
    """Put items in a transaction of their own, one round trip long; return the keys that were new.

    For the inbox, where nothing else has to commit with them.
    """
    unique = _unique(items)
    if not unique:
        return set()
    async with database.statement() as connection:
        rows = await connection.execute(in_schema(_PUT, tables.schema), _columns(unique))
        fresh = set(rows.scalars())
    for prefix in {prefix_of(item.lane) for item in unique}:
        database.wakeups.wake(lanes_channel(tables.schema, prefix))
    return fresh


def _unique(items: Sequence[NewItem]) -> list[NewItem]:
    """Keep the first of each key, in order."""
    seen: dict[object, NewItem] = {}
    for at, item in enumerate(items):
        seen.setdefault(item.key or at, item)
    return list(seen.values())


def _columns(items: Sequence[NewItem]) -> dict[str, list[object]]:
    here = correlation_id() or new_correlation_id()
    return {
        "lanes": [item.lane for item in items],
        "kinds": [item.kind for item in items],
        "payloads": [orjson.dumps(item.payload).decode() for item in items],
        "correlation_ids": [item.correlation_id or here for item in items],
        "delays_s": [item.delay.total_seconds() for item in items],
        "keys": [item.key for item in items],
    }


class Lane:
    """A claimed lane. Every transaction on it goes through `transaction()`."""

    def __init__(self, database: Database, *, schema: str, key: str, fence: int) -> None:
        self.key = key
        self.fence = fence
        self._database = database
        self._schema = schema
        self._arrivals = -1

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """Open a transaction that holds the lane.

        Raises:
            LaneLost: the lease ran out and another worker has it.
        """
        async with self._database.transaction() as session:
            arrivals = await session.scalar(
                in_schema(_ENTER, self._schema), {"key": self.key, "fence": self.fence}
            )
            if arrivals is None:
                raise LaneLost(self.key)
            self._arrivals = arrivals
            yield session

    async def waiting(self, session: AsyncSession, limit: int) -> list[LaneItem]:
        """List what may be done now, in order; a retried item holds back all behind it."""
        rows = await session.execute(
            in_schema(_WAITING, self._schema), {"key": self.key, "limit": limit}
        )
        return [
            LaneItem(
                row.id, row.kind, row.payload, row.correlation_id, row.received_at, row.attempts
            )
            for row in rows
        ]

    async def finish(self, session: AsyncSession, items: Sequence[LaneItem]) -> None:
        """Acknowledge: the items are gone when this transaction commits."""
        await session.execute(
            in_schema(_FINISH, self._schema), {"ids": [item.id for item in items]}
        )

    async def retry(
        self, session: AsyncSession, item: LaneItem, *, delay: timedelta, error: str
    ) -> None:
        """Leave the item at the head of the lane for later."""
        values = {"id": item.id, "delay_s": delay.total_seconds(), "error": error}
        await session.execute(in_schema(_RETRY, self._schema), values)

    async def park(self, session: AsyncSession, item: LaneItem, *, error: str) -> None:
        """Take the item out of the lane, kept with its error for a person to see."""
        await session.execute(in_schema(_PARK, self._schema), {"id": item.id, "error": error})

    async def let_go(self, *, delay: timedelta = timedelta(0)) -> bool:
        """Give the lane back; False when something arrived since the last read.

        With a delay it is ready again that much later, and looked at in time.
        """
        values = {"key": self.key, "fence": self.fence, "arrivals": self._arrivals}
        async with self._database.statement() as connection:
            done = await connection.execute(
                in_schema(_LET_GO, self._schema), {**values, "delay_s": delay.total_seconds()}
            )
            is_free = bool(done.rowcount)
        if is_free and delay:
            channel = lanes_channel(self._schema, prefix_of(self.key))
            soon = delay.total_seconds()
            asyncio.get_running_loop().call_later(soon, self._database.wakeups.wake, channel)
        return is_free


def prefix_of(lane: str) -> str:
    """Give the kind of a lane: its key up to the first colon, which is part of it."""
    kind, colon, _ = lane.partition(":")
    return kind + colon


def lanes_channel(schema: str, prefix: str) -> str:
    """Name the wake-up channel of a service's lanes of one kind."""
    return f"lanes:{schema}:{prefix}"
