"""What is not written: positions, photos, voice notes, reactions, stickers and the rest."""

from datetime import timedelta
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.choices import typed_choice
from services.conversation.dialogue.desk import Start
from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.intents import TRANSCRIBE, Answer, Request
from services.conversation.dialogue.listening import answers, misses
from services.conversation.dialogue.listening.texts import MAX_TEXT, on_text, start_or_answer
from services.conversation.dialogue.menu import say_or_do, show_menu
from services.conversation.dialogue.replies import HUMAN
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood, understand, yes_or_no
from shared.texts import Line, t

_FRESH: Final = timedelta(minutes=5)
_SHOWN: Final = 160


def on_location(turn: Turn, said: Said) -> None:
    """Take a position: the answer, a driver's place, or the beginning of a delivery."""
    current = turn.state.current
    heard = Heard(said, Understood(intent=Meaning.UNKNOWN), turn.state.country)
    if current is not None and answers.read_answer(turn, current, heard):
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


def on_reaction(turn: Turn, said: Said) -> str | None:
    """Take 👍 and 👎 as yes and no where something was just asked; every other is only seen.

    Returns the id of the choice it stands for outside of an errand.
    """
    state = turn.state
    current = state.current
    is_fresh = state.last_said_at is not None and said.at - state.last_said_at < _FRESH
    if current is not None:
        if current.asking == filling.CONFIRM and is_fresh and state.unplaced is None:
            answers.answer_confirmation(turn, current, said.emoji)
        return None
    return typed_choice(state, said) if is_fresh else None


def on_attachment(turn: Turn, said: Said) -> None:
    """Take a photo or a contact card: the answer, something beside it, or a beginning."""
    current = turn.state.current
    words = understand(said.text, country=turn.state.country)
    heard = Heard(said, words, turn.state.country)
    if current is None:
        if not _photo_begins(turn, heard):
            show_menu(turn, t("Merci, bien reçu. Que voulez-vous faire ?"))
    elif not answers.read_answer(turn, current, heard) and not answers.take_aside(
        turn, current, heard
    ):
        misses.missed(turn, current, heard)


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


def on_voice(turn: Turn, said: Said) -> None:
    """Have a voice note written down; without anybody who can, keep it and offer a person."""
    if turn.book.has_transcription and said.media_id:
        intent = turn.ask(Request(TRANSCRIBE, {"media_id": said.media_id}))
        turn.state.voices[intent] = _where(turn)
        return
    _not_heard(turn, t("🎙️ J’ai gardé votre message vocal, mais je ne sais pas encore l’écouter."))


def hear_transcript(turn: Turn, answer: Answer) -> None:
    """Take what was said in a voice note as if it had been written, and show what was heard.

    It answers only what was being asked when it was sent, and it never confirms: what was heard
    may be wrong (decision 13).
    """
    text = "" if answer.refusal is not None else str(answer.answer.get("text") or "").strip()
    was_at = turn.state.voices.pop(answer.intent_id, None)
    if not text:
        _not_heard(turn, t("🎙️ Je n’ai pas pu écouter votre message vocal. Je l’ai gardé."))
        return
    turn.preface.append(t("🎙️ _{words}_", words=text[:_SHOWN]))
    current = turn.state.current
    if current is not None and (was_at != _where(turn) or _would_act(turn, current, text)):
        filling.ask_again(turn, current)
        return
    said = Said(id=answer.intent_id, kind=Kind.TEXT, at=turn.now, text=text[:MAX_TEXT])
    on_text(turn, said)


def _where(turn: Turn) -> list[str | None]:
    current = turn.state.current
    return [current.run, current.asking] if current is not None else []


def _would_act(turn: Turn, current: Progress, text: str) -> bool:
    """Whether taking these words might carry something out that was not read back."""
    if turn.flow_of(current).recap is None:
        return True
    return current.asking == filling.CONFIRM and yes_or_no(text) is True


def _not_heard(turn: Turn, why: Line) -> None:
    how = t("Écrivez-le en quelques mots, ou *humain* pour parler à un conseiller.")
    if turn.state.current is None:
        turn.say(why, how, options=(HUMAN,))
    else:
        _not_read(turn, turn.state.current, why, how)


def on_unreadable(turn: Turn, why: Line) -> None:
    """Say that this cannot be read, keep the draft, and offer a person the second time."""
    state = turn.state
    if state.current is None:
        state.misses += 1
        show_menu(turn, why, offers_human=state.misses >= misses.BEFORE_HUMAN)
    else:
        _not_read(turn, state.current, why)


def _not_read(turn: Turn, progress: Progress, *why: Line) -> None:
    """The question was not misunderstood: it is repeated, and only then asked differently."""
    if progress.misses == 0 or progress.asking is None:
        progress.misses += 1
        filling.ask_again(turn, progress, *why)
    else:
        misses.miss(turn, progress, why[0])
