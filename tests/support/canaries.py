"""Looks for words wherever they may be kept: every column of every table, and all of Redis."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from redis.asyncio import Redis

# What can hold words: text of any kind, JSON, bytes, and the words of the search.
_COLUMNS: Final = """
SELECT table_schema, table_name, column_name FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
  AND (data_type IN ('text', 'character varying', 'json', 'jsonb', 'bytea', 'uuid', 'tsvector',
       'ARRAY', 'character') )
ORDER BY 1, 2, 3
"""


async def words_kept(
    connection: Any,  # noqa: ANN401 - asyncpg is untyped
    canaries: Mapping[str, str],
) -> list[tuple[str, str]]:
    """List where canaries are found in the database: (schema.table.column, canary's name)."""
    columns = await connection.fetch(_COLUMNS)
    assert len(columns) > 100, "there is a database to look into"
    found = []
    for schema, table, column in columns:
        for name, canary in canaries.items():
            said = f'lower("{column}"::text)'
            is_said = f"strpos({said}, $1) > 0 OR strpos({said}, $2) > 0"
            query = f'SELECT EXISTS (SELECT FROM "{schema}"."{table}" WHERE {is_said})'  # noqa: S608 - our own tables
            if await connection.fetchval(query, canary.lower(), canary.encode().hex()):
                found.append((f"{schema}.{table}.{column}", name))
    return found


async def keys_kept(redis: Redis, canaries: Collection[str]) -> list[str]:
    """List the keys of Redis that hold a canary, in their name or their value."""
    found = []
    async for key in redis.scan_iter():
        dumped = await redis.dump(key) or b""
        if any(canary.encode() in key + dumped for canary in canaries):
            found.append(key.decode())
    return found
