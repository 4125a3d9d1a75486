"""Free text: global words first, then answers, corrections, other errands, and at last a miss."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue import answering, filling
from services.conversation.dialogue.forms import UNSET, Flow, Heard
from services.conversation.dialogue.menu import (
    ask_human,
    do_meaning,
    do_word,
    explain,
    not_yet,
    show_menu,
)
from services.conversation.dialogue.readers import place_in
from services.conversation.dialogue.replies import Option
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.dialogue.wording import labels_of
from services.conversation.dialogue.words import Word, global_word
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import (
    Understood,
    normalise,
    understand,
    yes_or_no,
)
from shared.texts import Line, t

MAX_TEXT: Final = 1_000
_SWITCHING: Final = re.compile(
    r"^(en fait|finalement|je veux|je voudrais|j aimerais|plutot|nalingi|i want)\b"
)
_CORRECTING: Final = re.compile(
    r"^(non|no|plutot|en fait|pardon|desole|erreur|je me suis trompe|attends|te|correction)\b"
)
_GOING_ON: Final = frozenset({"continuer", "on continue", "continue", "reprendre", "on reprend"})
_FREE_WORDS: Final = frozenset({Meaning.MARKETPLACE, Meaning.SERVICE, Meaning.COURIER})
_SAID_ANYWHERE: Final = frozenset(
    {Meaning.FOLLOW, Meaning.HISTORY, Meaning.HUMAN, Meaning.MENU, Meaning.HELP, Meaning.CANCEL}
)
_CHAT: Final = frozenset({Meaning.GREET, Meaning.THANKS})


def on_text(turn: Turn, said: Said) -> None:
    """Take a text of any length and sense."""
    text = said.text.strip()
    if len(text) > MAX_TEXT:
        _ask_shorter(turn)
        return
    if (word := global_word(text)) is not None:
        turn.state.waits_for_resume = False
        _on_word(turn, word)
        return
    if not text:
        _repeat(turn)
        return
    if turn.state.unplaced is not None and (field := _named_place(turn, text)) is not None:
        place_unplaced(turn, field)
        return
    current = turn.state.current
    flow = current.flow if current else None
    words = understand(text, flow=flow, country=turn.state.country)
    heard = Heard(said, words, turn.state.country)
    if turn.state.waits_for_resume and _answered_resume(turn, text):
        return
    if current is None:
        start_or_answer(turn, heard)
    else:
        _in_flow(turn, current, heard)


def _answered_resume(turn: Turn, text: str) -> bool:
    turn.state.waits_for_resume = False
    says = {"1": True, "2": False, "continuer": True, "recommencer": False}.get(
        normalise(text), yes_or_no(text)
    )
    if says is None or turn.state.current is None:
        return False
    if says:
        filling.ask_again(turn, turn.state.current)
    else:
        current = turn.state.stack.pop()
        filling.start(turn, current.flow, filled={})
    return True


def _on_word(turn: Turn, word: Word) -> None:
    current = turn.state.current
    match word:
        case Word.MENU:
            show_menu(turn, *_kept(turn))
        case Word.HELP:
            explain(turn)
        case Word.HUMAN:
            ask_human(turn)
        case Word.FOLLOW:
            do_meaning(turn, Meaning.FOLLOW)
        case Word.BACK if current is not None:
            filling.back(turn, current)
        case Word.CANCEL if current is not None and current.awaiting is None:
            filling.cancel(turn)
        case Word.CANCEL if current is not None:
            filling.ask_again(turn, current)
        case Word.CANCEL:
            do_meaning(turn, Meaning.CANCEL)
        case _:
            show_menu(turn)


def _kept(turn: Turn) -> tuple[Any, ...]:
    current = turn.state.current
    if current is None or turn.flow_of(current).is_fleeting:
        return ()
    title = turn.flow_of(current).title
    return (
        t("📝 Votre brouillon est gardé : *{title}*. Pour y revenir : *continuer*.", title=title),
    )


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


def _in_flow(turn: Turn, current: Progress, heard: Heard) -> None:
    if current.asking is None:
        _while_waiting(turn, current, heard)
        return
    text = heard.said.text
    if _took_what_is_offered(turn, current, text) or _corrected(turn, current, heard):
        return
    if heard.understood.intent in _CHAT or normalise(text) in _GOING_ON:
        filling.ask_again(turn, current)
        return
    if _wants_else(current, heard) and _digress(turn, current, heard):
        return
    if answering.read_answer(turn, current, heard):
        return
    if do_word(turn, text) or _digress(turn, current, heard):
        return
    answering.missed(turn, current, heard)


def _took_what_is_offered(turn: Turn, current: Progress, text: str) -> bool:
    """What is offered is meant first: "moto" is a vehicle here, a person in Lingala elsewhere."""
    return answering.answer_confirmation(turn, current, text) or answering.take_choice(
        turn, current, text
    )


def _while_waiting(turn: Turn, current: Progress, heard: Heard) -> None:
    """A service still answers: a correction counts before the command, the rest is told to wait."""
    flow = turn.flow_of(current)
    is_command = current.awaiting is not None and flow.ends_with.name in current.awaiting
    values = {} if is_command else _said_in_passing(flow, current, heard)
    if values:
        filling.set_fields(turn, current, values)
    elif not _digress(turn, current, heard):
        filling.ask_again(turn, current)


def _said_in_passing(flow: Flow, current: Progress, heard: Heard) -> dict[str, Any]:
    overheard = flow.overhears(answering.with_draft(heard, current))
    return {**flow.from_slots(heard.understood), **overheard}


def _corrected(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Set what a correction names ("non, c'est 06 55…"), and whatever else a sentence brings."""
    values = dict(turn.flow_of(current).from_slots(heard.understood))
    is_correction = _CORRECTING.match(normalise(heard.said.text)) is not None
    at_recap = current.asking in (filling.CONFIRM, filling.EDIT)
    if not at_recap and not is_correction:
        values = {k: v for k, v in values.items() if k not in current.filled}
        asked = turn.flow_of(current).question(str(current.asking))
        if not set(values) - {str(current.asking), *asked.fills}:
            values = {}
    values |= turn.flow_of(current).overhears(answering.with_draft(heard, current))
    if not values:
        return (at_recap or is_correction) and _corrected_place(turn, current, heard)
    notices: tuple[Line, ...] = ()
    if _corrects(turn, current, values):
        notices = (t("✏️ C’est corrigé."),)
    elif not at_recap and _is_aside(turn, current, values):
        notices = (t("✏️ C’est noté."),)
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
        filling.set_fields(turn, current, {fields[0]: value}, t("✏️ C’est corrigé."))
    return True


def _wants_else(current: Progress, heard: Heard) -> bool:
    """Whether the words open another errand rather than answer the question."""
    meaning = heard.understood.intent
    if meaning in _FREE_WORDS:
        return meaning != current.flow and bool(_SWITCHING.match(normalise(heard.said.text)))
    return meaning in _SAID_ANYWHERE


def _digress(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Do another errand, keep this one under it, and say so."""
    match heard.understood.intent:
        case Meaning.MENU:
            show_menu(turn, *_kept(turn))
        case Meaning.CANCEL:
            filling.cancel(turn)
        case Meaning.SERVICE | Meaning.BECOME_PROVIDER:
            title = turn.flow_of(current).title
            kept = t("Ce service n’est pas encore ouvert ici. On continue : *{title}*", title=title)
            filling.ask_again(turn, current, kept)
        case _:
            return _begin(turn, heard, above=current) or _do_at_once(turn, heard.understood)
    return True


def _begin(turn: Turn, heard: Heard, *, above: Progress | None = None) -> bool:
    """Begin the errand that a sentence asks for; say whether it asks for one."""
    meaning = heard.understood.intent
    for flow in turn.book.flows_of(turn.state.roles):
        if meaning in flow.starts_on and (above is None or flow.name != above.flow):
            notices = _kept_below(turn, above) if above is not None else ()
            filled = {**flow.from_slots(heard.understood), **flow.overhears(heard)}
            filling.start(turn, flow.name, filled=filled, notices=notices)
            return True
    return False


def _kept_below(turn: Turn, progress: Progress) -> tuple[Line, ...]:
    flow = turn.flow_of(progress)
    if flow.is_fleeting:
        return ()
    return (t("📝 Je garde votre brouillon : *{title}*.", title=flow.title),)


def _do_at_once(turn: Turn, understood: Understood) -> bool:
    """Do what takes no form; say whether it was such a thing."""
    match understood.intent:
        case Meaning.HUMAN | Meaning.SUPPORT:
            ask_human(turn)
        case Meaning.HELP:
            explain(turn)
        case meaning:
            return do_meaning(turn, meaning, understood)
    return True


def start_or_answer(turn: Turn, heard: Heard) -> None:
    """Outside any errand: start one, or do what takes no form."""
    understood = heard.understood
    if do_word(turn, heard.said.text) or _begin(turn, heard):
        return
    match understood.intent:
        case Meaning.CANCEL:
            do_meaning(turn, Meaning.CANCEL)
        case Meaning.THANKS:
            turn.say(t("🙏 Avec plaisir !"))
        case Meaning.LANGUAGE:
            turn.say(t("🇫🇷 Je parle français pour le moment."))
        case Meaning.GREET | Meaning.MENU | Meaning.YES | Meaning.NO | Meaning.BACK:
            show_menu(turn)
        case Meaning.UNKNOWN:
            _unknown(turn, heard)
        case _:
            if not _do_at_once(turn, understood):
                not_yet(turn)


def _unknown(turn: Turn, heard: Heard) -> None:
    """A place without words begins a delivery; the rest is honestly not understood."""
    shared = heard.said.place
    value = shared.model_dump() if shared is not None else place_in(heard.understood)
    if value is not None and _flow_of_a_place(turn) is not None:
        ask_which_place(turn, value)
        return
    show_menu(
        turn,
        t("🤔 Je n’ai pas compris."),
        t("Dites par exemple : _Envoyer un colis de Moungali à Talangaï_."),
    )


def _flow_of_a_place(turn: Turn) -> Flow | None:
    """The errand at hand, or else the first of the menu that goes somewhere."""
    if turn.state.current is not None:
        return turn.flow_of(turn.state.current)
    flows = turn.book.flows_of(turn.state.roles)
    return next((one for one in flows if one.places and one.menu_rank is not None), None)


def ask_which_place(turn: Turn, value: Mapping[str, Any]) -> None:
    """Ask, once, what a place is: where the parcel starts, or where it goes."""
    flow = _flow_of_a_place(turn)
    if flow is None:
        return
    turn.state.unplaced = dict(value)
    turn.say(
        flow.which_place.about(place=value["label"]),
        options=tuple(Option(f"place:{field}", label) for field, label in flow.places.items()),
    )


def _named_place(turn: Turn, text: str) -> str | None:
    """Tell which place a typed answer names by its last word: "l’arrivée"."""
    flow = _flow_of_a_place(turn)
    words = set(normalise(text).split())
    places = flow.places.items() if flow is not None else ()
    for field, label in places:
        if any(one.split()[-1] in words for one in labels_of(label)):
            return field
    return None


def place_unplaced(turn: Turn, field: str) -> None:
    """Put the place where the person said it belongs."""
    value, turn.state.unplaced = turn.state.unplaced, None
    current, flow = turn.state.current, _flow_of_a_place(turn)
    if flow is None or field not in flow.places or value is None:
        show_menu(turn)
    elif current is None:
        filling.start(turn, flow.name, filled={field: value})
    else:
        filling.set_fields(turn, current, {field: value}, t("✏️ C’est noté."))
