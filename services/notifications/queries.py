"""What operators see: channels with their last error, and what was given up. Reads only."""

from typing import Final
from uuid import UUID

from sqlalchemy import Row, select

from services.notifications.models import DeliveryAttempt, Notification, Recipient
from services.notifications.sending.plan import WINDOW
from services.notifications.settings import NotificationsSettings
from services.notifications.work import Work
from shared.contracts.notifications.api import (
    ChannelError,
    ChannelStatus,
    NotificationOut,
    NotificationPage,
    SentMessage,
    SentMessages,
)
from shared.values.phone import PhoneNumber

MOST_TOLD: Final = 1_000


async def list_channels(work: Work, settings: NotificationsSettings) -> list[ChannelStatus]:
    """Tell each channel's provider, state, window, rate and last error."""
    off_reason = settings.whatsapp_off_reason
    return [
        ChannelStatus(
            channel="whatsapp",
            provider="meta",
            is_on=off_reason is None,
            off_reason=off_reason,
            window_s=round(WINDOW.total_seconds()),
            rate_per_second=settings.whatsapp_rate_per_second,
            last_error=await _last_error(work, channel="whatsapp"),
        )
    ]


async def list_given_up(
    work: Work, *, after: UUID | None, reason: str | None, limit: int
) -> NotificationPage:
    """List dead, held and failed notifications, oldest first; `next` continues the list."""
    query = (
        select(Notification, Recipient.phone, Recipient.user_id)
        .join(Recipient, Recipient.id == Notification.recipient_id)
        .where(Notification.given_up_at.is_not(None))
    )
    if after is not None:
        query = query.where(Notification.id > after)
    if reason is not None:
        query = query.where(Notification.reason == reason)
    rows = (await work.session.execute(query.order_by(Notification.id).limit(limit))).all()
    items = [_listed(row) for row in rows]
    return NotificationPage(items=items, next=items[-1].id if len(items) == limit else None)


async def list_sent(work: Work, contact_id: UUID) -> SentMessages:
    """List what a contact was told, newest first."""
    query = (
        select(Notification)
        .join(Recipient, Recipient.id == Notification.recipient_id)
        .where(Recipient.contact_id == contact_id)
        .order_by(Notification.id.desc())
        .limit(MOST_TOLD)
    )
    rows = await work.session.scalars(query)
    return SentMessages(messages=[_sent(row) for row in rows])


def _sent(row: Notification) -> SentMessage:
    content = row.content
    words = content.get("body") or content.get("caption") or content.get("name") or ""
    return SentMessage(
        kind=row.kind.value, state=row.state.value, words=str(words), at=row.created_at
    )


async def show(work: Work, notification: Notification) -> NotificationOut:
    """Show one as it is listed."""
    query = select(Recipient.phone, Recipient.user_id).where(
        Recipient.id == notification.recipient_id
    )
    phone, user_id = (await work.session.execute(query)).one()
    return to_listed(notification, phone=phone, user_id=user_id)


def to_listed(
    notification: Notification, *, phone: str | None, user_id: str | None
) -> NotificationOut:
    """Leave out the words, mask the phone."""
    return NotificationOut(
        id=notification.id,
        kind=notification.kind.value,
        state=notification.state.value,
        recipient=PhoneNumber(phone).masked if phone else (user_id or "")[:6] + "•••••",
        reason=notification.reason,
        attempts=notification.attempts,
        created_at=notification.created_at.isoformat(),
    )


def _listed(row: Row[Notification, str | None, str | None]) -> NotificationOut:
    notification, phone, user_id = row
    return to_listed(notification, phone=phone, user_id=user_id)


async def _last_error(work: Work, *, channel: str) -> ChannelError | None:
    query = (
        select(DeliveryAttempt.code, DeliveryAttempt.detail, DeliveryAttempt.started_at)
        .where(DeliveryAttempt.outcome != "accepted", DeliveryAttempt.channel == channel)
        .order_by(DeliveryAttempt.started_at.desc())
        .limit(1)
    )
    row = (await work.session.execute(query)).first()
    if row is None:
        return None
    return ChannelError(code=row.code or "", detail=row.detail or "", at=row.started_at)
