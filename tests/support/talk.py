"""Transcripts: talk to the engine as a person does, orders answered by its fake."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from services.conversation.channels.whatsapp import render
from services.conversation.dialogue.engine import advance, take_answer
from services.conversation.dialogue.intents import Answer, Ask, Intent
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import State
from services.conversation.flows import all_flows
from shared.contracts.notifications.api import Buttons, Content, LinkButton, MenuList
from shared.values.place import Place

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

QUOTE = {
    "id": "01a1fe25-4ec2-72cd-9b04-760173ad3060",
    "total": 1500,
    "lines": [{"code": "base", "amount": 500}, {"code": "distance", "amount": 1000}],
    "distance_m": 6500,
    "eta": {"low": 25, "high": 40},
    "expires_at": "2026-11-21T12:15:00Z",
}


@dataclass
class Talk:
    """One person talking; `answers` says what other services answer, by question."""

    state: State = field(default_factory=lambda: State(is_welcomed=True))
    now: datetime = NOON
    answers: dict[Ask, Any] = field(default_factory=dict)
    asked: list[Intent] = field(default_factory=list)
    shown: list[Content] = field(default_factory=list)
    _ids: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.answers.setdefault(Ask.QUOTE, QUOTE)

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

    def pin(self, latitude: float, longitude: float) -> str:
        """Share a position."""
        place = Place(label="Position partagée", latitude=latitude, longitude=longitude)
        return self.say(kind=Kind.LOCATION, place=place)

    def say(self, **said: Any) -> str:  # noqa: ANN401 - the fields of Said
        """Say something; what is asked of others is answered at once."""
        self.now += timedelta(seconds=20)
        message = Said(id=f"wamid.{next(self._ids)}", at=self.now, **said)
        turn = advance(self.state, message, flows=all_flows())
        return self._take(turn)

    def wait(self, minutes: int) -> None:
        """Say nothing for a while."""
        self.now += timedelta(minutes=minutes)

    def _take(self, turn: Any) -> str:  # noqa: ANN401 - a Turn
        new = [c for reply in turn.spoken() for c in render(reply, language="fr")]
        self.state = State.model_validate(turn.state.model_dump(mode="json"))
        words = [body(content) for content in new]
        self.shown += new
        for intent in turn.intents:
            self.asked.append(intent)
            if (given := self.answers.get(intent.ask)) is None:
                continue
            refusal = given if isinstance(given, str) else None
            answer = Answer(
                intent_id=intent.id,
                ask=intent.ask,
                body=intent.body,
                run=intent.run,
                refusal=refusal,
                answer={} if refusal else given,
            )
            told = take_answer(self.state, answer, flows=all_flows(), now=self.now)
            words.append(self._take(told))
        return "\n".join(word for word in words if word)


def body(content: Content) -> str:
    """The words of a message."""
    return str(getattr(content, "body", "") or getattr(content, "name", ""))


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
