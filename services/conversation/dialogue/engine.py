"""The engine: one pure function from (state, what was said) to (state, replies, intents).

Order of reading: what works everywhere (actions, global words), then the answer to what is being
asked, then corrections, then another errand, then the honest "I did not understand".
"""

from dataclasses import replace
from datetime import datetime

from services.conversation.dialogue import outcomes
from services.conversation.dialogue.choices import typed_beside, typed_choice
from services.conversation.dialogue.desk import Book
from services.conversation.dialogue.intents import READ_BY_MODEL, TRANSCRIBE, Answer
from services.conversation.dialogue.listening import answers, media, misses, second_reading
from services.conversation.dialogue.listening.resuming import asks_to_resume, forget_old_drafts
from services.conversation.dialogue.listening.taps import on_tap
from services.conversation.dialogue.listening.texts import on_text, start_or_answer
from services.conversation.dialogue.menu import tell
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from shared.texts import t


def advance(state: State, said: Said, *, book: Book) -> Turn:
    """Take one message of a person.

    Returns a turn whose state is the new one; the given state is not changed.
    """
    turn = _open(state, book, now=said.at, cause=said.id)
    unplaced = turn.state.unplaced
    _supersede_reading(turn, said)
    forget_old_drafts(turn, said)
    if not asks_to_resume(turn, said):
        _hear(turn, said)
    if turn.state.unplaced is unplaced:
        turn.state.unplaced = None  # asked once: what is said next is no answer to it any more
    turn.state.last_said_at = said.at
    return turn


def _supersede_reading(turn: Turn, said: Said) -> None:
    """A model's reading of an older message comes too late; that one was not understood."""
    if turn.state.reading is None or said.kind not in (Kind.TEXT, Kind.TAP, Kind.LOCATION):
        return
    _, text = turn.state.reading
    turn.state.reading = None
    turn.preface.append(t("🤔 Je n’ai pas compris « {text} ».", text=text[:60]))


def take_answer(state: State, answer: Answer, *, book: Book, now: datetime) -> Turn:
    """Take what another service answered to an intent of an earlier turn."""
    turn = _open(state, book, now=now, cause=answer.intent_id)
    match answer.ask:
        case READ_BY_MODEL.name:
            _take_reading(turn, answer)
        case TRANSCRIBE.name:
            media.hear_transcript(turn, answer)
        case _:
            _take_answer(turn, answer)
    return turn


def say_slow(state: State, *, book: Book, now: datetime) -> Turn:
    """Say that another service takes its time; what was asked of it is still on its way."""
    turn = _open(state, book, now=now, cause="")
    turn.say(
        t("⏳ C’est un peu lent de notre côté."),
        t("Votre demande est gardée, je réessaie et je vous réponds ici."),
    )
    return turn


def _take_reading(turn: Turn, answer: Answer) -> None:
    """Take what a model read; what it did not understand either is a miss like any other."""
    read = second_reading.read_of(turn, answer)
    if read is None:
        return
    heard, reading = read
    if second_reading.apply(turn, heard, reading):
        return
    current = turn.state.current
    if current is None:
        nothing = replace(heard.understood, intent=Meaning.UNKNOWN)
        start_or_answer(turn, replace(heard, understood=nothing))
    else:
        misses.missed(turn, current, heard)


def _take_answer(turn: Turn, answer: Answer) -> None:
    for progress in turn.state.stack:
        if progress.awaiting != answer.intent_id:
            continue
        if progress.looking_up is not None:
            answers.hear_look_up(turn, progress, answer)
        else:
            outcomes.hear_answer(turn, progress, answer)
        return
    if answer.run is not None:
        _answer_of_a_dropped_errand(turn, answer)
    else:
        tell(turn, answer)


def _answer_of_a_dropped_errand(turn: Turn, answer: Answer) -> None:
    """A price nobody waits for is dropped; a command that was carried out is always told."""
    for flow in turn.book.flows.values():
        if answer.refusal is None and flow.ends_with.name == answer.ask:
            turn.add(flow.told(answer))
            return


def _open(state: State, book: Book, *, now: datetime, cause: str) -> Turn:
    """Copy the state, dropping what today's flows no longer know."""
    copy = state.model_copy(deep=True)
    copy.stack = [one for one in copy.stack if one.flow in book.flows]
    for progress in copy.stack:
        flow = book.flows[progress.flow]
        if progress.version != flow.version:
            progress.filled = flow.still_valid(progress.filled)
            progress.version = flow.version
            progress.asking = flow.next_question(progress.filled)
    return Turn(state=copy, book=book, now=now, cause=cause)


def _hear(turn: Turn, said: Said) -> None:
    match said.kind:
        case Kind.TEXT:
            _on_text(turn, said)
        case Kind.TAP:
            on_tap(turn, said)
        case Kind.LOCATION:
            media.on_location(turn, said)
        case Kind.REACTION:
            _on_reaction(turn, said)
        case Kind.IMAGE | Kind.CONTACT:
            media.on_attachment(turn, said)
        case Kind.AUDIO:
            media.on_voice(turn, said)
        case Kind.UNSEEN_EDIT:
            media.on_unreadable(
                turn,
                t("✏️ WhatsApp ne me montre pas vos modifications : écrivez-le à nouveau."),
            )
        case Kind.VIDEO | Kind.DOCUMENT | Kind.STICKER | Kind.OTHER:
            media.on_unreadable(
                turn, t("🙂 Bien reçu, mais je ne lis que les textes, les photos et les positions.")
            )


def _on_text(turn: Turn, said: Said) -> None:
    """A typed choice counts as a tap; a form reads its own, and the labels of what is beside it."""
    read = typed_choice if turn.state.current is None else typed_beside
    chosen = read(turn.state, said)
    if chosen is None:
        on_text(turn, said)
    else:
        on_tap(turn, replace(said, kind=Kind.TAP, tapped=chosen))


def _on_reaction(turn: Turn, said: Said) -> None:
    chosen = media.on_reaction(turn, said)
    if chosen is not None:
        on_tap(turn, replace(said, kind=Kind.TAP, tapped=chosen))
