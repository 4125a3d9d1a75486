"""A message that certainly did not arrive, for a reason that may pass, is sent once more."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from pydantic import TypeAdapter

from services.notifications.channels.channel import Remedy
from services.notifications.channels.whatsapp_errors import remedy_for
from services.notifications.lanes import send_item
from services.notifications.messages.message import Message
from services.notifications.models import Notification
from services.notifications.work import Work
from shared.contracts.notifications.api import Content

_CONTENT: Final[TypeAdapter[Content]] = TypeAdapter(Content)
_PAUSE: Final = timedelta(seconds=60)


async def give_second_chance(work: Work, notification_id: UUID, *, code: str) -> bool:
    """Queue a successor: the template when the window was closed, the same when Meta was busy.

    The successor is a notification of its own, so reports of the two are never mixed up; a
    successor has none. The first one is then not listed for a person any more.
    """
    first = await work.notifications.get(notification_id, lock=True)
    remedy = remedy_for(int(code)) if code.isdigit() else Remedy.NONE
    body = first.fallback if remedy is Remedy.TEMPLATE else first.content
    is_over = remedy is Remedy.NONE or first.dedupe_key.endswith(":again")
    if is_over or body is None or (remedy is Remedy.TEMPLATE and first.is_template):
        return False
    delay = timedelta(0) if remedy is Remedy.TEMPLATE else _PAUSE
    if await _queue_successor(work, first, body=_CONTENT.validate_python(body), delay=delay):
        first.given_up_at = None
    return True


async def _queue_successor(
    work: Work, first: Notification, *, body: Content, delay: timedelta
) -> bool:
    message = Message(
        first.kind,
        first.category,
        content=body,
        expires_at=first.expires_at,
        is_optional=first.is_optional,
    )
    successor_id = await work.notifications.add(
        message, recipient_id=first.recipient_id, dedupe_key=f"{first.dedupe_key}:again"
    )
    if successor_id is None:
        return False
    item = send_item(
        successor_id, recipient_id=first.recipient_id, category=first.category, delay=delay
    )
    await work.lanes.put_many([item])
    return True
