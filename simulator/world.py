"""Everybody with a phone, their chats, and the oracle: every accepted send, in order.

The one place that changes chats and tells the live screens. In memory, for one process.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from shared.errors import NotFound
from simulator.chats import Chat, Direction, Entry, Tick
from simulator.live import Live
from simulator.people import Person, bsuid_of, digits_of
from simulator.settings import DemoPerson

WINDOW: Final = timedelta(hours=24)
TYPING_FOR: Final = timedelta(seconds=25)


class UnknownContact(NotFound):
    """Nobody has this phone here yet."""

    code, detail = "unknown_contact", "Nobody uses {phone} here; write from it or PUT it first."


@dataclass(slots=True)
class Send:
    """One accepted send. `to` is what the platform addressed; `error` what became of it, if bad."""

    seq: int
    wamid: str
    to: str
    phone: str | None
    number_id: str
    type: str
    category: str
    is_window_open: bool
    at: datetime
    payload: dict[str, object]
    error: dict[str, object] | None = None
    status: Tick | None = None
    is_priced_again: bool = field(default=False)

    def as_dict(self) -> dict[str, object]:
        """Show the send as the oracle lists it."""
        return {
            "seq": self.seq,
            "wamid": self.wamid,
            "to": self.to,
            "phone": self.phone,
            "number_id": self.number_id,
            "type": self.type,
            "category": self.category,
            "at": self.at.isoformat(),
            "status": self.status,
            "error": self.error,
            "payload": self.payload,
        }


class World:
    """People and chats by phone digits."""

    def __init__(self, live: Live, *, people: tuple[DemoPerson, ...]) -> None:
        self._live = live
        self._demo = people
        self.sends: list[Send] = []
        self._people: dict[str, Person] = {}
        self._phones_by_bsuid: dict[str, str] = {}
        self._chats: dict[str, Chat] = {}
        self._owners: dict[str, str] = {}
        self._watched: set[str] = set()
        self.clear()

    def clear(self) -> None:
        """Go back to the people known from the start, with empty chats."""
        for known in (self.sends, self._people, self._phones_by_bsuid, self._chats, self._owners):
            known.clear()
        self._watched.clear()
        for demo in self._demo:
            self.put(demo.phone, name=demo.name, role=demo.role)
        self._live.publish("reset", {})

    @property
    def people(self) -> list[Person]:
        """Everybody, those known from the start first."""
        return list(self._people.values())

    def find(self, phone: str) -> Person | None:
        """Look a person up by phone, however it is written."""
        return self._people.get(digits_of(phone))

    def get(self, phone: str) -> Person:
        """Give the person with this phone.

        Raises:
            UnknownContact: there is none.
        """
        person = self.find(phone)
        if person is None:
            raise UnknownContact(phone=phone)
        return person

    def find_by_bsuid(self, bsuid: str) -> Person | None:
        """Look a person up by business-scoped user id."""
        return self._people.get(self._phones_by_bsuid.get(bsuid, ""))

    def put(self, phone: str, **changes: object) -> Person:
        """Make a person known, or change one; `changes` are fields of `Person`."""
        digits = digits_of(phone)
        known = self._people.get(digits)
        if known is None:
            known = Person(phone=digits, bsuid=bsuid_of(digits), name=f"+{digits}")
            self._phones_by_bsuid[known.bsuid] = digits
        person = replace(known, **changes)  # type: ignore[arg-type] # callers pass checked fields
        self._people[digits] = person
        self._live.publish("person", person.as_dict())
        return person

    def chat(self, person: Person) -> Chat:
        """Give the chat of a person, empty at first."""
        return self._chats.setdefault(person.phone, Chat())

    def show(self, person: Person, entry: Entry) -> Entry:
        """Put a message into a chat and on the screens."""
        added = self.chat(person).add(entry)
        self._owners[added.id] = person.phone
        self._publish(person, added)
        return added

    def tick(self, person: Person, message_id: str, *, status: Tick) -> None:
        """Let a message climb, if it is there and not as far yet."""
        climbed = self.chat(person).tick(message_id, status)
        if climbed is not None:
            self._publish(person, climbed)

    def find_message(self, message_id: str) -> tuple[Person, Entry] | None:
        """Look a message up in every chat."""
        person = self._people.get(self._owners.get(message_id, ""))
        entry = self.chat(person).find(message_id) if person else None
        return (person, entry) if person and entry else None

    def is_window_open(self, person: Person, *, number_id: str, now: datetime) -> bool:
        """Whether the person wrote to this number in the last 24 h."""
        last = self.chat(person).last_inbound.get(number_id)
        return last is not None and now < last + WINDOW

    def read_by_business(self, person: Person, *, until: Entry) -> None:
        """Turn the ticks of this message and the earlier ones of the person blue."""
        for entry in self.chat(person).after(0)[: until.seq]:
            if entry.direction is Direction.IN:
                self.tick(person, entry.id, status=Tick.READ)

    def set_typing(self, person: Person, *, until: datetime | None) -> None:
        """Show or end the typing dots."""
        chat = self.chat(person)
        if until is None and chat.typing_until is None:
            return
        chat.typing_until = until
        self._live.publish(
            "typing", {"phone": person.phone, "until": until.isoformat() if until else None}
        )

    def watch(self, person: Person) -> None:
        """Remember that a screen shows this chat: its ticks are now set by looking at it."""
        self._watched.add(person.phone)

    def is_watched(self, person: Person) -> bool:
        """Whether a screen that is still open shows this chat."""
        return person.phone in self._watched and self._live.has_viewers

    def _publish(self, person: Person, entry: Entry) -> None:
        if self._live.is_followed:
            shown = entry.model_dump(mode="json")
            self._live.publish("message", {"phone": person.phone, "message": shown})
