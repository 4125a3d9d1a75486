"""Put a message on its way: a row, and work in the recipient's lane."""

from services.notifications.lanes import send_item
from services.notifications.messages.message import Addressed
from services.notifications.work import Work


async def queue_message(work: Work, addressed: Addressed) -> bool:
    """Queue a message behind all others of its person; False when its event already has one."""
    message = addressed.message
    recipient_id = await work.recipients.recognise(addressed.contact)
    notification_id = await work.notifications.add(
        message, recipient_id=recipient_id, dedupe_key=addressed.dedupe_key
    )
    if notification_id is None:
        return False
    item = send_item(
        notification_id,
        recipient_id=recipient_id,
        category=message.category,
        topic=addressed.topic,
    )
    await work.lanes.put_many([item])
    return True
