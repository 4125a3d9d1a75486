"""The lanes of notifications: one per recipient for what leaves, a few for early statuses.

And one for each person who asked to be forgotten.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID
from zlib import crc32

from services.notifications.messages.message import Category
from shared.contracts.conversation.events import DeliveryStatusReceived
from shared.messaging.lanes import LaneItem, NewItem

SEND_PREFIX: Final = "to:"
STATUS_PREFIX: Final = "status:"
ERASURE_PREFIX: Final = "erasure:"
ERASE: Final = "erase"
_STATUS_LANES: Final = 16
# A status is looked at again after these pauses; one that still fits nothing is not ours.
_STATUS_PAUSES_S: Final = (1, 4, 16, 64, 256)


def send_item(
    notification_id: UUID,
    *,
    recipient_id: UUID,
    category: Category,
    topic: str | None = None,
    delay: timedelta = timedelta(0),
) -> NewItem:
    """Make the work of sending one notification, behind all others of its recipient."""
    about = {} if topic is None else {"topic": topic}
    return NewItem(
        lane=f"{SEND_PREFIX}{recipient_id}",
        kind="send",
        payload={"notification_id": str(notification_id), "category": category.value, **about},
        delay=delay,
    )


def erase_item(contact_id: UUID, *, recipient_id: UUID, after: Sequence[UUID]) -> NewItem:
    """Make the work of forgetting a recipient, behind the sends that are still on their way."""
    return NewItem(
        lane=f"{SEND_PREFIX}{recipient_id}",
        kind=ERASE,
        payload={
            "contact_id": str(contact_id),
            "recipient_id": str(recipient_id),
            "after": [str(one) for one in after],
        },
    )


def sweep_item(contact_id: UUID) -> NewItem:
    """Make the work of sweeping what others were told of a person."""
    payload: dict[str, object] = {"contact_id": str(contact_id)}
    return NewItem(lane=f"{ERASURE_PREFIX}{contact_id}", kind="sweep", payload=payload)


def read_send(item: LaneItem) -> tuple[UUID, Category]:
    """Read back which notification is to be sent, and its category."""
    return UUID(str(item.payload["notification_id"])), Category(str(item.payload["category"]))


def superseded_sends(items: Sequence[LaneItem]) -> list[LaneItem]:
    """List, of a recipient's sends in order, those that a later one on their topic makes old."""
    newest = {topic: item for item in items if (topic := item.payload.get("topic"))}
    return [item for item in items if newest.get(item.payload.get("topic"), item) is not item]


def status_item(status: DeliveryStatusReceived, *, looks: int) -> NewItem | None:
    """Make the work of looking at an early status again; None after the last look."""
    if looks >= len(_STATUS_PAUSES_S):
        return None
    shard = crc32(status.message_id.encode()) % _STATUS_LANES
    return NewItem(
        lane=f"{STATUS_PREFIX}{shard}",
        kind="status",
        payload={"status": status.model_dump(mode="json"), "looks": looks},
        delay=timedelta(seconds=_STATUS_PAUSES_S[looks]),
    )


def read_status(item: LaneItem) -> tuple[DeliveryStatusReceived, int]:
    """Read back an early status, and how often it was looked at before."""
    looks = item.payload["looks"]
    status = DeliveryStatusReceived.model_validate(item.payload["status"])
    return status, int(str(looks))
