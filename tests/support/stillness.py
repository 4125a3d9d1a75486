"""Whether the platform is at rest: no webhook due, no lane with work, no event unread.

Read through the database, so that nothing has to be guessed by waiting. Timers (an offer's end)
are not work: they may be due much later.
"""

from typing import Final

import asyncpg
import httpx

# Who reads whose events.
_FEEDS: Final = (
    ("conversation", "orders"),
    ("notifications", "conversation"),
    ("notifications", "orders"),
    ("orders", "orders"),
    ("orders", "notifications"),
    ("conversation", "notifications"),
)
_SERVICES: Final = ("conversation", "orders", "notifications")

# What is ready, and what failed before and waits for another try.
_WORK: Final = """
SELECT count(*) FROM {schema}.lane_item
WHERE parked_at IS NULL AND (available_at <= now() OR attempts > 0)
"""
_LAST_EVENT: Final = """
SELECT transaction_id::text || '-' || id FROM {schema}.event_log
ORDER BY transaction_id DESC, id DESC LIMIT 1
"""
_PARKED: Final = """
SELECT '{schema}: ' || kind || ': ' || right(error, 1500) FROM {schema}.lane_item
WHERE parked_at IS NOT NULL
"""
_PARKED_EVENTS: Final = (
    "SELECT '{schema}: ' || name || ': ' || right(error, 1500) FROM {schema}.parked_event"
)

Reading = tuple[str, ...]


async def at_rest(simulator: httpx.AsyncClient, database: asyncpg.Connection) -> Reading | None:
    """Describe the platform when it rests, None while it works.

    Two equal readings in a row mean that nothing happened in between.
    """
    answer = await simulator.post("/sim/settle", params={"timeout_s": 0.2})
    if answer.json() != {"settled": True, "scheduled": 0}:
        return None
    last = {schema: await _one(database, _LAST_EVENT, schema) for schema in _SERVICES}
    for schema in _SERVICES:
        if await _one(database, _WORK, schema) != "0":
            return None
    for consumer, producer in _FEEDS:
        query = f"SELECT position FROM {consumer}.event_cursor WHERE producer = $1"  # noqa: S608 - our own names
        # Not behind: what everybody has read of somebody who is forgotten is deleted from the log.
        if _place(await database.fetchval(query, producer)) < _place(last[producer]):
            return None
    sends = (await simulator.get("/sim/state")).json()["sends"]
    return (*last.values(), str(sends))


def _place(cursor: str | None) -> tuple[int, ...]:
    return tuple(int(part) for part in (cursor or "0-0").split("-"))


async def given_up(database: asyncpg.Connection) -> list[str]:
    """List what was parked, with the end of each trace: a healthy run parks nothing."""
    found: list[str] = []
    for schema in _SERVICES:
        for query in (_PARKED, _PARKED_EVENTS):
            found += [str(row[0]) for row in await database.fetch(query.format(schema=schema))]
    return found


async def _one(database: asyncpg.Connection, query: str, schema: str) -> str:
    value = await database.fetchval(query.format(schema=schema))
    return "" if value is None else str(value)
