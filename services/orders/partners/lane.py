"""The lane of an endpoint: what it is owed leaves in order, whatever other endpoints do."""

from typing import Final
from uuid import UUID

from shared.messaging.lanes import LaneItem, NewItem

PREFIX: Final = "webhook:"
_KIND: Final = "send"


def webhook_item(webhook_id: UUID, *, endpoint_id: UUID) -> NewItem:
    """Make the work of telling an endpoint one thing, behind all it waits for already."""
    return NewItem(
        lane=f"{PREFIX}{endpoint_id}", kind=_KIND, payload={"webhook_id": str(webhook_id)}
    )


def read_webhook(item: LaneItem) -> UUID:
    """Read back which webhook is to be sent."""
    return UUID(str(item.payload["webhook_id"]))
