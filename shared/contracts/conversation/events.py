"""Facts of the conversation service."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from pydantic import Field

from shared.contracts.notifications.api import Content
from shared.messaging.events import Event
from shared.values.contact import ContactRef
from shared.values.language import Language


class MessageReceived(Event):
    """A person wrote: it opens the 24 h window, and the message can be marked as read."""

    name: ClassVar[str] = "conversation.message_received.v1"

    contact: ContactRef
    message_id: str
    received_at: datetime


class ReplyWritten(Event):
    """The conversation answered: to be sent in the order of the log.

    `variants` tells, by trial, which of its wordings the person read; 0 is the usual one.
    """

    name: ClassVar[str] = "conversation.reply_written.v1"

    contact: ContactRef
    content: Content
    in_reply_to: str | None = None
    variants: dict[str, int] = Field(default_factory=dict)


class LanguageChosen(Event):
    """A person is spoken to in this language from now on: chosen, or heard in how they write."""

    name: ClassVar[str] = "conversation.language_chosen.v1"

    contact: ContactRef
    language: Language


class ContactErased(Event):
    """A person is forgotten here; the farewell before it in the log is the last message to them."""

    name: ClassVar[str] = "conversation.contact_erased.v1"

    contact_id: UUID


class DeliveryStatusReceived(Event):
    """Meta says what became of a message we sent (whatsapp-cloud-api.md, 2.4).

    `tracker` is our `biz_opaque_callback_data`; `errors` are Meta's, only with `failed`.
    """

    name: ClassVar[str] = "conversation.delivery_status_received.v1"

    message_id: str
    status: str
    reported_at: datetime
    tracker: str | None = None
    errors: list[dict[str, object]] = Field(default_factory=list)
    pricing: dict[str, object] | None = None


class AccountUpdateReceived(Event):
    """Meta says something of the account, e.g. of templates (whatsapp-cloud-api.md, 2.5)."""

    name: ClassVar[str] = "conversation.account_update_received.v1"

    field: str
    value: dict[str, object]
