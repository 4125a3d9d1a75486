"""The last message to a person has left, or was given up: the recipient goes."""

from collections.abc import Mapping
from uuid import UUID

from services.notifications.lanes import SEND_PREFIX, sweep_item
from services.notifications.work import Work
from shared.contracts.notifications.events import RecipientErased


async def forget_recipient(work: Work, payload: Mapping[str, object]) -> None:
    """Delete the recipient, what was sent to it, and what waits for it; twice is once."""
    contact_id = UUID(str(payload["contact_id"]))
    recipient_id = UUID(str(payload["recipient_id"]))
    listed = payload["after"]
    sent = [UUID(one) for one in listed] if isinstance(listed, list) else []
    await work.erasures.delete_these(sent, lane=f"{SEND_PREFIX}{recipient_id}")
    await work.erasures.delete_settled(recipient_id)
    await work.erasures.forget_recipient(recipient_id, contact_id=contact_id)
    await work.outbox.add(RecipientErased(occurred_at=work.now, contact_id=contact_id))
    await work.lanes.put_many([sweep_item(contact_id)])
