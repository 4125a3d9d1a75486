"""The engine: one pure function from (state, what was said) to (state, replies, intents).

Order of reading: what works everywhere (actions, global words), then the answer to what is being
asked, then corrections, then another errand, then the honest "I did not understand".
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from services.conversation.dialogue import answering, filling
from services.conversation.dialogue.choices import typed_choice
from services.conversation.dialogue.desk import Book, Start
from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.listening import on_text, start_or_answer
from services.conversation.dialogue.menu import say_or_do, show_menu, tell
from services.conversation.dialogue.replies import Option
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import Progress, State
from services.conversation.dialogue.taps import on_tap
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood, understand
from shared.texts import Line, t

RESUME_AFTER: Final = timedelta(minutes=30)


def advance(state: State, said: Said, *, book: Book) -> Turn:
    """Take one message of a person.

    Returns a turn whose state is the new one; the given state is not changed.
    """
    turn = _open(state, book, now=said.at, cause=said.id)
    if not _asked_to_resume(turn, said):
        _hear(turn, said)
    turn.state.last_said_at = said.at
    return turn


def take_answer(state: State, answer: Answer, *, book: Book, now: datetime) -> Turn:
    """Take what another service answered to an intent of an earlier turn."""
    turn = _open(state, book, now=now, cause=answer.intent_id)
    for progress in turn.state.stack:
        if progress.awaiting != answer.intent_id:
            continue
        if progress.looking_up is not None:
            answering.hear_look_up(turn, progress, answer)
        else:
            filling.hear_answer(turn, progress, answer)
        return turn
    if answer.run is not None:
        _answer_of_a_dropped_errand(turn, answer)
        return turn
    tell(turn, answer)
    return turn


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


def _asked_to_resume(turn: Turn, said: Said) -> bool:
    """After a long silence ask whether to go on, unless the message itself says what to do."""
    state, current = turn.state, turn.state.current
    if current is None or state.last_said_at is None or state.waits_for_resume:
        return False
    if said.at - state.last_said_at < RESUME_AFTER or said.kind is not Kind.TEXT:
        return False
    if turn.flow_of(current).is_fleeting:
        state.stack.remove(current)
        return _asked_to_resume(turn, said)
    state.waits_for_resume = True
    title = turn.flow_of(current).title
    turn.say(
        t("👋 Re-bonjour ! On continue : *{errand}* ?", errand=title),
        options=(
            Option("resume:yes", t("▶️ Continuer")),
            Option("resume:no", t("🆕 Recommencer")),
        ),
    )
    return True


def _hear(turn: Turn, said: Said) -> None:
    match said.kind:
        case Kind.TEXT:
            _on_text(turn, said)
        case Kind.TAP:
            on_tap(turn, said)
        case Kind.LOCATION:
            _on_location(turn, said)
        case Kind.REACTION:
            _on_reaction(turn, said)
        case Kind.IMAGE | Kind.CONTACT:
            _on_attachment(turn, said)
        case Kind.AUDIO:
            _explain_and_ask_again(
                turn,
                t("🎙️ J’ai gardé votre message vocal, mais je ne sais pas encore l’écouter."),
                t("Écrivez-le en quelques mots, ou *humain* pour parler à un conseiller."),
            )
        case Kind.VIDEO | Kind.DOCUMENT | Kind.STICKER | Kind.OTHER:
            _explain_and_ask_again(
                turn, t("🙂 Bien reçu, mais je ne lis que les textes, les photos et les positions.")
            )


def _on_text(turn: Turn, said: Said) -> None:
    """Outside a form a typed choice counts as a tap; a form reads its own."""
    chosen = typed_choice(turn.state, said.text) if turn.state.current is None else None
    if chosen is None:
        on_text(turn, said)
    else:
        on_tap(turn, replace(said, kind=Kind.TAP, tapped=chosen))


def _explain_and_ask_again(turn: Turn, *notices: Line) -> None:
    if turn.state.current is None:
        show_menu(turn, *notices)
    else:
        filling.ask_again(turn, turn.state.current, *notices)


def _on_location(turn: Turn, said: Said) -> None:
    current = turn.state.current
    heard = Heard(said, Understood(intent=Meaning.UNKNOWN), turn.state.country)
    if current is not None and answering.read_answer(turn, current, heard):
        return
    if not _passed_on(turn, said):
        start_or_answer(turn, heard)


def _passed_on(turn: Turn, said: Said) -> bool:
    """A position that a desk wants (a driver at work) is passed on; nothing is said about it."""
    for desk in turn.book.desks_of(turn.state.roles):
        request = desk.on_place(said) if desk.on_place is not None else None
        if request is not None:
            turn.ask(request)
            return True
    return False


def _on_reaction(turn: Turn, said: Said) -> None:
    """👍 and 👎 answer a confirmation; every other reaction is only seen."""
    current: Progress | None = turn.state.current
    if current is not None and current.asking == filling.CONFIRM:
        answering.answer_confirmation(turn, current, said.emoji)


def _on_attachment(turn: Turn, said: Said) -> None:
    current = turn.state.current
    words = understand(said.text, country=turn.state.country)
    heard = Heard(said, words, turn.state.country)
    if current is None:
        if not _photo_begins(turn, heard):
            show_menu(turn, t("Merci, bien reçu. Que voulez-vous faire ?"))
    elif not answering.read_answer(turn, current, heard) and not answering.take_aside(
        turn, current, heard
    ):
        answering.missed(turn, current, heard)


def _photo_begins(turn: Turn, heard: Heard) -> bool:
    """A photo may say what somebody wants: a merchant's new product, a driver's proof."""
    if heard.said.kind is not Kind.IMAGE:
        return False
    for desk in turn.book.desks_of(turn.state.roles):
        meant = desk.on_photo(heard) if desk.on_photo is not None else None
        if meant is not None:
            say_or_do(turn, meant)
            return True
    for flow in turn.book.flows_of(turn.state.roles):
        filled = flow.from_photo(heard) if flow.from_photo is not None else None
        if filled is not None:
            say_or_do(turn, Start(flow.name, filled))
            return True
    return False
