"""Free text: global words first, then answers, corrections, other errands, and at last a miss."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue import errands, filling
from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.intents import Ask
from services.conversation.dialogue.replies import Option, t
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.dialogue.words import Word, global_word
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import (
    SlotName,
    Understood,
    normalise,
    understand,
    yes_or_no,
)

MAX_TEXT: Final = 1_000
_SWITCHING: Final = re.compile(
    r"^(en fait|finalement|je veux|je voudrais|j aimerais|plutot|nalingi|i want)\b"
)
_CORRECTING: Final = re.compile(
    r"^(non|no|plutot|en fait|pardon|desole|erreur|je me suis trompe|attends|te|correction)\b"
)
_END: Final = re.compile(r"\b(depart|arrivee)\b")
_FREE_WORDS: Final = frozenset({Meaning.MARKETPLACE, Meaning.SERVICE, Meaning.COURIER})
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
    if turn.state.unplaced is not None and (end := _END.search(normalise(text))):
        place_unplaced(turn, "pickup" if end[0].startswith("dep") else "dropoff")
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
            errands.menu(turn, *_kept(turn))
        case Word.HELP:
            errands.explain(turn)
        case Word.HUMAN:
            errands.human(turn)
        case Word.FOLLOW:
            errands.follow(turn)
        case Word.BACK if current is not None:
            filling.back(turn, current)
        case Word.CANCEL if current is not None and current.awaiting is None:
            filling.cancel(turn)
        case Word.CANCEL if current is not None:
            filling.ask_again(turn, current)
        case Word.CANCEL:
            errands.follow(turn)
        case _:
            errands.menu(turn)


def _kept(turn: Turn) -> tuple[Any, ...]:
    if turn.state.current is None:
        return ()
    return (t("📝 Votre brouillon est gardé : écrivez *statut* ou répondez pour continuer."),)


def _repeat(turn: Turn) -> None:
    empty = t("Votre message est vide. 🙂")
    if turn.state.current is None:
        errands.menu(turn, empty, t("Que puis-je faire pour vous ?"))
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
    if filling.answer_confirmation(turn, current, text) or _corrected(turn, current, heard):
        return
    if heard.understood.intent in _CHAT:
        filling.ask_again(turn, current)
        return
    if _wants_else(current, heard) and _digress(turn, current, heard.understood):
        return
    if filling.read_answer(turn, current, heard):
        return
    if _digress(turn, current, heard.understood):
        return
    filling.missed(turn, current, heard)


def _while_waiting(turn: Turn, current: Progress, heard: Heard) -> None:
    """A service is still answering: a correction counts, anything else is told to wait."""
    is_priced = current.awaiting is not None and current.awaiting.startswith(Ask.QUOTE)
    values = turn.flow_of(current).from_slots(heard.understood) if is_priced else {}
    if values:
        filling.set_fields(turn, current, values)
    elif not _digress(turn, current, heard.understood):
        filling.ask_again(turn, current)


def _corrected(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Set what a correction names ("non, c'est 06 55…"), and whatever else a sentence brings."""
    values = dict(turn.flow_of(current).from_slots(heard.understood))
    is_correction = _CORRECTING.match(normalise(heard.said.text)) is not None
    at_recap = current.asking in (filling.CONFIRM, filling.EDIT)
    if not at_recap and not is_correction:
        values = {k: v for k, v in values.items() if k not in current.filled}
        asked = turn.flow_of(current).question(str(current.asking))
        if not set(values) - {str(current.asking), *asked.fills}:
            return False
    if not values:
        return (at_recap or is_correction) and _corrected_place(turn, current, heard)
    changed = any(current.filled.get(name) is not None for name in values)
    notices = (t("✏️ C’est corrigé."),) if changed else ()
    filling.set_fields(turn, current, values, *notices)
    return True


def _corrected_place(turn: Turn, current: Progress, heard: Heard) -> bool:
    """A place alone may be either end: ask once which."""
    value = turn.flow_of(current).place_in(heard.understood)
    if value is None:
        return False
    if current.answered and current.asking not in (filling.CONFIRM, filling.EDIT):
        last = current.answered[-1]
        if last in ("pickup", "dropoff"):
            filling.set_fields(turn, current, {last: value}, t("✏️ C’est corrigé."))
            return True
    ask_which_end(turn, value)
    return True


def _wants_else(current: Progress, heard: Heard) -> bool:
    """Whether the words open another errand rather than answer the question."""
    meaning = heard.understood.intent
    if meaning in _FREE_WORDS:
        return meaning != current.flow and bool(_SWITCHING.match(normalise(heard.said.text)))
    return meaning in (Meaning.FOLLOW, Meaning.HISTORY, Meaning.HUMAN, Meaning.MENU, Meaning.HELP)


def _digress(turn: Turn, current: Progress, understood: Understood) -> bool:
    """Do another errand, keep this one under it, and say so."""
    match understood.intent:
        case Meaning.MENU:
            errands.menu(turn, *_kept(turn))
        case Meaning.CANCEL:
            filling.cancel(turn)
        case Meaning.MARKETPLACE | Meaning.SERVICE | Meaning.STOCK:
            kept = t("Ce service n’est pas encore ouvert ici. Votre envoi est gardé :")
            filling.ask_again(turn, current, kept)
        case _:
            return _do_at_once(turn, understood)
    return True


def _do_at_once(turn: Turn, understood: Understood) -> bool:
    """Do what takes no form; say whether it was such a thing."""
    match understood.intent:
        case Meaning.FOLLOW | Meaning.HISTORY:
            errands.follow(turn, _reference(understood))
        case Meaning.HUMAN | Meaning.SUPPORT:
            errands.human(turn)
        case Meaning.HELP:
            errands.explain(turn)
        case Meaning.DRIVER_ON | Meaning.DRIVER_OFF | Meaning.DRIVER_JOBS:
            _driver(turn, understood.intent)
        case _:
            return False
    return True


def start_or_answer(turn: Turn, heard: Heard) -> None:
    """Outside any errand: start one, or do what takes no form."""
    understood = heard.understood
    for name, flow in turn.flows.items():
        if understood.intent in flow.starts_on:
            filling.start(turn, name, filled=flow.from_slots(understood))
            return
    match understood.intent:
        case Meaning.CANCEL:
            errands.follow(turn)
        case Meaning.MARKETPLACE | Meaning.SERVICE | Meaning.STOCK:
            errands.soon(turn)
        case Meaning.THANKS:
            turn.say(t("🙏 Avec plaisir !"))
        case Meaning.LANGUAGE:
            turn.say(t("🇫🇷 Je parle français pour le moment."))
        case Meaning.GREET | Meaning.MENU | Meaning.YES | Meaning.NO | Meaning.BACK:
            errands.menu(turn)
        case Meaning.UNKNOWN:
            _unknown(turn, heard)
        case _:
            if not _do_at_once(turn, understood):
                errands.soon(turn)


def _unknown(turn: Turn, heard: Heard) -> None:
    """A place without words is the start of a delivery; the rest is honestly not understood."""
    for flow in turn.flows.values():
        value = flow.place_in(heard.understood) if heard.said.place is None else None
        if heard.said.place is not None:
            value = heard.said.place.model_dump()
        if value is not None:
            ask_which_end(turn, value)
            return
    errands.menu(
        turn,
        t("🤔 Je n’ai pas compris."),
        t("Dites par exemple : _Envoyer un colis de Moungali à Talangaï_."),
    )


def ask_which_end(turn: Turn, value: Mapping[str, Any]) -> None:
    """Ask, once, whether a place is where the parcel starts or where it goes."""
    turn.state.unplaced = dict(value)
    turn.say(
        t("📍 *{place}*, c’est le départ ou l’arrivée du colis ?", place=value["label"]),
        options=(
            Option("place:pickup", t("📍 Le départ")),
            Option("place:dropoff", t("🏁 L’arrivée")),
        ),
    )


def place_unplaced(turn: Turn, field: str) -> None:
    """Put the place where the person said it belongs."""
    value, turn.state.unplaced = turn.state.unplaced, None
    current = turn.state.current
    if field not in ("pickup", "dropoff") or value is None:
        errands.menu(turn)
    elif current is None:
        filling.start(turn, "courier", filled={field: value})
    else:
        filling.set_fields(turn, current, {field: value}, t("✏️ C’est noté."))


def _driver(turn: Turn, meaning: Meaning) -> None:
    if meaning is Meaning.DRIVER_JOBS:
        turn.ask(Ask.SHOW_DRIVER, {})
    else:
        turn.ask(Ask.SET_DUTY, {"is_on_duty": meaning is Meaning.DRIVER_ON})


def _reference(understood: Understood) -> str | None:
    value = understood.slots.get(SlotName.REFERENCE)
    return str(value) if value else None
