"""Transcripts: talk to the engine as a person does; what it asks, the fake of orders answers."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Final

import orjson
from pydantic_core import to_jsonable_python

from services.conversation.asking import request_of
from services.conversation.channels.whatsapp import render
from services.conversation.dialogue.desk import Book
from services.conversation.dialogue.engine import advance, take_answer
from services.conversation.dialogue.intents import ASK_HUMAN, EXPORT_DATA, Answer, Intent
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import Voice
from services.conversation.flows import the_book
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Buttons, Content, LinkButton, MenuList
from shared.contracts.orders.calls import CALLS
from shared.contracts.orders.fake import FakeOrders
from shared.errors import AppError
from shared.values.contact import ContactRef
from shared.values.place import Place

AWA: Final = ContactRef(phone="+242065550101", name="Awa Mabiala")
SUPPORT: Final = "+242065550901"
COPY: Final = {"link": "https://toktok.test/exports/abc", "filename": "toktok-20261121.pdf"}

QUOTE: Final = {
    "id": "01a1fe25-4ec2-72cd-9b04-760173ad3060",
    "total": 1500,
    "lines": [{"code": "base", "amount": 500}, {"code": "distance", "amount": 1000}],
    "distance_m": 6500,
    "eta": {"low": 25, "high": 40},
    "expires_at": "2026-11-21T12:15:00Z",
}


@dataclass
class Talk:
    """One person talking to the engine.

    Attributes:
        orders: answers what is asked; people who talk about the same things share one, and its
            clock is theirs.
        answers: what is answered instead, by the call's name: an answer, the code of a refusal, a
            refusal, or None for no answer yet.
        contact: who is talking.
        asked: what was asked of others so far.
        shown: what the person has seen so far.
        book: what the engine knows; `replace(the_book(), has_model=True)` adds a model.
    """

    state: State = field(default_factory=lambda: State(is_welcomed=True))
    answers: dict[str, Any] = field(default_factory=dict)
    contact: ContactRef = AWA
    orders: FakeOrders = field(default_factory=FakeOrders.with_town)
    asked: list[Intent] = field(default_factory=list)
    shown: list[Content] = field(default_factory=list)
    book: Book = field(default_factory=the_book)
    _ids: Any = field(default_factory=lambda: count(1))

    @property
    def now(self) -> datetime:
        """What the clock says."""
        return self.orders.now

    def text(self, words: str) -> str:
        """Write; return everything that came back, as text."""
        return self.say(kind=Kind.TEXT, text=words)

    def tap(self, title: str) -> str:
        """Tap the newest button or row with this title."""
        for content in reversed(self.shown):
            for option_id, label in choices(content):
                if label == title:
                    return self.say(kind=Kind.TAP, tapped=option_id, text=title)
        raise AssertionError(f"nobody offers {title!r}")

    def act(self, action: Action, *target: str) -> str:
        """Tap a button of a message that was sent outside the dialogue, as an offer is."""
        return self.say(kind=Kind.TAP, tapped=action_id(action, *target))

    def pin(self, latitude: float, longitude: float) -> str:
        """Share a position."""
        place = Place(label="Position partagée", latitude=latitude, longitude=longitude)
        return self.say(kind=Kind.LOCATION, place=place)

    def photo(self, media_id: str, *, caption: str = "") -> str:
        """Send a picture."""
        return self.say(kind=Kind.IMAGE, media_id=media_id, text=caption)

    def edit(self, words: str, *, of: int) -> str:
        """Change a message that was written before, by its number (the first is 1)."""
        return self.say(kind=Kind.TEXT, text=words, edits=f"wamid.{of}")

    def titles(self) -> list[str]:
        """List what the newest message offers."""
        return [title for _, title in choices(self.shown[-1])]

    def say(self, **said: Any) -> str:  # noqa: ANN401 - the fields of Said
        """Say something; what is asked of others is answered at once."""
        self.orders.now += timedelta(seconds=20)
        message = Said(id=f"wamid.{next(self._ids)}", at=self.now, **said)
        turn = advance(self.state, message, book=self.book)
        return self._take(turn)

    def answer(self, intent: Intent) -> str:
        """Answer late what was asked before."""
        answer = self._answer(intent)
        assert answer is not None
        return self._take(take_answer(self.state, answer, book=self.book, now=self.now))

    def wait(self, minutes: int) -> None:
        """Say nothing for a while."""
        self.orders.now += timedelta(minutes=minutes)

    def _take(self, turn: Any) -> str:  # noqa: ANN401 - a Turn
        new = [
            c for reply in turn.spoken() for c in render(reply, voice=Voice(turn.state.language))
        ]
        self.state = State.model_validate(turn.state.model_dump(mode="json"))
        words = [body(content) for content in new]
        self.shown += new
        for intent in turn.intents:
            self.asked.append(intent)
            if (answer := self._answer(intent)) is not None:
                told = take_answer(self.state, answer, book=self.book, now=self.now)
                words.append(self._take(told))
        return "\n".join(word for word in words if word)

    def _answer(self, intent: Intent) -> Answer | None:
        given = self.answers[intent.ask] if intent.ask in self.answers else self._ask(intent)
        match given:
            case None:
                return None
            case str():
                return _told(intent, refusal=given)
            case AppError():
                params = to_jsonable_python(given.params)
                return _told(intent, refusal=given.code, params=params)
            case _:
                return _told(intent, answer=given)

    def _ask(self, intent: Intent) -> Any:  # noqa: ANN401 - JSON, or the refusal
        """Carry a call out as the service does, in the name of who is talking."""
        if intent.ask == ASK_HUMAN.name:
            return {"phone": SUPPORT}
        if intent.ask == EXPORT_DATA.name:
            return COPY
        call = CALLS[intent.ask]
        try:
            request, path = request_of(call, self.contact, orjson.loads(orjson.dumps(intent.body)))
            return self.orders.carry_out(call, request, key=intent.id, **path).model_dump(
                mode="json"
            )
        except AppError as refusal:
            return refusal


def _told(intent: Intent, **outcome: Any) -> Answer:  # noqa: ANN401 - the fields of Answer
    return Answer(intent_id=intent.id, ask=intent.ask, body=intent.body, run=intent.run, **outcome)


def body(content: Content) -> str:
    """The words of a message."""
    words = (getattr(content, name, "") for name in ("body", "caption", "name"))
    return str(next((one for one in words if one), ""))


def choices(content: Content) -> list[tuple[str, str]]:
    """The ids and titles a message offers."""
    match content:
        case Buttons():
            return [(one.id, one.title) for one in content.buttons]
        case MenuList():
            return [(row.id, row.title) for section in content.sections for row in section.rows]
        case LinkButton():
            return [("", content.title)]
        case _:
            return []
