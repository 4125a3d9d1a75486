"""One transaction of notifications: its repositories, its lanes and its moment. Commits nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.models import messaging
from services.notifications.repository.account_updates import AccountUpdateRepository
from services.notifications.repository.erasures import ErasureRepository
from services.notifications.repository.notifications import NotificationRepository
from services.notifications.repository.recipients import RecipientRepository
from services.notifications.repository.reports import ReportRepository
from services.notifications.repository.sends import SendRepository
from shared.messaging.lanes import LaneQueue
from shared.messaging.log import EventLog


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a use case needs; `now` is the same throughout."""

    session: AsyncSession
    now: datetime
    lanes: LaneQueue
    recipients: RecipientRepository
    notifications: NotificationRepository
    sends: SendRepository
    reports: ReportRepository
    account_updates: AccountUpdateRepository
    erasures: ErasureRepository
    outbox: EventLog

    @classmethod
    def on(cls, session: AsyncSession, *, now: datetime) -> "Work":
        """Make the work of an open transaction."""
        return cls(
            session=session,
            now=now,
            lanes=LaneQueue(session, messaging),
            recipients=RecipientRepository(session),
            notifications=NotificationRepository(session),
            sends=SendRepository(session),
            reports=ReportRepository(session),
            account_updates=AccountUpdateRepository(session),
            erasures=ErasureRepository(session),
            outbox=EventLog(session, messaging),
        )
