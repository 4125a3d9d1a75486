"""What a phone shows: the messages of one chat, in order, with ticks. Knows no wire format."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Direction(StrEnum):
    """As the platform counts: `in` comes from the person, `out` comes from the platform."""

    IN = "in"
    OUT = "out"


class Tick(StrEnum):
    """How far a message came (Meta's words)."""

    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"

    @property
    def rank(self) -> int:
        """Place on the ladder; ticks only climb."""
        return list(Tick).index(self)


class Frozen(BaseModel):
    """A value that is shown as JSON without its absent parts."""

    model_config = ConfigDict(frozen=True)


class Option(Frozen):
    """A reply button."""

    id: str
    title: str


class Row(Option):
    """A row of a list."""

    description: str | None = None
    section: str | None = None


class Link(Frozen):
    """A button that opens an address."""

    title: str
    url: str


class MediaView(Frozen):
    """A picture, sound, film, sticker or file; `url` is where this machine can load it."""

    kind: str
    url: str
    id: str | None = None
    mime_type: str | None = None
    filename: str | None = None
    is_voice: bool = False


class Spot(Frozen):
    """A point on the map, degrees."""

    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None


class ContactCard(Frozen):
    """A shared contact: its name and numbers."""

    name: str
    phones: tuple[str, ...] = ()


class Reaction(Frozen):
    """An emoji on a message; empty takes it back."""

    message_id: str
    emoji: str


class Entry(Frozen):
    """One message of a chat. `seq` counts from 1 in the chat; `context` is the quoted message."""

    seq: int = 0
    id: str
    direction: Direction
    type: str
    at: datetime
    status: Tick = Tick.SENT
    text: str | None = None
    buttons: tuple[Option, ...] = ()
    rows: tuple[Row, ...] = ()
    media: MediaView | None = None
    contact: ContactCard | None = None
    more_contacts: tuple[ContactCard, ...] = ()
    header: str | None = None
    footer: str | None = None
    list_button: str | None = None
    links: tuple[Link, ...] = ()
    copy_code: str | None = None
    location: Spot | None = None
    location_request: bool = False
    contact_request: bool = False
    reaction: Reaction | None = None
    template: str | None = None
    context: str | None = None


class Chat:
    """The messages between one person and the business, with the windows they opened."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._places: dict[str, int] = {}
        self.last_inbound: dict[str, datetime] = {}
        """Business number id → when the person last wrote to it."""
        self.typing_until: datetime | None = None

    def add(self, entry: Entry) -> Entry:
        """Append a message and give it its number."""
        numbered = entry.model_copy(update={"seq": len(self._entries) + 1})
        self._places[numbered.id] = len(self._entries)
        self._entries.append(numbered)
        return numbered

    def find(self, message_id: str) -> Entry | None:
        """Look a message up by its wamid."""
        place = self._places.get(message_id)
        return None if place is None else self._entries[place]

    def after(self, seq: int) -> list[Entry]:
        """List what came after a number."""
        return self._entries[max(0, seq) :]

    def newest_first(self) -> Iterator[Entry]:
        """Walk back from the newest message."""
        return reversed(self._entries)

    def tick(self, message_id: str, status: Tick) -> Entry | None:
        """Let a message climb to `status`; None when it is unknown or already as far."""
        entry = self.find(message_id)
        if entry is None or entry.status.rank >= status.rank:
            return None
        climbed = entry.model_copy(update={"status": status})
        self._entries[entry.seq - 1] = climbed
        return climbed

    @property
    def last_seq(self) -> int:
        """The number of the newest message."""
        return len(self._entries)
