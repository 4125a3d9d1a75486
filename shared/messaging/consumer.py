"""The only way events enter: a cursor over a feed, moved in the transaction of the effect.

A page is applied in one transaction: inbox keys, effects, cursor. When it fails its events are
applied one by one; an event that fails five times is parked with its error and the cursor moves on.
"""

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Generic, Protocol, TypeVar

import structlog
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.database import Database
from shared.errors import AppError
from shared.messaging.events import Event, Page, Recorded
from shared.messaging.feed import START
from shared.messaging.lane_worker import MAX_ATTEMPTS
from shared.messaging.tables import MessagingTables
from shared.observability.correlation import correlated
from shared.observability.metrics import EVENT_LAG_SECONDS, EVENTS_CONSUMED, EVENTS_PARKED
from shared.values.backoff import backoff

log = structlog.get_logger()

PAGE: Final = 200
POLL_S: Final = 15.0

W = TypeVar("W")


class Feed(Protocol):
    """Where a producer's events are read; `shared.web.client.ServiceFeed` over HTTP."""

    async def read(self, *, after: str, limit: int, wait_s: float) -> Page:
        """Read the events behind a cursor, waiting when nothing is new."""
        ...


@dataclass(frozen=True, slots=True)
class Subscription(Generic[W]):
    """One kind of event and the consumer that applies it."""

    event: type[Event]
    apply: Callable[[W, Any], Awaitable[None]]


class EventConsumer(Generic[W]):
    """Applies one producer's events to one service, each exactly once."""

    def __init__(
        self,
        database: Database,
        tables: MessagingTables,
        feed: Feed,
        *,
        producer: str,
        subscriptions: Sequence[Subscription[W]],
        open_work: Callable[[AsyncSession], W],
    ) -> None:
        self._database = database
        self._tables = tables
        self._feed = feed
        self._producer = producer
        self._by_name: Mapping[str, Subscription[W]] = {s.event.name: s for s in subscriptions}
        self._open_work = open_work
        self._failures = 0

    async def run(self) -> None:
        """Consume until cancelled; what breaks is logged and tried again."""
        while True:
            try:
                await self.step(wait_s=POLL_S)
                self._failures = 0
            except AppError as error:
                await self._pause(repr(error))
            except Exception:
                log.exception("events not applied", producer=self._producer)
                await self._pause("see above")

    async def _pause(self, error: str) -> None:
        log.warning("feed not read", producer=self._producer, error=error)
        await asyncio.sleep(backoff(min(self._failures, 5), at_most_s=5).total_seconds())
        self._failures += 1

    async def step(self, *, wait_s: float) -> int:
        """Read one page and apply it; return how many events it held."""
        position = await self._position()
        page = await self._feed.read(after=position, limit=PAGE, wait_s=wait_s)
        if not page.events:
            return 0
        try:
            await self._apply(page.events)
        except Exception:  # noqa: BLE001 - found again, and told, event by event
            for recorded in page.events:
                await self._apply_alone(recorded)
        self._measure(page.events)
        return len(page.events)

    async def _position(self) -> str:
        cursor = self._tables.event_cursor
        query = select(cursor.c.position).where(cursor.c.producer == self._producer)
        async with self._database.statement() as connection:
            return (await connection.execute(query)).scalar() or START

    async def _apply(self, events: Sequence[Recorded]) -> None:
        async with self._database.transaction() as session:
            fresh = await self._remember(session, events)
            work = self._open_work(session)
            for recorded in events:
                subscription = self._by_name.get(recorded.name)
                if subscription is None or _key(recorded) not in fresh:
                    continue
                with correlated(recorded.correlation_id):
                    event = subscription.event.model_validate(recorded.body)
                    await subscription.apply(work, event)
            await self._move(session, events[-1].cursor)

    async def _apply_alone(self, recorded: Recorded) -> None:
        for attempt in range(MAX_ATTEMPTS):
            try:
                return await self._apply([recorded])
            except Exception as error:
                with correlated(recorded.correlation_id):
                    log.exception("event failed", event_name=recorded.name, attempt=attempt + 1)
                if attempt + 1 == MAX_ATTEMPTS:
                    return await self._park(recorded, error)
                await asyncio.sleep(backoff(attempt).total_seconds())
        return None

    async def _park(self, recorded: Recorded, error: Exception) -> None:
        values = {
            "event_id": recorded.event_id,
            "producer": self._producer,
            "name": recorded.name,
            "correlation_id": recorded.correlation_id,
            "body": recorded.body,
            "error": "".join(traceback.format_exception(error))[-4_000:],
        }
        async with self._database.transaction() as session:
            await self._remember(session, [recorded])
            await session.execute(
                insert(self._tables.parked_event).values(values).on_conflict_do_nothing()
            )
            await self._move(session, recorded.cursor)
        EVENTS_PARKED.labels(self._tables.schema, recorded.name).inc()

    async def _remember(self, session: AsyncSession, events: Sequence[Recorded]) -> set[str]:
        wanted = sorted(_key(event) for event in events if event.name in self._by_name)
        if not wanted:
            return set()
        table = self._tables.inbox_key
        statement = insert(table).on_conflict_do_nothing().returning(table.c.key)
        rows = await session.execute(statement, [{"key": key} for key in wanted])
        return set(rows.scalars())

    async def _move(self, session: AsyncSession, position: str) -> None:
        statement = insert(self._tables.event_cursor).values(
            producer=self._producer, position=position
        )
        await session.execute(
            statement.on_conflict_do_update(
                index_elements=["producer"],
                set_={"position": position, "moved_at": datetime.now(UTC)},
            )
        )

    def _measure(self, events: Sequence[Recorded]) -> None:
        schema = self._tables.schema
        for event in events:
            if event.name in self._by_name:
                EVENTS_CONSUMED.labels(schema, event.name).inc()
        happened = events[-1].body.get("occurred_at")
        if isinstance(happened, str):
            age = datetime.now(UTC) - datetime.fromisoformat(happened)
            EVENT_LAG_SECONDS.labels(schema, self._producer).set(max(0.0, age.total_seconds()))


def _key(event: Recorded) -> str:
    return f"event:{event.event_id}"
