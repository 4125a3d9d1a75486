"""Notifications by id: queued once per business event, looked up and queued again by hand."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.delivery import GIVEN_UP
from services.notifications.messages.message import Message
from services.notifications.models import Notification
from shared.contracts.notifications.errors import NotificationNotFound
from shared.values.ids import new_id


class NotificationRepository:
    """Rows as they are; what sends and reports change is in `sends` and `reports`."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(self, message: Message, *, recipient_id: UUID, dedupe_key: str) -> UUID | None:
        """Queue a message; None when its business event already has one."""
        row = insert(Notification).values(
            id=new_id(),
            dedupe_key=dedupe_key,
            recipient_id=recipient_id,
            kind=message.kind,
            category=message.category,
            content=message.content.model_dump(mode="json"),
            fallback=message.fallback.model_dump(mode="json") if message.fallback else None,
            is_optional=message.is_optional,
            expires_at=message.expires_at,
        )
        fresh = row.on_conflict_do_nothing(index_elements=["dedupe_key"])
        return await self._session.scalar(fresh.returning(Notification.id))

    async def has_recent(self, family: str, *, within: timedelta) -> bool:
        """Tell whether one was queued lately whose key is this and an id."""
        recent = select(Notification.id).where(
            Notification.dedupe_key >= family,
            Notification.dedupe_key < f"{family}g",  # behind every id: the index is a range then
            Notification.created_at > func.now() - within,
        )
        return bool(await self._session.scalar(select(recent.exists())))

    async def get(self, notification_id: UUID, *, lock: bool = False) -> Notification:
        """Return the row, locked for the rest of the transaction when it will be changed.

        Raises:
            NotificationNotFound: there is none.
        """
        query = select(Notification).where(Notification.id == notification_id)
        row = await self._session.scalar(query.with_for_update() if lock else query)
        if row is None:
            raise NotificationNotFound(notification_id=notification_id)
        return row

    async def lock_given_up(self, *, reason: str | None, limit: int) -> Sequence[Notification]:
        """Lock the oldest that were given up, for one reason or any."""
        query = select(Notification).where(
            Notification.given_up_at.is_not(None), Notification.state.in_(GIVEN_UP)
        )
        if reason is not None:
            query = query.where(Notification.reason == reason)
        rows = await self._session.scalars(
            query.order_by(Notification.id).limit(limit).with_for_update(skip_locked=True)
        )
        return rows.all()
