"""Forgetting a person in messaging: what was said of them in logs, answers and parked work.

A person is named by marks: a phone's digits, our id, the ids and references of their jobs. Only
rows from before the erasure are looked at, so that somebody who comes back is somebody new. Who
calls this makes sure that every reader of the log has gone past those rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.database import Database
from shared.messaging.sql import in_schema
from shared.messaging.tables import MessagingTables

STEP: Final = 5_000

# A mark counts as a whole: COUR-…-100 is no part of COUR-…-1000. Marks hold no pattern characters
# but + (a phone's), which is escaped; the plain search first spares most rows the pattern.
_NAMED: Final = (
    "EXISTS (SELECT FROM unnest(CAST(:marks AS text[])) m WHERE strpos({said}, m) > 0 AND {said} ~"
    " ('(^|[^[:alnum:]])' || replace(m, '+', '[+]') || '($|[^[:alnum:]])'))"
)
_PAGE: Final = """
WITH page AS (
  SELECT {key} AS key, {at} <= :before AND {where} AND {named} AS is_named
  FROM {table} WHERE {key} > CAST(CAST(:after AS text) AS {type}) ORDER BY {key} LIMIT :step
), changed AS ({change})
SELECT max(key::text) FILTER (WHERE is_last) FROM (
  SELECT key, row_number() OVER (ORDER BY key DESC) = 1 AS is_last FROM page
) AS pages
"""
_DELETE: Final = (
    "DELETE FROM {table} WHERE {key} IN (SELECT key FROM page WHERE is_named) RETURNING 1"
)

# A lane that nobody holds and nothing waits in; whoever puts into it meanwhile makes it ready.
_DROP_LANES: Final = """
DELETE FROM $schema.lane
WHERE key = ANY(CAST(:keys AS text[])) AND ready_at = 'infinity' AND leased_until < now()
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A table in which people are named: its key and the key's type, its words, its age.

    `change` is what happens to a row that names the person, a deletion unless given.
    """

    table: str
    key: str
    type: str
    said: str
    at: str
    where: str = "true"
    change: str = _DELETE

    def page(self) -> str:
        """Write the statement of one page; our own constants, never input."""
        names = {"table": self.table, "key": self.key, "type": self.type, "at": self.at}
        return _PAGE.format(
            **names,
            where=self.where,
            named=_NAMED.format(said=self.said),
            change=self.change.format(**names),
        )


EVENTS: Final = Spoken("$schema.event_log", "id", "bigint", "body::text", "recorded_at")
ANSWERS: Final = Spoken(
    "$schema.idempotent_answer",
    "key",
    "text",
    "(key || ' ' || coalesce(answer::text, ''))",
    "created_at",
)
PARKED_EVENTS: Final = Spoken(
    "$schema.parked_event", "event_id", "uuid", "(body::text || ' ' || error)", "parked_at"
)
PARKED_ITEMS: Final = Spoken(
    "$schema.lane_item",
    "id",
    "bigint",
    "(payload::text || ' ' || coalesce(error, ''))",
    "received_at",
    where="parked_at IS NOT NULL",
)
_START: Final = {"bigint": "0", "text": "", "uuid": "00000000-0000-0000-0000-000000000000"}


async def forget_mentions(
    database: Database,
    tables: MessagingTables,
    *,
    marks: Sequence[str],
    before: datetime,
    besides: Sequence[Spoken] = (),
) -> None:
    """Delete what names the marks from before a moment, in small transactions; twice is once.

    `besides` are a service's own tables.
    """
    for spoken in (EVENTS, ANSWERS, PARKED_EVENTS, PARKED_ITEMS, *besides):
        await _forget(database, tables.schema, spoken, {"marks": list(marks), "before": before})


async def drop_lanes(session: AsyncSession, tables: MessagingTables, keys: Sequence[str]) -> None:
    """Drop the rows of lanes at rest: their keys may name a person."""
    await session.execute(in_schema(_DROP_LANES, tables.schema), {"keys": list(keys)})


async def _forget(database: Database, schema: str, spoken: Spoken, values: dict[str, Any]) -> None:
    statement = text(spoken.page().replace("$schema", schema))
    after: str | None = _START[spoken.type]
    while after is not None:
        async with database.transaction() as session:
            found = await session.execute(statement, {**values, "after": after, "step": STEP})
            after = found.scalar()
