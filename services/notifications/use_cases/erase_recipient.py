"""A person is forgotten elsewhere: once both services have said so, here too, after the last send.

Both, because each says it in the order of its own log: what either wrote of the person before has
then been read here, and nothing that comes later brings the person back.
"""

from typing import Final

from services.notifications.lanes import erase_item, sweep_item
from services.notifications.models import Erasure
from services.notifications.work import Work
from shared.contracts.conversation.events import ContactErased
from shared.contracts.notifications.events import RecipientErased
from shared.contracts.orders.events import PersonErased

CONVERSATION: Final = "conversation"
ORDERS: Final = "orders"


async def erase_for_conversation(work: Work, event: ContactErased) -> None:
    """Part the recipient from the contact at once, so that who writes again is somebody new."""
    erasure = await work.erasures.note(event.contact_id, marks=[], by=CONVERSATION)
    recipient_id = await work.erasures.detach(event.contact_id)
    erasure.recipient_id = recipient_id or erasure.recipient_id
    await _go_on(work, erasure)


async def erase_for_orders(work: Work, event: PersonErased) -> None:
    """Remember what names the person and their jobs."""
    erasure = await work.erasures.note(event.contact_id, marks=event.marks, by=ORDERS)
    await _go_on(work, erasure)


async def _go_on(work: Work, erasure: Erasure) -> None:
    if not (erasure.told_by_conversation and erasure.told_by_orders):
        return
    if erasure.recipient_id is None:
        event = RecipientErased(occurred_at=work.now, contact_id=erasure.contact_id)
        await work.outbox.add(event)
        await work.lanes.put_many([sweep_item(erasure.contact_id)])
        return
    await work.erasures.delete_settled(erasure.recipient_id)
    after = await work.erasures.list_on_their_way(erasure.recipient_id)
    item = erase_item(erasure.contact_id, recipient_id=erasure.recipient_id, after=after)
    await work.lanes.put_many([item])
