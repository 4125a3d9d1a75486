"""What sending changes: taken up, accepted, refused, unknown. Written for few round trips.

Each change names the states it may start from, because a status webhook may be faster than the
answer it is about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CTE, ColumnElement, Row, Update, case, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.channels.channel import Address
from services.notifications.delivery import GIVEN_UP, DeliveryState, states_below
from services.notifications.messages.message import Category, Kind
from services.notifications.models import DeliveryAttempt, Notification, Recipient
from shared.contracts.notifications.errors import NotificationNotFound

# Rows are never kept as objects here, so there is nothing to bring up to date.
_NO_SYNC: Final = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Draft:
    """A notification taken up for sending, with all that deciding how needs. Contents are raw."""

    id: UUID
    recipient_id: UUID
    kind: Kind
    category: Category
    content: dict[str, Any]
    fallback: dict[str, Any] | None
    is_optional: bool
    expires_at: datetime | None
    attempts: int
    attempt_limit: int
    address: Address
    last_inbound_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A finished try, as it is recorded. `id` makes recording it twice harmless."""

    id: UUID
    notification_id: UUID
    channel: str
    started_at: datetime
    duration_ms: int
    outcome: str
    code: str | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one is that could not be taken up; `waited` is since bytes may have left."""

    state: DeliveryState
    category: Category
    resends: int
    sending_at: datetime | None
    waited: timedelta


class SendRepository:
    """The steps of a send."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take_up(self, notification_id: UUID) -> Draft | None:
        """Mark a queued notification as being sent; None when it is not queued any more."""
        statement = (
            update(Notification)
            .where(
                Notification.id == notification_id,
                Notification.state == DeliveryState.QUEUED,
                Recipient.id == Notification.recipient_id,
            )
            .values(
                state=DeliveryState.SENDING,
                attempts=Notification.attempts + 1,
                sending_at=func.clock_timestamp(),
                is_template=False,
            )
            .returning(*_DRAFT_COLUMNS)
        )
        row = (await self._session.execute(statement, execution_options=_NO_SYNC)).one_or_none()
        return _draft(row) if row is not None else None

    async def mark_template(self, notification_id: UUID) -> None:
        """Note that the template is being sent, for a later report of a closed window."""
        marked = _changing(notification_id, {DeliveryState.SENDING}).values(is_template=True)
        await self._session.execute(marked, execution_options=_NO_SYNC)

    async def record_accepted(self, attempt: Attempt, *, message_id: str) -> str | None:
        """Record that the channel took it; return the message id that counts.

        A status may have come first, about this try or an earlier one: what it said stays.
        """
        is_news = Notification.state.in_(states_below(DeliveryState.ACCEPTED))
        statement = (
            update(Notification)
            .where(Notification.id == attempt.notification_id)
            .values(
                state=case((is_news, DeliveryState.ACCEPTED), else_=Notification.state),
                reason=case((is_news, None), else_=Notification.reason),
                message_id=func.coalesce(Notification.message_id, message_id),
                accepted_at=func.coalesce(Notification.accepted_at, func.now()),
            )
            .returning(Notification.message_id)
            .add_cte(_recording(attempt))
        )
        return await self._session.scalar(statement, execution_options=_NO_SYNC)

    async def record_refused(self, attempt: Attempt, *, state: DeliveryState, reason: str) -> bool:
        """Record a try that was not accepted; False when a status knew better meanwhile.

        `state` is queued for another try, unknown, or dead.
        """
        statement = (
            _changing(attempt.notification_id, {DeliveryState.SENDING})
            .values(state=state, reason=reason, given_up_at=when_given_up(state))
            .returning(Notification.id)
            .add_cte(_recording(attempt))
        )
        changed = await self._session.scalar(statement, execution_options=_NO_SYNC)
        return changed is not None

    async def withhold(
        self, notification_id: UUID, *, state: DeliveryState, reason: str, is_listed: bool
    ) -> None:
        """Stop one that is not leaving: held or dead; listed for a person, or just dropped."""
        statement = _changing(notification_id, _NOT_GONE).values(
            state=state, reason=reason, given_up_at=func.now() if is_listed else None
        )
        await self._session.execute(statement, execution_options=_NO_SYNC)

    async def supersede(self, notification_ids: Sequence[UUID]) -> None:
        """Give up those that still wait: newer news of the same job leave instead."""
        statement = (
            update(Notification)
            .where(
                Notification.id.in_(notification_ids), Notification.state == DeliveryState.QUEUED
            )
            .values(state=DeliveryState.SUPERSEDED, reason="newer_news")
        )
        await self._session.execute(statement, execution_options=_NO_SYNC)

    async def standing(self, notification_id: UUID) -> Standing:
        """Look at one that could not be taken up.

        Raises:
            NotificationNotFound: there is none.
        """
        query = select(
            Notification.state,
            Notification.category,
            Notification.resends,
            Notification.sending_at,
            func.clock_timestamp().label("now"),
        ).where(Notification.id == notification_id)
        row = (await self._session.execute(query)).one_or_none()
        if row is None:
            raise NotificationNotFound(notification_id=notification_id)
        waited = row.now - (row.sending_at or row.now)
        return Standing(row.state, row.category, row.resends, row.sending_at, waited=waited)

    async def mark_interrupted(self, notification_id: UUID) -> None:
        """A process ended between the mark and the result: bytes may have left."""
        statement = _changing(notification_id, {DeliveryState.SENDING}).values(
            state=DeliveryState.UNKNOWN, reason="interrupted"
        )
        await self._session.execute(statement, execution_options=_NO_SYNC)

    async def queue_again(self, notification_id: UUID) -> None:
        """Queue one again that was concluded not to have left."""
        statement = _changing(notification_id, {DeliveryState.UNKNOWN}).values(
            state=DeliveryState.QUEUED, resends=Notification.resends + 1
        )
        await self._session.execute(statement, execution_options=_NO_SYNC)

    async def feed_has_spoken_since(self, moment: datetime) -> bool:
        """Tell whether the status of a message queued after this moment has arrived.

        Ids are ordered by time, so this reads the few newest rows only.
        """
        proof = select(Notification.id).where(
            Notification.id > _first_id_of(moment), Notification.confirmed_at.is_not(None)
        )
        return bool(await self._session.scalar(select(proof.exists())))


def when_given_up(state: DeliveryState) -> ColumnElement[datetime] | None:
    """Give the value of `given_up_at` that goes with a state."""
    return func.now() if state in GIVEN_UP else None


_DRAFT_COLUMNS: Final = (
    Notification.id,
    Notification.recipient_id,
    Notification.kind,
    Notification.category,
    Notification.content,
    Notification.fallback,
    Notification.is_optional,
    Notification.expires_at,
    Notification.attempts,
    Notification.attempt_limit,
    Recipient.phone,
    Recipient.user_id,
    Recipient.last_inbound_at,
)
_NOT_GONE: Final = frozenset({DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNKNOWN})


def _draft(row: Row[Any]) -> Draft:
    columns = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's documented access by name
    address = Address(columns.pop("phone"), columns.pop("user_id"))
    return Draft(**columns, address=address)


def _changing(
    notification_id: UUID, states: set[DeliveryState] | frozenset[DeliveryState]
) -> Update:
    return update(Notification).where(
        Notification.id == notification_id, Notification.state.in_(states)
    )


def _recording(attempt: Attempt) -> CTE:
    row = insert(DeliveryAttempt).values(
        id=attempt.id,
        notification_id=attempt.notification_id,
        channel=attempt.channel,
        started_at=attempt.started_at,
        duration_ms=attempt.duration_ms,
        outcome=attempt.outcome,
        code=attempt.code,
        detail=attempt.detail,
    )
    return row.on_conflict_do_nothing().cte("attempt")


def _first_id_of(moment: datetime) -> UUID:
    """Give the lowest time-ordered id of a millisecond (RFC 9562, 5.7)."""
    return UUID(int=int(moment.astimezone(UTC).timestamp() * 1000) << 80)
