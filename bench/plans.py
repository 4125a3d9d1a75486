"""Plans of whatever statements a piece of work asks the database, as the database made them."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession


async def explained(session: AsyncSession, ask: Callable[[], Awaitable[object]]) -> list[str]:
    """Do the work, then explain each of its statements with its own values, in its transaction."""
    connection = await session.connection()
    engine = connection.engine.sync_engine
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_more: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own signature
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    try:
        await ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    plans = []
    for statement, values in asked:
        rows = await connection.exec_driver_sql(f"EXPLAIN {statement}", values)
        plans.append("\n".join([statement, *(str(row[0]) for row in rows)]))
    return plans
