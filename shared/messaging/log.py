"""The event log: the only way out. Events are rows of the transaction that made them true."""

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.db.database import wake_after_commit
from shared.messaging.events import Event
from shared.messaging.tables import MessagingTables
from shared.observability.correlation import correlation_id, new_correlation_id


class EventLog:
    """Appends to the log of one service, in the transaction of the caller."""

    def __init__(self, session: AsyncSession, tables: MessagingTables) -> None:
        self._session = session
        self._tables = tables

    async def add(self, *events: Event) -> None:
        """Record events in the order given; nobody sees them before the commit."""
        if not events:
            return
        here = correlation_id() or new_correlation_id()
        rows = [
            {
                "event_id": event.event_id,
                "name": event.name,
                "correlation_id": here,
                "body": event.model_dump(mode="json"),
            }
            for event in events
        ]
        await self._session.execute(insert(self._tables.event_log), rows)
        wake_after_commit(self._session, events_channel(self._tables.schema))


def events_channel(service: str) -> str:
    """Name the wake-up channel of a service's events."""
    return f"events:{service}"
