"""A message that certainly did not arrive, for a reason that may pass, is sent once more."""

from datetime import timedelta
from typing import Any, Final, assert_never
from uuid import UUID

from pydantic import TypeAdapter

from services.notifications.channels.channel import Remedy
from services.notifications.channels.whatsapp_errors import remedy_for
from services.notifications.lanes import send_item
from services.notifications.messages.message import Message
from services.notifications.models import Notification
from services.notifications.work import Work
from shared.contracts.notifications.api import Content, Template, without_picture

_CONTENT: Final[TypeAdapter[Content]] = TypeAdapter(Content)
_AGAIN: Final = ":again"
_PAUSE: Final = timedelta(seconds=60)


async def give_second_chance(work: Work, notification_id: UUID, *, code: str) -> bool:
    """Queue a successor: the template when the window was closed, the same when Meta was busy.

    When its picture could not be had, the words leave without it; when a template is not approved
    in its language, it leaves in the one that stands in. The successor is a notification of its
    own, so reports of the two are never mixed up; a successor has none, but for that language. The
    first one is then not listed for a person any more.

    Raises:
        NotificationNotFound: there is none.
    """
    first = await work.notifications.get(notification_id, lock=True)
    remedy = remedy_for(int(code)) if code.isdigit() else Remedy.NONE
    is_successor = first.dedupe_key.endswith(_AGAIN)
    if is_successor and remedy is not Remedy.OTHER_LANGUAGE:
        return False
    body = _successor(first, remedy)
    if body is None:
        return False
    is_changed = remedy in {Remedy.TEMPLATE, Remedy.OTHER_LANGUAGE, Remedy.WITHOUT_PICTURE}
    delay = timedelta(0) if is_changed else _PAUSE
    if await _queue_successor(work, first, body=body, delay=delay):
        first.given_up_at = None
    return True


def _successor(first: Notification, remedy: Remedy) -> Content | None:
    match remedy:
        case Remedy.NONE:
            return None
        case Remedy.TEMPLATE:
            return None if first.is_template else _read(first.fallback)
        case Remedy.OTHER_LANGUAGE:
            return _stand_in(_read(first.content), _read(first.fallback))
        case Remedy.WITHOUT_PICTURE:
            content = None if first.is_template else _read(first.content)
            return without_picture(content) if content else None
        case Remedy.BACKOFF | Remedy.PAIR_BACKOFF | Remedy.MINUTES_LATER:
            return _read(first.content)
        case _:
            assert_never(remedy)


def _stand_in(*sent: Content | None) -> Template | None:
    """Give what stands in for the template among what was sent; that itself has nothing."""
    return next((one.stand_in for one in sent if isinstance(one, Template)), None)


def _read(raw: dict[str, Any] | None) -> Content | None:
    return _CONTENT.validate_python(raw) if raw is not None else None


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
        message, recipient_id=first.recipient_id, dedupe_key=f"{first.dedupe_key}{_AGAIN}"
    )
    if successor_id is None:
        return False
    item = send_item(
        successor_id, recipient_id=first.recipient_id, category=first.category, delay=delay
    )
    await work.lanes.put_many([item])
    return True
