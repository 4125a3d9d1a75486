"""Facts of the notifications service."""

from typing import ClassVar
from uuid import UUID

from shared.messaging.events import Event


class RecipientErased(Event):
    """A person is forgotten here, their last message sent.

    Notifications has read that conversation and orders erased them, so it is past all that named
    them in either log: those rows may go.
    """

    name: ClassVar[str] = "notifications.recipient_erased.v1"

    contact_id: UUID
