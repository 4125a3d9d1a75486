"""Corrections at any step: "non, c'est 06 55…" sets that one field, whatever is being asked."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import UNSET, Flow, Heard, Values
from services.conversation.dialogue.listening import misses
from services.conversation.dialogue.listening.lone_places import ask_which_place, named_place
from services.conversation.dialogue.readers import place_in
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import normalise, understand
from shared.texts import Line, t

_CORRECTING: Final = re.compile(
    r"^(?:(?:oh|ah|eh|euh|ok|mais|oups|merde|putain|zut|mince|shit)\s+)*"
    r"(?:non|no|nope|nah|plutot|en fait|finalement|pardon"
    r"|desolee?|erreur|je me suis trompee?|attends|te|tika|correction|sorry|wait|actually|i mean"
    r"|namikosi|mbongwana|rectification)\b"
)
_NOT_THIS: Final = re.compile(
    r"^(?:non|no|nope)?[\s,]*(?:c['’]est )?(?:pas|not|it['’]s not|te|eza te)\s+[^,]+?\s*"
    r"(?:,|\bmais\b|\bbut\b|\bplutôt\b|\bkasi\b)\s*(?P<new>.+)$",
    re.IGNORECASE,
)
_CORRECTED: Final = t("✏️ C’est corrigé.")
_NOTED: Final = t("✏️ C’est noté.")


def is_correction(text: str) -> bool:
    """Whether words take something back: "non, c'est 06 55…"."""
    return _CORRECTING.match(normalise(text)) is not None


def said_in_passing(flow: Flow, current: Progress, heard: Heard) -> dict[str, Any]:
    """Collect what a sentence says of an errand, whatever is being asked."""
    return {**flow.from_slots(heard.understood), **flow.overhears(heard.at(current))}


def corrected(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Set what a correction names ("non, c'est 06 55…"), and whatever else a sentence brings."""
    flow = turn.flow_of(current)
    corrects = is_correction(heard.said.text)
    at_recap = current.asking in (filling.CONFIRM, filling.EDIT)
    values = dict(flow.from_slots(_new_part(turn, current, heard).understood))
    if not at_recap and not corrects:
        values = _beside_the_answer(flow, current, heard, values)
    values |= flow.overhears(heard.at(current))
    if not values:
        return (at_recap or corrects) and _corrected_place(turn, current, heard)
    notices: tuple[Line, ...] = ()
    if _corrects(turn, current, values):
        notices = (_CORRECTED,)
    elif _asks_the_same(flow, current, values):
        notices = (_NOTED,)  # what was said was heard all the same
    filling.set_fields(turn, current, values, *notices)
    return True


def _asks_the_same(flow: Flow, current: Progress, values: Mapping[str, Any]) -> bool:
    draft = {**current.filled, **values}
    known = {name: value for name, value in draft.items() if value is not UNSET}
    return flow.next_question(known) == current.asking


def _new_part(turn: Turn, current: Progress, heard: Heard) -> Heard:
    """Of "pas 5 mille, 8 mille" only the second half counts."""
    replaced = _NOT_THIS.match(heard.said.text.strip())
    if replaced is None:
        return heard
    words = understand(replaced["new"], flow=current.flow, country=turn.state.country)
    return replace(heard, understood=words)


def _beside_the_answer(
    flow: Flow, current: Progress, heard: Heard, values: Mapping[str, Any]
) -> dict[str, Any]:
    """Keep what an answer says of other fields, with the place that it answers as well."""
    field = str(current.asking)
    asked = flow.question(field)
    beside = {k: v for k, v in values.items() if k not in current.filled}
    is_number = not any(char.isalpha() for char in heard.said.text)
    if is_number or not set(beside) - {field, *asked.fills}:
        return {}
    place = place_in(heard.understood) if field in flow.places else None
    return {**beside, **({field: place} if place is not None and field not in beside else {})}


def _corrects(turn: Turn, current: Progress, values: Mapping[str, Any]) -> bool:
    """Whether something known changes; what cannot be picked for a change is not corrected."""
    passing = {name for name, one in turn.flow_of(current).questions() if not one.is_editable}
    new = {name for name, value in values.items() if value is not UNSET} - passing
    return any(current.filled.get(name) is not None for name in new)


def _corrected_place(turn: Turn, current: Progress, heard: Heard) -> bool:
    """A place alone may be for several fields: the last one answered, or ask once which."""
    places = turn.flow_of(current).places
    value = place_in(heard.understood)
    if value is None or not places:
        return False
    fields = _meant(turn, current, heard) or list(places)
    if (
        len(fields) > 1
        and current.answered
        and current.asking not in (filling.CONFIRM, filling.EDIT)
    ):
        fields = [one for one in fields if one == current.answered[-1]] or fields
    if len(fields) > 1:
        ask_which_place(turn, value)
    else:
        filling.set_fields(turn, current, {fields[0]: value}, _CORRECTED)
    return True


def _meant(turn: Turn, current: Progress, heard: Heard) -> list[str]:
    """Name the place that is corrected: said by its name, or by what it was until now."""
    if (named := named_place(turn, heard.said.text)) is not None:
        return [named]
    text = normalise(heard.said.text)
    old = {name: current.filled.get(name) or {} for name in turn.flow_of(current).places}
    return [name for name, place in old.items() if place and normalise(place["label"]) in text]


def take_edit(turn: Turn, current: Progress, said: Said) -> None:
    """Take an edited message as what it was an answer to; what nobody knows is asked again."""
    flow = turn.flow_of(current)
    words = understand(said.text, flow=flow.name, country=turn.state.country)
    heard = Heard(said, words, turn.state.country)
    field = current.said_in.get(said.edits)
    if field is None:
        line = t("✏️ J’ai vu votre modification. Dites-moi ce qu’il faut changer ici.")
        filling.ask_again(turn, current, line)
        return
    if field:
        read = flow.question(field).reader(heard.at(current))
        if isinstance(read, Values):
            filling.set_fields(turn, current, read.by_field, _CORRECTED)
            return
        misses.miss(turn, current, t("✏️ Je n’ai pas compris votre modification."))
        return
    values = said_in_passing(flow, current, heard)
    if values:
        filling.set_fields(turn, current, values, _CORRECTED)
        return
    filling.ask_again(turn, current, t("✏️ Je n’ai pas compris votre modification."))
