"""Put a message on its way: a row in its reader's words, and work in the recipient's lane."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from services.notifications.lanes import send_item
from services.notifications.messages.message import Addressed, Message
from services.notifications.work import Work

# notifications.md, Messages: two alerts about the same within this time are one.
QUIET_FOR: Final = timedelta(minutes=30)


async def queue_message(work: Work, addressed: Addressed) -> bool:
    """Say a notice and queue it; False when its event, or its family just now, has a message."""
    if addressed.family and await work.notifications.has_recent(addressed.family, within=QUIET_FOR):
        return False
    reader = await work.recipients.recognise(addressed.contact)
    return await queue_said(
        work,
        addressed.notice.said(reader.language),
        recipient_id=reader.id,
        dedupe_key=addressed.dedupe_key,
        topic=addressed.topic,
    )


async def queue_said(
    work: Work, message: Message, *, recipient_id: UUID, dedupe_key: str, topic: str | None = None
) -> bool:
    """Queue a message behind all others of its person; False when its event already has one."""
    notification_id = await work.notifications.add(
        message, recipient_id=recipient_id, dedupe_key=dedupe_key
    )
    if notification_id is None:
        return False
    item = send_item(
        notification_id,
        recipient_id=recipient_id,
        category=message.category,
        topic=topic,
    )
    await work.lanes.put_many([item])
    return True
