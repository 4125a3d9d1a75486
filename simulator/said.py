"""What a person can do on their phone, as the control API takes it. Data only.

`inbound.py` turns these into Meta's message objects.
"""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]


class _Said(BaseModel):
    """`context` quotes a message by wamid; `number` is another business number than the first."""

    model_config = ConfigDict(frozen=True)

    context: str | None = None
    number: str | None = None


class TextSaid(_Said):
    """Words."""

    type: Literal["text"]
    text: str = Field(min_length=1, max_length=65_536)


class TapSaid(_Said):
    """A tap on a button or a row, by id or by title, on the newest message that offers it.

    `message_id` taps on that very message instead, however old.
    """

    type: Literal["tap"]
    id: str | None = None
    title: str | None = None
    message_id: str | None = None

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if self.id is None and self.title is None:
            raise ValueError("a tap needs an id or a title")
        return self


class LocationSaid(_Said):
    """A pin; a place picked from a list has a name and an address too."""

    type: Literal["location"]
    latitude: Latitude
    longitude: Longitude
    name: str | None = None
    address: str | None = None


class FileSaid(_Said):
    """A file, base64 in `data`; without one a small sample of its type is sent.

    An audio file is a voice note unless `voice` is false.
    """

    type: Literal["image", "audio", "document", "video", "sticker"]
    data: str | None = None
    mime_type: str | None = None
    filename: str | None = None
    caption: str | None = None
    voice: bool = True


class CardSaid(BaseModel):
    """One shared contact."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(min_length=1)
    phones: tuple[str, ...] = ()


class ContactsSaid(_Said):
    """Shared contacts; `contact_request` is their origin after a tap on a request for one."""

    type: Literal["contacts"]
    contacts: tuple[CardSaid, ...] = Field(min_length=1, max_length=257)
    origin: Literal["contact_request", "other"] = "other"


class ReactionSaid(_Said):
    """An emoji on a message, the newest of the platform's by default; empty takes it back."""

    type: Literal["reaction"]
    emoji: str = Field(max_length=20)
    message_id: str | None = None


class UnsupportedSaid(_Said):
    """Something WhatsApp does not hand on (a poll, a pin…): Meta's error 131051."""

    type: Literal["unsupported"]
    kind: str = "poll_creation"


class RawSaid(_Said):
    """Any Meta message object, as it is; `id` and `timestamp` are added when missing."""

    type: Literal["raw"]
    message: dict[str, object]


Said = Annotated[
    TextSaid
    | TapSaid
    | LocationSaid
    | FileSaid
    | ContactsSaid
    | ReactionSaid
    | UnsupportedSaid
    | RawSaid,
    Field(discriminator="type"),
]
