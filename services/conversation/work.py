"""One transaction: its repositories, outbox, lanes and moment. Commits nothing itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.models import messaging
from services.conversation.repository import (
    ContactRepository,
    InboxRepository,
    PersonalDataRepository,
)
from shared.messaging.lanes import LaneQueue
from shared.messaging.log import EventLog


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a use case needs; `now` is the same throughout."""

    session: AsyncSession
    now: datetime
    outbox: EventLog
    lanes: LaneQueue
    contacts: ContactRepository
    inbox: InboxRepository
    personal: PersonalDataRepository

    @classmethod
    def on(cls, session: AsyncSession, *, now: datetime) -> "Work":
        """Make the work of an open transaction."""
        return cls(
            session=session,
            now=now,
            outbox=EventLog(session, messaging),
            lanes=LaneQueue(session, messaging),
            contacts=ContactRepository(session),
            inbox=InboxRepository(session),
            personal=PersonalDataRepository(session),
        )
