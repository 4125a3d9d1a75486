"""What a person said, whatever the channel: one value per inbound message."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shared.values.place import Place


class Kind(StrEnum):
    """The ways of saying something."""

    TEXT = "text"
    TAP = "tap"
    LOCATION = "location"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"
    STICKER = "sticker"
    CONTACT = "contact"
    REACTION = "reaction"
    UNSEEN_EDIT = "unseen_edit"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a person.

    `text` is the words, the caption or the label of what was tapped; `tapped` the id of the button
    or row; `media_id` the channel's; `contact_*` what a shared contact card says; `edits` the id
    of the message that this one replaces.
    """

    id: str
    kind: Kind
    at: datetime
    text: str = ""
    tapped: str = ""
    place: Place | None = None
    media_id: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    emoji: str = ""
    edits: str = ""
