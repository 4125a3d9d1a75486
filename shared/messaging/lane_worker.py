"""The loop that claims ready lanes and serves them, and the usual way to serve one."""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Generic, Literal, TypeVar

import structlog
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.database import Database
from shared.messaging.lanes import (
    LEASE,
    Lane,
    LaneItem,
    LaneLost,
    lanes_channel,
)
from shared.messaging.sql import in_schema
from shared.messaging.tables import MessagingTables
from shared.observability.correlation import correlated
from shared.observability.metrics import LANE_ITEM_SECONDS, LANE_ITEMS_PARKED
from shared.values.backoff import backoff

log = structlog.get_logger()

LOOK_AGAIN_S: Final = 1.0
HEARTBEAT_S: Final = 3.0
ITEM_TIMEOUT_S: Final = 30.0
MAX_ATTEMPTS: Final = 5
_ERROR_CHARS: Final = 4_000

_CLAIM = """
UPDATE $schema.lane SET fence = fence + 1, leased_until = now() + :lease_s * interval '1 second'
WHERE key = ANY(ARRAY(
  SELECT key FROM $schema.lane
  WHERE ready_at <= now() AND leased_until < now() AND key LIKE :pattern
  ORDER BY ready_at LIMIT :free FOR UPDATE SKIP LOCKED
))
RETURNING key, fence
"""

# Lanes are locked in the order of their keys, and one that a transaction is putting into is left
# for the next beat: a heartbeat neither waits for a put nor makes a ring with one. One that was let
# go meanwhile is not taken again: it would wait out a lease that nobody holds.
_HEARTBEAT = """
UPDATE $schema.lane SET leased_until = now() + :lease_s * interval '1 second'
FROM (
  SELECT lane.key FROM $schema.lane
  JOIN unnest(CAST(:keys AS text[]), CAST(:fences AS bigint[])) AS held (key, fence)
    ON lane.key = held.key AND lane.fence = held.fence AND lane.leased_until > '-infinity'
  ORDER BY lane.key FOR NO KEY UPDATE OF lane SKIP LOCKED
) AS beating
WHERE lane.key = beating.key
"""

Serve = Callable[[Lane], Awaitable[None]]
W = TypeVar("W")


@dataclass(frozen=True, slots=True)
class Defer:
    """A handler's wish to see the same items, and whatever joins them, a little later."""

    delay: timedelta


class LaneWorker:
    """Serves the lanes of one kind, several at a time.

    `prefix` is the kind as keys begin with it, e.g. `mission:`.
    """

    def __init__(
        self,
        database: Database,
        tables: MessagingTables,
        serve: Serve,
        *,
        prefix: str,
        concurrency: int = 8,
    ) -> None:
        self._database = database
        self._schema = tables.schema
        self._serve = serve
        self._channel = lanes_channel(tables.schema, prefix)
        self._pattern = prefix.replace("_", r"\_") + "%"
        self._concurrency = concurrency
        self._held: dict[str, Lane] = {}
        self._slot_freed = asyncio.Event()

    async def run(self) -> None:
        """Claim and serve until cancelled; what breaks is logged and tried again."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._beat())
            with self._database.wakeups.listen(self._channel) as listener:
                while True:
                    for lane in await self._claim():
                        tasks.create_task(self._serve_one(lane))
                    if len(self._held) >= self._concurrency:
                        self._slot_freed.clear()
                        await self._slot_freed.wait()
                    else:
                        await listener.wait(LOOK_AGAIN_S)

    async def _claim(self) -> list[Lane]:
        free = self._concurrency - len(self._held)
        values = {"pattern": self._pattern, "free": free, "lease_s": LEASE.total_seconds()}
        try:
            async with self._database.statement() as connection:
                rows = (await connection.execute(in_schema(_CLAIM, self._schema), values)).all()
        except (SQLAlchemyError, OSError) as error:
            log.warning("lanes not claimed", schema=self._schema, error=repr(error))
            await asyncio.sleep(LOOK_AGAIN_S)
            return []
        lanes = [
            Lane(self._database, schema=self._schema, key=row.key, fence=row.fence) for row in rows
        ]
        self._held.update({lane.key: lane for lane in lanes})
        return lanes

    async def _serve_one(self, lane: Lane) -> None:
        try:
            await self._serve(lane)
        except LaneLost:
            log.warning("lane lost to another worker", lane_fence=lane.fence, schema=self._schema)
        except Exception:
            log.exception("lane not served", schema=self._schema)
        finally:
            if self._held.get(lane.key) is lane:  # not the one that replaced it
                del self._held[lane.key]
            self._slot_freed.set()

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT_S)
            held = list(self._held.values())
            if not held:
                continue
            try:
                await self._renew(held)
            except (SQLAlchemyError, OSError) as error:
                log.warning("lanes not renewed", schema=self._schema, error=repr(error))

    async def _renew(self, held: Sequence[Lane]) -> None:
        values = {
            "keys": [lane.key for lane in held],
            "fences": [lane.fence for lane in held],
            "lease_s": LEASE.total_seconds(),
        }
        async with self._database.statement() as connection:
            await connection.execute(in_schema(_HEARTBEAT, self._schema), values)


def in_one_transaction(
    handle: Callable[[W, list[LaneItem]], Awaitable[Defer | None]],
    *,
    open_work: Callable[[AsyncSession], W],
    service: str,
    batch: int = 1,
    on_poison: Literal["park", "block"] = "park",
) -> Serve:
    """Serve a lane so that effect and acknowledgement commit together.

    `handle` gets up to `batch` waiting items. When a batch fails its items are tried one by one, so
    that one bad item does not take its neighbours with it. `park` gives up after five tries,
    `block` never does.
    """
    serving = _Serving(handle, open_work=open_work, service=service, on_poison=on_poison)

    async def serve(lane: Lane) -> None:
        limit, delay = batch, timedelta(0)
        while True:
            done = await serving.step(lane, limit)
            if done.failed:
                limit = 1
            if done.is_full:
                continue
            delay = done.delay
            if await lane.let_go(delay=delay):
                return

    return serve


@dataclass(frozen=True, slots=True)
class _Step:
    is_full: bool
    failed: bool = False
    delay: timedelta = timedelta(0)


class _Serving(Generic[W]):
    """One transaction at a time on a claimed lane, failures recorded in one of their own."""

    def __init__(
        self,
        handle: Callable[[W, list[LaneItem]], Awaitable[Defer | None]],
        *,
        open_work: Callable[[AsyncSession], W],
        service: str,
        on_poison: Literal["park", "block"],
    ) -> None:
        self._handle = handle
        self._open_work = open_work
        self._service = service
        self._on_poison = on_poison

    async def step(self, lane: Lane, limit: int) -> _Step:
        items: list[LaneItem] = []
        try:
            async with lane.transaction() as session, asyncio.timeout(ITEM_TIMEOUT_S):
                items = await lane.waiting(session, limit)
                if not items:
                    return _Step(is_full=False)
                with correlated(items[0].correlation_id):
                    outcome = await self._handle(self._open_work(session), items)
                if outcome is not None:
                    return _Step(is_full=False, delay=outcome.delay)
                await lane.finish(session, items)
        except LaneLost:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it is recorded and tried again
            return await self._failed(lane, items, error)
        self._measure(items)
        return _Step(is_full=len(items) == limit)

    async def _failed(self, lane: Lane, items: list[LaneItem], error: Exception) -> _Step:
        if not items or (isinstance(error, DBAPIError) and error.connection_invalidated):
            raise error
        if len(items) > 1:
            return _Step(is_full=True, failed=True)
        [item] = items
        trace = "".join(traceback.format_exception(error))[-_ERROR_CHARS:]
        is_last = item.attempts + 1 >= MAX_ATTEMPTS and self._on_poison == "park"
        with correlated(item.correlation_id):
            log.error("lane item failed", kind=item.kind, attempt=item.attempts + 1, trace=trace)
        async with lane.transaction() as session:
            if is_last:
                await lane.park(session, item, error=trace)
                LANE_ITEMS_PARKED.labels(self._service, item.kind).inc()
            else:
                await lane.retry(session, item, delay=backoff(item.attempts), error=trace)
        return _Step(is_full=True, failed=True)

    def _measure(self, items: list[LaneItem]) -> None:
        now = datetime.now(UTC)
        for item in items:
            seconds = max(0.0, (now - item.received_at).total_seconds())
            LANE_ITEM_SECONDS.labels(self._service, item.kind).observe(seconds)
