"""A person decides that a notification which was given up is sent after all."""

from uuid import UUID

from services.notifications.delivery import GIVEN_UP, DeliveryState
from services.notifications.lanes import send_item
from services.notifications.models import ATTEMPT_LIMIT, Notification
from services.notifications.work import Work
from shared.contracts.notifications.errors import NotificationNotReplayable


async def replay_notification(work: Work, notification_id: UUID) -> Notification:
    """Queue one again under its own id, so that a late report of the first try still finds it.

    Raises:
        NotificationNotFound: there is none.
        NotificationNotReplayable: it is on its way or was delivered.
    """
    notification = await work.notifications.get(notification_id, lock=True)
    if notification.state not in GIVEN_UP:
        raise NotificationNotReplayable(
            notification_id=notification_id, state=notification.state.value
        )
    await queue_given_up(work, notification)
    return notification


async def queue_given_up(work: Work, notification: Notification) -> None:
    """Give a locked, given-up notification a new set of tries; it expires no more."""
    notification.state = DeliveryState.QUEUED
    notification.reason = None
    notification.given_up_at = None
    notification.expires_at = None
    notification.attempt_limit = notification.attempts + ATTEMPT_LIMIT
    notification.superseded_message_id = notification.message_id
    notification.message_id = None
    item = send_item(
        notification.id,
        recipient_id=notification.recipient_id,
        category=notification.category,
    )
    await work.lanes.put_many([item])
