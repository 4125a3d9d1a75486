"""The content of an outgoing message, as data. Every channel renders it its own way.

Limits are WhatsApp's (whatsapp-cloud-api.md, 3.3): who builds content respects them, the models
refuse what no channel could send.
"""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Body = Annotated[str, Field(min_length=1, max_length=1024)]
LongBody = Annotated[str, Field(min_length=1, max_length=4096)]
Short = Annotated[str, Field(min_length=1, max_length=60)]
Title20 = Annotated[str, Field(min_length=1, max_length=20)]
Title24 = Annotated[str, Field(min_length=1, max_length=24)]


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TextContent(_Content):
    """Words alone; longer ones are cut at 4,093 + "..." by the channel, with a warning."""

    type: Literal["text"] = "text"
    body: Annotated[str, Field(min_length=1)]
    preview_link: bool = False


class Media(_Content):
    """An image, video, audio or document by link or by an id uploaded to the channel."""

    type: Literal["media"] = "media"
    kind: Literal["image", "video", "audio", "document"]
    link: str | None = None
    media_id: str | None = None
    caption: Annotated[str, Field(max_length=1024)] | None = None
    filename: str | None = None


class Button(_Content):
    """A reply button."""

    id: Annotated[str, Field(min_length=1, max_length=256)]
    title: Title20


class Buttons(_Content):
    """A question with one to three reply buttons, optionally under an image."""

    type: Literal["buttons"] = "buttons"
    body: Body
    buttons: Annotated[list[Button], Field(min_length=1, max_length=3)]
    header: Short | None = None
    image_link: str | None = None
    footer: Short | None = None


class Row(_Content):
    """A line of a list."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    title: Title24
    description: Annotated[str, Field(max_length=72)] | None = None


class Section(_Content):
    """Rows under a heading; the heading is required when there are several sections."""

    title: Title24 | None = None
    rows: Annotated[list[Row], Field(min_length=1, max_length=10)]


class MenuList(_Content):
    """A question with up to ten rows behind one button."""

    type: Literal["list"] = "list"
    body: LongBody
    button: Title20
    sections: Annotated[list[Section], Field(min_length=1, max_length=10)]
    header: Short | None = None
    footer: Short | None = None


class LocationRequest(_Content):
    """Asks for the person's position with WhatsApp's own button."""

    type: Literal["location_request"] = "location_request"
    body: Body


class LinkButton(_Content):
    """Text with one button that opens a link."""

    type: Literal["link"] = "link"
    body: Body
    title: Title20
    url: Annotated[str, Field(max_length=2000)]
    header: Short | None = None
    footer: Short | None = None


class ContactCard(_Content):
    """A person to save: name and E.164 phone."""

    type: Literal["contact_card"] = "contact_card"
    name: Annotated[str, Field(min_length=1, max_length=100)]
    phone: str
    organization: str | None = None


class Pin(_Content):
    """A point on the map."""

    type: Literal["pin"] = "pin"
    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None


class Reaction(_Content):
    """An emoji on a message of theirs; an empty one takes it back."""

    type: Literal["reaction"] = "reaction"
    message_id: str
    emoji: str


class Template(_Content):
    """A pre-approved message with its variables, in order: all that may leave out of the window.

    `stand_in` is the same in a language that is surely approved, for when this one is not.
    """

    type: Literal["template"] = "template"
    template: str
    language: str = "fr"
    body_parameters: list[str] = []
    button_payloads: list[str] = []
    stand_in: "Template | None" = None


Content = Annotated[
    TextContent
    | Media
    | Buttons
    | MenuList
    | LocationRequest
    | LinkButton
    | ContactCard
    | Pin
    | Reaction
    | Template,
    Field(discriminator="type"),
]


def without_picture(content: Content) -> Content | None:
    """Give the words of a message whose picture cannot be had; None when there are none."""
    match content:
        case Buttons(image_link=str()):
            return content.model_copy(update={"image_link": None})
        case Media(caption=str(caption)) if caption:
            return TextContent(body=caption)
        case _:
            return None


class SentMessage(BaseModel):
    """A message to a person as the person's own copy tells it; `words` may be empty."""

    kind: str
    state: str
    words: str
    at: datetime


class SentMessages(BaseModel):
    """What was sent to a person, newest first, the newest 1,000."""

    messages: list[SentMessage] = []


class NotificationOut(BaseModel):
    """A notification as listed to operators: no words of the message, the phone masked."""

    id: UUID
    kind: str
    state: str
    recipient: str
    reason: str | None = None
    attempts: int
    created_at: str


class NotificationPage(BaseModel):
    """Some given-up notifications; `next` asks for those behind, None at the end."""

    items: list[NotificationOut]
    next: UUID | None = None


class ChannelError(BaseModel):
    """The newest try that was not accepted; `code` is the provider's, or the failure's name."""

    code: str
    detail: str
    at: datetime


class ChannelStatus(BaseModel):
    """A way out: whether it is on, why not, its free-form window in seconds, its pace."""

    channel: str
    provider: str
    is_on: bool
    off_reason: str | None = None
    window_s: int
    rate_per_second: float
    last_error: ChannelError | None = None


class ReplayRequest(BaseModel):
    """Which given-up notifications to send after all; without a reason, all of them."""

    reason: str | None = None


class ReplayAnswer(BaseModel):
    """How many were queued; ask again until it is 0."""

    queued: int
