"""Free text: global words first, then answers, corrections, other errands, and at last a miss."""

import re
from dataclasses import replace
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.listening import (
    anger,
    answers,
    corrections,
    languages,
    misses,
    names,
    resuming,
)
from services.conversation.dialogue.listening.digressions import (
    begin,
    digress,
    do_at_once,
    kept_line,
    turns_to_shopping,
    wants_else,
)
from services.conversation.dialogue.listening.lone_places import (
    ask_which_place,
    flow_of_a_place,
    named_place,
    place_unplaced,
)
from services.conversation.dialogue.listening.words import Word, global_word
from services.conversation.dialogue.menu import (
    ask_human,
    do_meaning,
    do_word,
    explain,
    not_yet,
    show_menu,
)
from services.conversation.dialogue.readers import place_in
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import SlotName, normalise, understand, yes_or_no
from shared.texts import t

MAX_TEXT: Final = 1_000
_GOING_ON: Final = frozenset(
    [
        "continuer",
        "on continue",
        "continue",
        "reprendre",
        "on reprend",
        "kokoba",
        "tokoba",
        "go on",
        "carry on",
    ]
)
# Zero-width and direction marks: pasted along, seen by nobody.
_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PLACES: Final = frozenset({SlotName.PICKUP, SlotName.DROPOFF, SlotName.PLACE})
_CHAT: Final = frozenset({Meaning.GREET, Meaning.THANKS})


def on_text(turn: Turn, said: Said) -> None:
    """Take a text of any length and sense."""
    said = replace(said, text=_INVISIBLE.sub("", said.text))
    text = said.text.strip()
    if len(text) > MAX_TEXT:
        _ask_shorter(turn)
    elif said.edits and turn.state.current is not None:
        corrections.take_edit(turn, turn.state.current, said)
    elif (word := global_word(text)) is not None:
        turn.state.stop_waiting()
        on_word(turn, word, text)
    elif not text:
        _repeat(turn)
    elif turn.state.unplaced is None or not _places(turn, said, text):
        _on_words(turn, said, text)


def _places(turn: Turn, said: Said, text: str) -> bool:
    """Take the answer to "départ ou arrivée ?"; a yes is none, and confirms nothing meanwhile."""
    if turn.state.unplaced is not None and yes_or_no(text) is True:
        ask_which_place(turn, dict(turn.state.unplaced))
        return True
    slots = heard_in(turn, said).understood.slots
    says_another = not _PLACES.isdisjoint(slots)
    field = named_place(turn, text)
    if field is None or says_another:
        return False
    place_unplaced(turn, field)
    return True


def _on_words(turn: Turn, said: Said, text: str) -> None:
    heard = heard_in(turn, said)
    languages.overhear(turn, text, heard.understood)
    if (wants := resuming.answer_of(turn.state, text)) is not None:
        resume(turn, said, wants=wants)
        return
    turn.state.stop_waiting()
    current = turn.state.current
    if current is None:
        start_or_answer(turn, heard)
    else:
        in_flow(turn, current, heard)


def heard_in(turn: Turn, said: Said) -> Heard:
    """Let the rules read what was said, where the person stands."""
    state = turn.state
    words = understand(
        said.text.strip(),
        lang=state.language.value,
        flow=state.current.flow if state.current is not None else None,
        country=state.country,
    )
    return Heard(said, words, state.country)


def resume(turn: Turn, said: Said, *, wants: resuming.Wants) -> None:
    """Go on, begin again or drop it, and take up what was written on coming back."""
    held = resuming.resume(turn, wants=wants)
    current = turn.state.current
    if held and current is not None and current.asking not in (None, filling.CONFIRM, filling.EDIT):
        again = Said(id=said.id, kind=said.kind.TEXT, at=said.at, text=held)
        in_flow(turn, current, heard_in(turn, again))


def on_word(turn: Turn, word: Word, text: str = "") -> None:
    """Do what a global word asks for, at any step."""
    match word:
        case Word.MENU:
            show_menu(turn, *kept_line(turn))
        case Word.HELP:
            explain(turn)
        case Word.HUMAN:
            ask_human(turn)
        case Word.LANGUAGE:
            languages.choose(turn, text)
        case Word.MY_DATA:
            do_word(turn, text or "mes données")
        case Word.FOLLOW:
            do_meaning(turn, Meaning.FOLLOW)
        case Word.BACK:
            _go_back(turn)
        case Word.CANCEL:
            _cancel(turn)


def _go_back(turn: Turn) -> None:
    if turn.state.current is None:
        show_menu(turn)
    else:
        filling.back(turn, turn.state.current)


def _cancel(turn: Turn) -> None:
    """Drop the errand at hand, but not once its command is on its way."""
    current = turn.state.current
    if current is None:
        do_meaning(turn, Meaning.CANCEL)
    elif current.awaiting is None:
        filling.cancel(turn)
    else:
        filling.ask_again(turn, current)


def _repeat(turn: Turn) -> None:
    empty = t("Votre message est vide. 🙂")
    if turn.state.current is None:
        show_menu(turn, empty, t("Que puis-je faire pour vous ?"))
    else:
        filling.ask_again(turn, turn.state.current, empty)


def _ask_shorter(turn: Turn) -> None:
    line = t("🙂 Ce message est trop long pour moi. Dites-le en une ou deux phrases.")
    if turn.state.current is None:
        turn.say(line)
    else:
        filling.ask_again(turn, turn.state.current, line)


def in_flow(turn: Turn, current: Progress, heard: Heard) -> None:
    """Take words in the middle of an errand: the first sense that fits counts."""
    if current.asking is None:
        _while_waiting(turn, current, heard)
    elif not any(take(turn, current, heard) for take in _SENSES):
        misses.missed(turn, current, heard)


def _takes_what_is_offered(turn: Turn, current: Progress, heard: Heard) -> bool:
    """What is offered is meant first: "moto" is a vehicle here, a person in Lingala elsewhere."""
    text = heard.said.text
    return answers.answer_confirmation(turn, current, text) or answers.take_choice(
        turn, current, text
    )


def _turns_to_another_errand(turn: Turn, current: Progress, heard: Heard) -> bool:
    return turns_to_shopping(current, heard) and digress(turn, current, heard)


def _chats(turn: Turn, current: Progress, heard: Heard) -> bool:
    """A greeting or a thank you in between only needs the question again."""
    is_chat = heard.understood.intent in _CHAT or normalise(heard.said.text) in _GOING_ON
    if is_chat:
        filling.ask_again(turn, current)
    return is_chat


def _looks_elsewhere(turn: Turn, current: Progress, heard: Heard) -> bool:
    return wants_else(turn, current, heard) and digress(turn, current, heard)


def _vents(turn: Turn, _current: Progress, heard: Heard) -> bool:
    is_angry = anger.is_angry(turn, heard)
    if is_angry:
        anger.calm(turn)
    return is_angry


def _speaks_to_a_desk(turn: Turn, current: Progress, heard: Heard) -> bool:
    """A whole message may be a word of a desk even where any place is taken: "mes courses"."""
    question = dict(turn.flow_of(current).questions()).get(str(current.asking))
    text = normalise(heard.said.text)
    is_place = question is not None and question.wants_location
    is_word = any(text in desk.words for desk in turn.book.desks_of(turn.state.roles))
    return is_place and is_word and do_word(turn, heard.said.text)


def _says_something_else(turn: Turn, current: Progress, heard: Heard) -> bool:
    return do_word(turn, heard.said.text) or digress(turn, current, heard)


_SENSES: Final = (
    _takes_what_is_offered,
    _turns_to_another_errand,
    corrections.corrected,
    _chats,
    _looks_elsewhere,
    _vents,
    _speaks_to_a_desk,
    answers.read_answer,
    _says_something_else,
)


def _while_waiting(turn: Turn, current: Progress, heard: Heard) -> None:
    """A service still answers: a correction counts before the command, the rest is told to wait."""
    flow = turn.flow_of(current)
    is_command = current.awaiting is not None and flow.ends_with.name in current.awaiting
    values = {} if is_command else corrections.said_in_passing(flow, current, heard)
    if values:
        filling.set_fields(turn, current, values)
    elif not digress(turn, current, heard):
        filling.ask_again(turn, current)


def start_or_answer(turn: Turn, heard: Heard) -> None:
    """Outside any errand: start one, or do what takes no form."""
    if anger.is_angry(turn, heard):
        anger.calm(turn)
        return
    if heard.understood.intent is Meaning.UNKNOWN:
        _unknown(turn, heard)
        return
    turn.state.misses = 0
    if do_word(turn, heard.said.text) or begin(turn, heard):
        return
    match heard.understood.intent:
        case Meaning.CANCEL:
            do_meaning(turn, Meaning.CANCEL)
        case Meaning.THANKS:
            turn.say(t("🙏 Avec plaisir !"))
        case Meaning.GREET | Meaning.MENU | Meaning.YES | Meaning.NO | Meaning.BACK:
            show_menu(turn)
        case _:
            if not do_at_once(turn, heard):
                not_yet(turn)


def _unknown(turn: Turn, heard: Heard) -> None:
    """A place without words begins a delivery; the rest is honestly not understood."""
    if do_word(turn, heard.said.text) or names.takes_name(turn, heard.said.text):
        turn.state.misses = 0
        return
    shared = heard.said.place
    value = shared.model_dump() if shared is not None else place_in(heard.understood)
    if value is not None and flow_of_a_place(turn) is not None:
        ask_which_place(turn, value)
        return
    misses.missed_outside(
        turn,
        heard,
        t("🤔 Je n’ai pas compris."),
        t("Dites par exemple : _Envoyer un colis de Moungali à Talangaï_."),
    )
