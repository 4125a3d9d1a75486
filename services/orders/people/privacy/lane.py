"""The lane of an erasure: the sweep of the logs, once all who read them have gone past."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from shared.messaging.lanes import NewItem

PREFIX: Final = "erasure:"


class Reader(StrEnum):
    """Who reads our log: the queue of partners' webhooks, and the other services, all of them."""

    PARTNERS = "partners"
    SERVICES = "services"


def sweep_item(contact_id: UUID) -> NewItem:
    """Make the work of sweeping the logs for one person."""
    payload: dict[str, object] = {"contact_id": str(contact_id)}
    return NewItem(lane=f"{PREFIX}{contact_id}", kind="sweep", payload=payload)
