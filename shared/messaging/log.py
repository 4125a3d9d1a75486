"""The event log: the only way out. Events are rows of the transaction that made them true."""

from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.database import wake_after_commit
from shared.messaging.events import Event
from shared.messaging.sql import in_schema
from shared.messaging.tables import MessagingTables
from shared.observability.correlation import correlation_id, new_correlation_id

_ADD = """
INSERT INTO $schema.event_log (event_id, name, correlation_id, body)
SELECT event_id, name, :correlation_id, body::jsonb FROM unnest(
  CAST(:event_ids AS uuid[]), CAST(:names AS text[]), CAST(:bodies AS text[])
) WITH ORDINALITY AS u (event_id, name, body, position) ORDER BY position
"""


class EventLog:
    """Appends to the log of one service, in the transaction of the caller."""

    def __init__(self, session: AsyncSession, tables: MessagingTables) -> None:
        self._session = session
        self._tables = tables

    async def add(self, *events: Event) -> None:
        """Record events in the order given; nobody sees them before the commit."""
        if not events:
            return
        values = {
            "event_ids": [event.event_id for event in events],
            "names": [event.name for event in events],
            "bodies": [event.model_dump_json() for event in events],
            "correlation_id": correlation_id() or new_correlation_id(),
        }
        await self._session.execute(in_schema(_ADD, self._tables.schema), values)
        wake_after_commit(self._session, events_channel(self._tables.schema))


def events_channel(service: str) -> str:
    """Name the wake-up channel of a service's events."""
    return f"events:{service}"
