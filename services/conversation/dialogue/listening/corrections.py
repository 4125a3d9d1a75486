"""Corrections at any step: "non, c'est 06 55…" sets that one field, whatever is being asked."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import UNSET, Flow, Heard, Values
from services.conversation.dialogue.listening import misses
from services.conversation.dialogue.listening.lone_places import ask_which_place
from services.conversation.dialogue.readers import place_in
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import normalise, understand
from shared.texts import Line, t

_CORRECTING: Final = re.compile(
    r"^(non|no|nope|nah|plutot|en fait|pardon|desole|erreur|je me suis trompe|attends|te|tika"
    r"|correction|sorry|wait|actually|i mean|namikosi|mbongwana|rectification)\b"
)
_CORRECTED: Final = t("✏️ C’est corrigé.")
_NOTED: Final = t("✏️ C’est noté.")


def said_in_passing(flow: Flow, current: Progress, heard: Heard) -> dict[str, Any]:
    """Collect what a sentence says of an errand, whatever is being asked."""
    return {**flow.from_slots(heard.understood), **flow.overhears(heard.at(current))}


def corrected(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Set what a correction names ("non, c'est 06 55…"), and whatever else a sentence brings."""
    values = dict(turn.flow_of(current).from_slots(heard.understood))
    is_correction = _CORRECTING.match(normalise(heard.said.text)) is not None
    at_recap = current.asking in (filling.CONFIRM, filling.EDIT)
    if not at_recap and not is_correction:
        values = {k: v for k, v in values.items() if k not in current.filled}
        asked = turn.flow_of(current).question(str(current.asking))
        if not set(values) - {str(current.asking), *asked.fills}:
            values = {}
    values |= turn.flow_of(current).overhears(heard.at(current))
    if not values:
        return (at_recap or is_correction) and _corrected_place(turn, current, heard)
    notices: tuple[Line, ...] = ()
    if _corrects(turn, current, values):
        notices = (_CORRECTED,)
    elif not at_recap and _is_aside(turn, current, values):
        notices = (_NOTED,)
    filling.set_fields(turn, current, values, *notices)
    return True


def _is_aside(turn: Turn, current: Progress, values: Mapping[str, Any]) -> bool:
    """Whether something is set that no question asks, so that nothing shown next tells it."""
    offered = {name for name, one in turn.flow_of(current).questions() if one.is_offered_only}
    return any(values.get(name) not in (None, UNSET) for name in offered)


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
    fields = list(places)
    if current.answered and current.asking not in (filling.CONFIRM, filling.EDIT):
        fields = [one for one in fields if one == current.answered[-1]] or fields
    if len(fields) > 1:
        ask_which_place(turn, value)
    else:
        filling.set_fields(turn, current, {fields[0]: value}, _CORRECTED)
    return True


def take_edit(turn: Turn, current: Progress, said: Said) -> None:
    """Take an edited message as what it was an answer to; what nobody knows is asked again."""
    flow = turn.flow_of(current)
    words = understand(said.text, flow=flow.name, country=turn.state.country)
    heard = Heard(said, words, turn.state.country)
    field = current.said_in.get(said.edits)
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
