"""What delivery reports change. Ranks only go up, whatever the order of arrival."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Row, func, literal, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.delivery import DeliveryState, states_below
from services.notifications.models import Notification
from services.notifications.repository.sends import when_given_up

_NO_SYNC: Final = {"synchronize_session": False}


class ReportRepository:
    """Finds what a status is about, by tracker or by the channel's message id, and applies it."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def apply(
        self,
        state: DeliveryState,
        *,
        tracker: UUID | None,
        message_id: str,
        reason: str | None,
        pricing: dict[str, Any] | None,
    ) -> UUID | None:
        """Apply a status to the one message it is about; None when it changes nothing."""
        statement = (
            update(Notification)
            .where(
                *_about(tracker, message_id),
                Notification.state.in_(states_below(state)),
                Notification.superseded_message_id.is_distinct_from(message_id),
            )
            .values(
                state=state,
                message_id=message_id,
                reason=reason,
                confirmed_at=func.coalesce(Notification.confirmed_at, func.now()),
                given_up_at=when_given_up(state),
                pricing=func.coalesce(
                    literal(pricing, JSONB(none_as_null=True)), Notification.pricing
                ),
            )
            .returning(Notification.id)
        )
        return await self._session.scalar(statement, execution_options=_NO_SYNC)

    async def find(self, *, tracker: UUID | None, message_id: str) -> Row[UUID, str | None] | None:
        """Find the notification a status names, whether or not it is about its newest message."""
        query = select(Notification.id, Notification.message_id).where(
            Notification.id == tracker if tracker else Notification.message_id == message_id
        )
        return (await self._session.execute(query)).first()


def _about(tracker: UUID | None, message_id: str) -> tuple[ColumnElement[bool], ...]:
    if tracker is None:
        return (Notification.message_id == message_id,)
    unnamed_or_same = or_(Notification.message_id.is_(None), Notification.message_id == message_id)
    return (Notification.id == tracker, unnamed_or_same)
