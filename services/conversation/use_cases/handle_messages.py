"""One turn: what waits in a person's lane, through the engine, in one transaction."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from uuid import UUID

from services.conversation.channels.hearing import (
    MESSAGE,
    hold_back,
    identify,
    message_rows,
    things_said,
)
from services.conversation.channels.speaking import written
from services.conversation.dialogue.desk import Book
from services.conversation.dialogue.engine import advance, say_slow, take_answer
from services.conversation.dialogue.intents import OWN, Answer, Intent
from services.conversation.dialogue.replies import Reply
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.turn import Turn
from services.conversation.dialogue.wording import Voice
from services.conversation.repository import PHONE, Person, asking_lane
from services.conversation.work import Work
from shared.contracts.conversation.events import LanguageChosen
from shared.messaging.lane_worker import Defer
from shared.messaging.lanes import LaneItem, NewItem
from shared.values.phone import PhoneNumber


async def handle_messages(
    work: Work, items: list[LaneItem], *, book: Book, trials: Collection[str] = ()
) -> Defer | None:
    """Answer what a person said and what others answered, in order.

    `trials` names the wordings under trial.

    Returns a `Defer` when the person seems to be still writing.
    """
    person = await _person(work, items)
    state = _state(person)
    language = state.language
    if (hold := hold_back(items, state, work.now)) is not None:
        return hold
    replies: list[Reply] = []
    intents: list[Intent] = []
    for thing in things_said(items):
        turn = _take(state, thing, book, work.now)
        state = turn.state
        replies += turn.spoken()
        intents += turn.intents
    if heard := [item.received_at for item in items if item.kind == MESSAGE]:
        state.last_heard_at = heard[-1]
    await work.inbox.keep_messages(message_rows(items, person.id))
    person = replace(person, name=state.chosen_name or person.name)
    voice = Voice(state.language, str(person.id), trials)
    events = written(replies, items, to=person.ref, voice=voice, at=work.now)
    if state.language is not language:
        events.append(
            LanguageChosen(occurred_at=work.now, contact=person.ref, language=state.language)
        )
    await work.outbox.add(*events)
    await work.lanes.put_many([_item(one, person, items[0]) for one in _once(intents)])
    await work.contacts.save_state(person.id, state.model_dump_json(), at=work.now)
    return None


def _take(state: State, thing: Said | Answer | None, book: Book, now: datetime) -> Turn:
    match thing:
        case Said():
            return advance(state, thing, book=book)
        case Answer():
            return take_answer(state, thing, book=book, now=now)
        case None:
            return say_slow(state, book=book, now=now)


async def _person(work: Work, items: Sequence[LaneItem]) -> Person:
    for item in items:
        if item.kind == MESSAGE:
            identifiers, name = identify(item.payload)
            return await work.contacts.resolve(identifiers, name=name)
    return await work.contacts.get(UUID(str(items[0].payload["contact_id"])))


def _state(person: Person) -> State:
    state = State.model_validate(person.state) if person.state else State()
    state.name = state.chosen_name or person.name
    state.roles = list(person.roles)
    if phone := person.identifiers.get(PHONE):
        state.country = PhoneNumber(phone).country or state.country
    return state


def _once(intents: Sequence[Intent]) -> list[Intent]:
    return list({intent.id: intent for intent in intents}.values())


def _item(intent: Intent, person: Person, cause: LaneItem) -> NewItem:
    return NewItem(
        lane=asking_lane(person.id, is_own=intent.ask in OWN),
        kind=intent.ask,
        payload={"intent": asdict(intent), "contact": person.ref.model_dump(mode="json")},
        key=f"intent:{intent.id}",
        correlation_id=cause.correlation_id,
    )
