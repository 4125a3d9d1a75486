"""What messaging may forget: keys after 9 days, parked and logged events after 30.

Meta retries for seven days, so keys are kept longer than that (architecture.md, Inbox). Deleting
goes in small steps, one process at a time, and is harmless to repeat.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

import structlog
from sqlalchemy import ColumnElement, Table, delete, func, select
from sqlalchemy.exc import SQLAlchemyError

from shared.db.database import Database
from shared.messaging.tables import MessagingTables

log = structlog.get_logger()

KEYS: Final = timedelta(days=9)
EVENTS: Final = timedelta(days=30)
EVERY: Final = timedelta(hours=1)
STEP: Final = 5_000


Age = tuple[Table, ColumnElement[Any], timedelta]


async def forget(
    database: Database, tables: MessagingTables, *, besides: Sequence[Age] = ()
) -> int:
    """Delete what is old enough; return how many rows went.

    `besides` are a service's own tables: the column that tells an age, and how long rows are kept.
    """
    ages = (
        (tables.inbox_key, tables.inbox_key.c.received_at, KEYS),
        (tables.idempotent_answer, tables.idempotent_answer.c.created_at, KEYS),
        (tables.parked_event, tables.parked_event.c.parked_at, EVENTS),
        (tables.event_log, tables.event_log.c.recorded_at, EVENTS),
        *besides,
    )
    return sum([await _forget(database, *age) for age in ages])


async def _forget(
    database: Database, table: Table, age: ColumnElement[Any], keep: timedelta
) -> int:
    total = 0
    while True:
        [key] = table.primary_key.columns
        old = select(key).where(age < func.now() - keep).order_by(age).limit(STEP)
        async with database.transaction() as session:
            lock = func.pg_try_advisory_xact_lock(func.hashtext(f"retention:{table.fullname}"))
            if not await session.scalar(select(lock)):
                return total
            done = await session.scalars(delete(table).where(key.in_(old)).returning(key))
            gone = len(done.all())
        total += gone
        if gone < STEP:
            return total


async def keep_forgetting(
    database: Database, tables: MessagingTables, *, besides: Sequence[Age] = ()
) -> None:
    """Forget every hour until cancelled."""
    while True:
        try:
            gone = await forget(database, tables, besides=besides)
        except (SQLAlchemyError, OSError) as error:
            log.warning("nothing forgotten", schema=tables.schema, error=repr(error))
        else:
            log.info("forgotten", schema=tables.schema, rows=gone)
        await asyncio.sleep(EVERY.total_seconds())
