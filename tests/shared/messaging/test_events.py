"""The event log, its feed and its consumers: nothing skipped, nothing twice."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import ClassVar

import pytest
from sqlalchemy import select, text

from shared.db.database import Database
from shared.messaging.consumer import EventConsumer, Subscription
from shared.messaging.events import Event, Page
from shared.messaging.feed import START, read_log, wait_for_events
from tests.shared.messaging.conftest import Town, TownWork

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
Opener = Callable[..., TownWork]
Effects = Callable[[], Awaitable[list[str]]]


class BellRang(Event):
    """Something to hear about."""

    name: ClassVar[str] = "town.bell_rang.v1"

    words: str


class OwnFeed:
    """The town's feed without HTTP."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def read(self, *, after: str, limit: int, wait_s: float) -> Page:
        return await wait_for_events(
            self.database, schema="town", after=after, limit=limit, wait_s=wait_s
        )


async def ring(database: Database, open_work: Opener, *words: str) -> None:
    async with database.transaction() as session:
        events = [BellRang(words=one, occurred_at=NOW) for one in words]
        await open_work(session).outbox.add(*events)


async def hear(work: TownWork, event: BellRang) -> None:
    await work.note(event.words)


def consumer(
    database: Database, town: Town, open_work: Opener, apply: Callable[..., object] = hear
) -> EventConsumer[TownWork]:
    return EventConsumer(
        database,
        town.tables,
        OwnFeed(database),
        producer="town",
        subscriptions=[Subscription(BellRang, apply)],  # type: ignore[arg-type]  # tests pass failing ones
        open_work=open_work,
    )


async def test_an_event_of_a_transaction_that_commits_late_is_not_skipped(
    database: Database, open_work: Opener
) -> None:
    async with database.transaction() as slow:
        await slow.execute(text("SELECT pg_current_xact_id()"))
        await ring(database, open_work, "fast")
        before = await read_log(database, schema="town", after=START, limit=10)
        await open_work(slow).outbox.add(BellRang(words="slow", occurred_at=NOW))

    after = await read_log(database, schema="town", after=before.page.next, limit=10)

    assert (before.page.events, before.is_hiding) == ([], True)
    assert [event.body["words"] for event in after.page.events] == ["slow", "fast"]


async def test_a_waiting_reader_is_woken(database: Database, open_work: Opener) -> None:
    waiting = asyncio.create_task(
        wait_for_events(database, schema="town", after=START, limit=10, wait_s=10)
    )
    await asyncio.sleep(0)
    await ring(database, open_work, "ding")

    async with asyncio.timeout(5):
        page = await waiting

    assert [event.body["words"] for event in page.events] == ["ding"]


async def test_events_are_applied_once_even_when_the_cursor_moves_back(
    database: Database, town: Town, open_work: Opener, effects: Effects
) -> None:
    await ring(database, open_work, "one", "two")
    reader = consumer(database, town, open_work)
    assert await reader.step(wait_s=0) == 2
    async with database.transaction() as session:
        await session.execute(text("DELETE FROM town.event_cursor"))

    assert await reader.step(wait_s=0) == 2

    assert await effects() == ["one", "two"]


async def test_a_failing_event_is_parked_and_its_neighbours_applied(
    database: Database,
    town: Town,
    open_work: Opener,
    effects: Effects,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def choke(work: TownWork, event: BellRang) -> None:
        await work.note(event.words)
        if event.words == "bad":
            raise RuntimeError("too loud")

    monkeypatch.setattr("shared.messaging.consumer.MAX_ATTEMPTS", 1)
    await ring(database, open_work, "one", "bad", "two")

    await consumer(database, town, open_work, choke).step(wait_s=0)

    assert await effects() == ["one", "two"]
    async with database.transaction() as session:
        parked = (await session.execute(select(town.tables.parked_event))).one()
    assert parked.body["words"] == "bad"
    assert "too loud" in parked.error
