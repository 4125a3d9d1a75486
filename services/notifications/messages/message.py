"""A message ready to be queued: its kind, content, and what stands in for it outside the window."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.contracts.notifications.api import Content, Template
from shared.values.contact import ContactRef


class Kind(StrEnum):
    """What a notification tells; stored, listed and counted under this word."""

    REPLY = "reply"
    MISSION_ACCEPTED = "mission_accepted"
    MISSION_DRIVER_CARD = "mission_driver_card"
    MISSION_AT_PICKUP = "mission_at_pickup"
    MISSION_PICKED_UP = "mission_picked_up"
    MISSION_AT_DROPOFF = "mission_at_dropoff"
    MISSION_DELIVERED = "mission_delivered"
    MISSION_PROBLEM = "mission_problem"
    MISSION_RETURNED = "mission_returned"
    MISSION_CANCELLED = "mission_cancelled"
    MISSION_CANCELLED_DRIVER = "mission_cancelled_driver"
    DISPATCH_EXHAUSTED = "dispatch_exhausted"
    DRIVER_OFFER = "driver_offer"
    OFFER_CLOSED = "offer_closed"


class Category(StrEnum):
    """How a notification is paced, and whether an unknown outcome may be sent again."""

    REPLY = "reply"
    OFFER = "offer"
    MISSION = "mission"
    RECEIPT = "receipt"

    @property
    def is_repeatable(self) -> bool:
        """Whether two copies are better than none; papers about money wait for a person."""
        return self is not Category.RECEIPT


@dataclass(frozen=True, slots=True)
class Message:
    """What to say; `fallback` is the template for a closed window.

    After `expires_at` it would mislead and is dropped. What is optional is dropped too when the
    window is closed; everything else then waits for a person to decide.
    """

    kind: Kind
    category: Category
    content: Content
    fallback: Template | None = None
    expires_at: datetime | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Addressed:
    """A message for a person; `dedupe_key` names the business event and the person's part in it."""

    contact: ContactRef
    message: Message
    dedupe_key: str
