"""A service of its own for the messaging tests: schema `town`, one table of effects."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Column, MetaData, Table, Text, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.base import service_metadata
from shared.db.database import Database
from shared.messaging.lanes import LaneQueue
from shared.messaging.log import EventLog
from shared.messaging.tables import MessagingTables, messaging_tables


@dataclass(frozen=True)
class Town:
    """The schema, its messaging tables and the table that handlers write to."""

    metadata: MetaData
    tables: MessagingTables
    effect: Table


@dataclass(frozen=True)
class TownWork:
    """What a handler may touch."""

    session: AsyncSession
    town: Town
    lanes: LaneQueue
    outbox: EventLog

    async def note(self, words: str) -> None:
        await self.session.execute(insert(self.town.effect).values(words=words))


@pytest.fixture
async def town(database: Database) -> Town:
    metadata = service_metadata("town")
    effect = Table("effect", metadata, Column("words", Text, nullable=False))
    made = Town(metadata, messaging_tables(metadata), effect)
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE SCHEMA town"))
        await connection.run_sync(metadata.create_all)
    return made


@pytest.fixture
def open_work(town: Town) -> Callable[[AsyncSession], TownWork]:
    def open_(session: AsyncSession) -> TownWork:
        return TownWork(
            session, town, LaneQueue(session, town.tables), EventLog(session, town.tables)
        )

    return open_


@pytest.fixture
def effects(database: Database, town: Town) -> Callable[[], Awaitable[list[str]]]:
    async def read() -> list[str]:
        async with database.transaction() as session:
            return list((await session.scalars(select(town.effect.c.words))).all())

    return read
