"""What was said, taken as the answer to the question being asked: choices, readers, confirmations.

A reader may want another service to look something up; its answer is taken here too.
"""

import re
from collections.abc import Mapping, Set
from typing import Any, Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.filling import CONFIRM, EDIT
from services.conversation.dialogue.forms import (
    SKIP,
    Heard,
    LookUp,
    NotUnderstood,
    Question,
    Read,
    Suggestions,
    Values,
)
from services.conversation.dialogue.intents import Answer
from services.conversation.dialogue.listening import misses, second_reading
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.dialogue.wording import is_typed, labels_of, place_in_list
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood, normalise, yes_or_no
from shared.texts import restored, stored

_CHANGING: Final = re.compile(
    r"^(?:je veux |je voudrais |i want to |let me |nalingi )?"
    r"(?:changer?|modifier?|corriger?|change|edit|correct|bongola|kobongola|bongisa) "
)
_SKIP_WORDS: Final = frozenset(
    {"passer", "non", "aucun", "aucune", "rien", "skip", "no", "none", "nothing", "pass"}
    | {"te", "leka", "eloko te"}
)


def read_answer(turn: Turn, progress: Progress, heard: Heard) -> bool:
    """Try to take what was said as the answer to what is being asked; say whether it was."""
    if progress.asking in (None, CONFIRM, EDIT):
        return False
    if take_choice(turn, progress, heard.said.text):
        return True
    field = str(progress.asking)
    question = turn.flow_of(progress).question(field)
    is_taken = _apply(turn, progress, field, question.reader(heard.at(progress)))
    if progress.looking_up is not None:
        progress.looking_up["text"] = heard.said.text
    return is_taken


def take_choice(turn: Turn, progress: Progress, text: str) -> bool:
    """Take a typed label or number as the option it names; say whether it was one."""
    if progress.asking in (None, CONFIRM, EDIT):
        return False
    field = str(progress.asking)
    key = _chosen(progress, turn.flow_of(progress).question(field), text)
    if key is None:
        return False
    filling.take_option(turn, progress, field, key)
    return True


def _chosen(progress: Progress, question: Question, text: str) -> str | None:
    """A typed label or number stands for the option it names."""
    if question.wants_number and any(char.isdigit() for char in text):
        return None
    keys = [str(at) for at in range(len(progress.suggestions))]
    titles: list[Set[str]] = [{normalise(str(label))} for label, _ in progress.suggestions]
    if not keys:
        choices = question.choices_for(progress.filled, progress.facts)
        keys = [choice.key for choice in choices]
        titles = [labels_of(choice.title) for choice in choices]
    wanted = normalise(text)
    for key, title in zip(keys, titles, strict=True):
        if is_typed(wanted, title):
            return key
    if (at := place_in_list(wanted, count=len(keys))) is not None:
        return keys[at]
    return SKIP if wanted in _SKIP_WORDS and SKIP in keys else None


def _apply(turn: Turn, progress: Progress, field: str, read: Read) -> bool:
    match read:
        case Values(by_field, notice):
            flow = turn.flow_of(progress)
            filled = dict.fromkeys(flow.question(field).fills)
            values = {**filled, **_known(progress, filled), **by_field}
            notices = (notice,) if notice else ()
            filling.set_fields(turn, progress, values, *notices, answered=field)
            return True
        case Suggestions(question, choices):
            filling.suggest(turn, progress, field, question=question, choices=choices)
            return True
        case LookUp(request, otherwise):
            progress.looking_up = {"field": field, **_kept(otherwise)}
            progress.asking = None
            progress.awaiting = turn.ask(request, progress=progress)
            return True
        case NotUnderstood():
            return False


def _known(progress: Progress, names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: progress.filled[name] for name in names if progress.filled.get(name) is not None}


def _kept(otherwise: Values | NotUnderstood) -> dict[str, Any]:
    if isinstance(otherwise, Values):
        return {"values": dict(otherwise.by_field)}
    return {"why": stored(otherwise.why)}


def hear_look_up(turn: Turn, progress: Progress, answer: Answer) -> None:
    """Take what another service found, or else what the reader had understood by itself."""
    looked, progress.looking_up = progress.looking_up or {}, None
    progress.awaiting = None
    field = str(looked["field"])
    progress.asking = field
    found = turn.flow_of(progress).question(field).found
    if answer.refusal is None and found is not None:
        read = found(answer.answer)
        if isinstance(read, Values) and _apply(turn, progress, field, read):
            return
    if looked.get("values") is not None:
        _apply(turn, progress, field, Values(looked["values"]))
        return
    progress.phrase = answer.body.get("phrase")
    said = Said(id=turn.cause, kind=Kind.TEXT, at=turn.now, text=str(looked.get("text", "")))
    words = Understood(intent=Meaning.UNKNOWN)
    if not second_reading.asks(turn, Heard(said, words, turn.state.country)):
        misses.miss(turn, progress, restored(looked["why"]))


def take_aside(turn: Turn, progress: Progress, heard: Heard) -> bool:
    """Take a photo or a card sent while something else was asked; say whether a field wanted it."""
    is_card = heard.said.kind is Kind.CONTACT
    for name, question in turn.flow_of(progress).questions():
        if not (question.is_offered_only or (is_card and question.is_editable)):
            continue
        read = question.reader(heard.at(progress))
        if isinstance(read, Values):
            filling.put(turn, progress, read.by_field)
            again = filling.ask_differently if progress.misses else filling.ask_again
            again(turn, progress, *((read.notice,) if read.notice else ()))
            return name in progress.filled
    return False


def answer_confirmation(turn: Turn, progress: Progress, text: str) -> bool:
    """Take yes, no, a number or a typed label at the confirmation; say whether it was one."""
    wanted = normalise(text)
    says = yes_or_no(text)
    if progress.asking == CONFIRM:
        for at, choice in enumerate(filling.CONFIRMING, start=1):
            if wanted == str(at) or is_typed(wanted, labels_of(choice.title)):
                filling.take_option(turn, progress, CONFIRM, choice.key)
                return True
    if progress.asking == CONFIRM and says is not None:
        if says:
            filling.confirm(turn, progress)
        else:
            filling.offer_edits(turn, progress)
        return True
    if progress.asking in (CONFIRM, EDIT) and (named := _named_change(turn, progress, wanted)):
        filling.take_option(turn, progress, EDIT, named)
        return True
    if progress.asking == EDIT:
        labels = [(n, labels_of(q.label)) for n, q in filling.editable(turn, progress)]
        for at, (name, label) in enumerate(labels, start=1):
            if wanted == str(at) or is_typed(wanted, label):
                filling.take_option(turn, progress, EDIT, name)
                return True
    return False


def _named_change(turn: Turn, progress: Progress, words: str) -> str | None:
    """Name the field that "changer l'adresse" wants to change."""
    if not _CHANGING.match(words):
        return None
    said = set(words.split())
    for name, question in filling.editable(turn, progress):
        if question.is_named_in(said):
            return name
    return None
