"""A customer's phone: carries messages to the real engine and keeps what comes back.

Between two turns the dialogue is JSON, as it is persisted; what a turn asks of others goes to the
real orders service, in the way of `services.conversation.asking`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from pydantic_core import to_jsonable_python

from bench.people.moves import Move, message
from bench.people.town import NOON, Town, set_moment
from services.conversation.asking import request_of
from services.conversation.channels.hearing import MESSAGE, things_said
from services.conversation.channels.whatsapp import render
from services.conversation.dialogue.engine import advance, take_answer
from services.conversation.dialogue.intents import ASK_HUMAN, Answer, Intent
from services.conversation.dialogue.state import State
from services.conversation.dialogue.turn import Turn
from services.conversation.dialogue.wording import Voice
from services.conversation.flows import the_book
from shared.contracts.notifications.api import Content
from shared.contracts.orders.calls import CALLS
from shared.errors import AppError, OutcomeUnknown, TooMany, Unavailable, UpstreamFailed
from shared.messaging.lanes import LaneItem
from shared.values.contact import ContactRef
from shared.values.phone import PhoneNumber

SUPPORT: Final = "+242065550901"


class Handset:
    """One customer's line.

    Attributes:
        user_messages, bot_messages: how many went each way.
        transcript: both sides, in order.
        now: the customer's own time.
    """

    def __init__(self, town: Town, contact: ContactRef) -> None:
        self._town = town
        self._contact = contact
        self._kept = State().model_dump_json()
        self.user_messages = 0
        self.bot_messages = 0
        self.transcript: list[str] = []
        self.now: datetime = NOON

    async def send(self, moves: Sequence[Move]) -> list[Content]:
        """Send messages that are read together, and give everything that comes back."""
        shown: list[Content] = []
        for said in list(things_said(self._items(moves))):
            state = self._state()
            if isinstance(said, Answer) or said is None:
                continue
            shown += await self._take(advance(state, said, book=the_book()))
        self.bot_messages += len(shown)
        self.transcript += [_line(content) for content in shown]
        return shown

    async def wait(self, by: timedelta) -> None:
        """Let time pass."""
        self.now += by
        set_moment(self.now)
        self.transcript.append(f"    … {by.total_seconds() / 60:.0f} min")

    def _items(self, moves: Iterable[Move]) -> list[LaneItem]:
        items = []
        for move in moves:
            self.now += move.after
            self.user_messages += 1
            self.transcript.append(f"  > {move.words}")
            sender = PhoneNumber(str(self._contact.phone)).wa_id
            said = message(move, number=self.user_messages, sender=sender, at=self.now.timestamp())
            items.append(LaneItem(0, MESSAGE, {"message": said}, "simulated", self.now, 0))
        set_moment(self.now)
        return items

    def _state(self) -> State:
        """Read the dialogue as a turn does (handle_messages)."""
        state = State.model_validate_json(self._kept)
        state.name = self._contact.name
        state.roles = []
        state.country = PhoneNumber(str(self._contact.phone)).country or state.country
        return state

    async def _take(self, turn: Turn) -> list[Content]:
        """Render what a turn says, keep its state, and carry out what it asks."""
        voice = Voice(turn.state.language)
        shown = [content for reply in turn.spoken() for content in render(reply, voice=voice)]
        turn.state.last_heard_at = self.now
        self._kept = turn.state.model_dump_json()
        for intent in {one.id: one for one in turn.intents}.values():
            answer = await self._carry_out(intent)
            told = take_answer(self._state(), answer, book=the_book(), now=self.now)
            shown += await self._take(told)
        return shown

    async def _carry_out(self, intent: Intent) -> Answer:
        body = to_jsonable_python(intent.body)
        unanswered = Answer(intent.id, intent.ask, body, intent.run)
        if intent.ask == ASK_HUMAN.name:
            return replace(unanswered, answer={"phone": SUPPORT})
        call = CALLS[intent.ask]
        try:
            asked, path = request_of(call, self._contact, body)
            key = None if call.method == "GET" else intent.id
            answer = await self._town.orders.call(call, asked, key=key, **path)
        except (OutcomeUnknown, TooMany, Unavailable, UpstreamFailed):
            raise  # nobody is refused: the service broke, and so does the run
        except AppError as refusal:
            params = to_jsonable_python(refusal.params)
            return replace(unanswered, refusal=refusal.code, params=params)
        return replace(unanswered, answer=answer.model_dump(mode="json"))


def _line(content: Content) -> str:
    """Write a message of the bot for the transcript, its choices below."""
    words = next(
        (str(word) for name in ("body", "caption", "name") if (word := getattr(content, name, ""))),
        content.type,
    )
    titles = [title for _, title in choices(content)]
    shown = "\n".join(f"    {line}" for line in words.splitlines())
    return shown + (f"\n    {' '.join(f'[{title}]' for title in titles)}" if titles else "")


def choices(content: Content) -> list[tuple[str, str]]:
    """List the ids and titles that a message offers."""
    buttons = [(one.id, one.title) for one in getattr(content, "buttons", ())]
    sections = getattr(content, "sections", ())
    return buttons + [(row.id, row.title) for section in sections for row in section.rows]
