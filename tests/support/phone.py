"""A person with WhatsApp, over the simulator's control API: writes, taps, shares, reads."""

import asyncio
import time
import unicodedata
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar

import httpx
from pydantic import BaseModel, ConfigDict, Field

PATIENCE_S: Final = 15.0
_LOOK_AGAIN_S: Final = 0.05

Json = dict[str, Any]
T = TypeVar("T")


class Option(BaseModel):
    """A button or row that can be tapped."""

    id: str
    title: str


class Link(BaseModel):
    """A button that opens an address."""

    title: str
    url: str


class Card(BaseModel):
    """A shared contact."""

    name: str
    phones: tuple[str, ...] = ()


class Seen(BaseModel):
    """One message of a chat as the phone shows it; `out` came from the platform."""

    model_config = ConfigDict(extra="ignore")

    seq: int
    id: str
    direction: str
    type: str
    status: str
    text: str = ""
    buttons: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    links: tuple[Link, ...] = ()
    contact: Card | None = None
    location_request: bool = Field(default=False)

    @property
    def options(self) -> tuple[Option, ...]:
        """Whatever can be tapped."""
        return (*self.buttons, *self.rows)

    @property
    def headline(self) -> str:
        """The first line, or the name on a contact card."""
        return self.text.split("\n", 1)[0] if self.text else f"({self.type})"

    def offers(self, title: str) -> Option | None:
        """Find what is tapped by this title; emoji, accents and case do not matter."""
        wanted = plain(title)
        return next((one for one in self.options if plain(one.title) == wanted), None)


def plain(words: str) -> str:
    """Write words the way people compare them."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return " ".join(ascii_only.lower().split())


class Phone:
    """One person's phone. `sees` reads on from where it last stopped, as a person does."""

    def __init__(self, simulator: httpx.AsyncClient, number: str) -> None:
        self.number = number.lstrip("+")
        self._path = f"/sim/contacts/{self.number}"
        self._simulator = simulator
        self._read_up_to = 0

    async def is_known_as(self, name: str, *, role: str = "client") -> None:
        """Set the profile name that WhatsApp hands on, and what the browser phone calls them."""
        answer = await self._simulator.put(self._path, json={"name": name, "role": role})
        answer.raise_for_status()

    async def text(self, words: str) -> str:
        """Write; returns the message's id."""
        return await self.does({"type": "text", "text": words})

    async def tap(self, title: str, *, on: Seen | None = None) -> str:
        """Tap the button or row with this title, on a given message or the newest that has it.

        Raises:
            AssertionError: no message offers it.
        """
        for message in [on] if on else reversed(await self.received()):
            if option := message.offers(title):
                tap = {"type": "tap", "id": option.id, "message_id": message.id}
                return await self.does(tap)
        raise AssertionError(f"{self.number}: nothing offers {title!r}\n{await self.transcript()}")

    async def pin(self, latitude: float, longitude: float) -> str:
        """Share a position."""
        return await self.does({"type": "location", "latitude": latitude, "longitude": longitude})

    async def photo(self) -> str:
        """Send a picture."""
        return await self.does({"type": "image"})

    async def sticker(self) -> str:
        """Send a sticker."""
        return await self.does({"type": "sticker"})

    async def share_contact(self, name: str, phone: str) -> str:
        """Share somebody's contact card."""
        card = {"name": name, "phones": [phone]}
        return await self.does({"type": "contacts", "contacts": [card]})

    async def does(self, said: Json) -> str:
        """Do anything the control API knows; returns the message's id."""
        answer = await self._simulator.post(f"{self._path}/messages", json=said)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    async def messages(self, *, after: int = 0) -> list[Seen]:
        """Read the chat, both sides."""
        answer = await self._simulator.get(f"{self._path}/messages", params={"after": after})
        answer.raise_for_status()
        listed: list[Json] = answer.json()["messages"]
        return [Seen.model_validate(_without_nulls(one)) for one in listed]

    async def received(self, *, after: int = 0) -> list[Seen]:
        """Read what the platform sent."""
        return [one for one in await self.messages(after=after) if one.direction == "out"]

    async def sees(self, *words: str, within_s: float = PATIENCE_S) -> Seen:
        """Wait for the next message that holds all these words, and read up to it.

        Raises:
            AssertionError: it does not come.
        """
        return await self.gets(lambda one: all(word in one.text for word in words), words, within_s)

    async def is_offered(
        self, title: str, *, about: str = "", within_s: float = PATIENCE_S
    ) -> Seen:
        """Wait for the next message about something that can be tapped so, and read up to it.

        Raises:
            AssertionError: it does not come.
        """
        return await self.gets(
            lambda one: about in one.text and one.offers(title) is not None,
            (title, about),
            within_s,
        )

    async def gets_card(self, *, within_s: float = PATIENCE_S) -> Card:
        """Wait for a contact card.

        Raises:
            AssertionError: none comes.
        """
        message = await self.gets(lambda one: one.contact is not None, "a contact card", within_s)
        assert message.contact is not None
        return message.contact

    async def gets(
        self, is_meant: Callable[[Seen], bool], what: object, within_s: float = PATIENCE_S
    ) -> Seen:
        """Wait for the next message that is meant, and read up to it.

        Raises:
            AssertionError: it does not come.
        """

        async def look() -> Seen | None:
            fresh = await self.received(after=self._read_up_to)
            return next((one for one in fresh if is_meant(one)), None)

        found = await eventually(look, within_s=within_s)
        if found is None:
            raise AssertionError(f"{self.number} never saw {what}\n{await self.transcript()}")
        self._read_up_to = found.seq
        return found

    async def has_seen_all(self) -> None:
        """Take everything received so far as read."""
        self._read_up_to = max((one.seq for one in await self.messages()), default=0)

    async def transcript(self) -> str:
        """Write the chat down, for a failing test."""
        return "\n".join(
            f"  {one.seq:>3} {'→' if one.direction == 'in' else '←'} {one.type}: {one.text!r} "
            f"{[option.title for option in one.options]}"
            for one in await self.messages()
        )


async def eventually(look: Callable[[], Awaitable[T | None]], *, within_s: float) -> T | None:
    """Look until something is there or the time is over; None when it never came."""
    deadline = time.monotonic() + within_s
    while (found := await look()) is None:
        if time.monotonic() > deadline:
            return None
        await asyncio.sleep(_LOOK_AGAIN_S)
    return found


def _without_nulls(message: Json) -> Json:
    return {name: value for name, value in message.items() if value is not None}
