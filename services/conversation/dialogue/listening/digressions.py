"""Another errand in the middle of one: it is done, the first one is kept, and that is said."""

import re
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.listening import languages
from services.conversation.dialogue.menu import (
    ask_human,
    do_meaning,
    explain,
    show_menu,
)
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import normalise
from shared.texts import Line, t

_SWITCHING: Final = re.compile(
    r"^(?:(?:bonjour|bonsoir|salut|hello|hi|hey|mbote|svp|stp|s il vous plait|please|ok|bon) )*"
    r"(?:en fait|finalement|je veux|je voudrais|j aimerais|plutot|nalingi|i want|actually|nazali"
    r"|i would like|i d like|i wan|a wan|in fact|au fait|dis)\b"
)
_ADDRESS: Final = re.compile(
    r"^(?:la |le |l |au |a la |aux |dans |vers |chez |pres |a cote |en face |derriere |devant )*"
    r"(?:rue|avenue|av|ave|boulevard|quartier|bureau|carrefour|rond point|marche|pharmacie|ecole"
    r"|lycee|arret|immeuble|hotel|station|agence|eglise|terminus|bloc|street|road|office|market"
    r"|balabala|zando|ndako)\b"
)
_FREE_WORDS: Final = frozenset({Meaning.MARKETPLACE, Meaning.SERVICE, Meaning.COURIER})
_SAID_ANYWHERE: Final = frozenset(
    {
        Meaning.FOLLOW,
        Meaning.HISTORY,
        Meaning.HUMAN,
        Meaning.MENU,
        Meaning.HELP,
        Meaning.CANCEL,
        Meaning.LANGUAGE,
        Meaning.BECOME_DRIVER,
        Meaning.BECOME_MERCHANT,
        Meaning.BECOME_PROVIDER,
    }
)


def wants_else(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Whether the words open another errand rather than answer the question.

    What begins like an address is one where a place is asked: "Rue Annuler", "Bureau du service".
    """
    meaning = heard.understood.intent
    question = dict(turn.flow_of(current).questions()).get(str(current.asking))
    is_address = _ADDRESS.match(normalise(heard.said.text)) is not None
    if question is not None and question.wants_location and is_address:
        return False
    if meaning in _FREE_WORDS:
        return meaning != current.flow and bool(_SWITCHING.match(normalise(heard.said.text)))
    return meaning in _SAID_ANYWHERE


def turns_to_shopping(current: Progress, heard: Heard) -> bool:
    """Whether "en fait je veux commander…" is another errand, and no correction of this one."""
    is_other = heard.understood.intent in _FREE_WORDS - {Meaning.COURIER}
    is_said = _SWITCHING.match(normalise(heard.said.text)) is not None
    return is_said and is_other and heard.understood.intent != current.flow


def digress(turn: Turn, current: Progress, heard: Heard) -> bool:
    """Do another errand, keep this one under it, and say so."""
    match heard.understood.intent:
        case Meaning.MENU:
            show_menu(turn, *kept_line(turn))
        case Meaning.CANCEL:
            filling.cancel(turn)
        case Meaning.LANGUAGE:
            languages.choose(turn, heard.said.text)
        case Meaning.SERVICE | Meaning.BECOME_PROVIDER:
            title = turn.flow_of(current).title
            kept = t("Ce service n’est pas encore ouvert ici. On continue : *{title}*", title=title)
            filling.ask_again(turn, current, kept)
        case _:
            return begin(turn, heard, above=current) or do_at_once(turn, heard)
    return True


def kept_line(turn: Turn) -> tuple[Line, ...]:
    """Say that the draft at hand is kept, and how to come back to it."""
    current = turn.state.current
    if current is None or turn.flow_of(current).is_fleeting:
        return ()
    title = turn.flow_of(current).title
    return (
        t("📝 Votre brouillon est gardé : *{title}*. Pour y revenir : *continuer*.", title=title),
    )


def begin(turn: Turn, heard: Heard, *, above: Progress | None = None) -> bool:
    """Begin the errand that a sentence asks for; say whether it asks for one."""
    meaning = heard.understood.intent
    for flow in turn.book.flows_of(turn.state.roles):
        if meaning in flow.starts_on and (above is None or flow.name != above.flow):
            notices = filling.kept_below(turn, above) if above is not None else ()
            filled = {**flow.from_slots(heard.understood), **flow.overhears(heard)}
            begun = next((one for one in turn.state.stack if one.flow == flow.name), None)
            if begun is not None and not filled:
                filling.take_up(turn, begun)
                return True
            filling.start(turn, flow.name, filled=filled, notices=notices)
            return True
    return False


def do_at_once(turn: Turn, heard: Heard) -> bool:
    """Do what takes no form; say whether it was such a thing."""
    match heard.understood.intent:
        case Meaning.HUMAN | Meaning.SUPPORT:
            ask_human(turn)
        case Meaning.HELP:
            explain(turn)
        case Meaning.LANGUAGE:
            languages.choose(turn, heard.said.text)
        case meaning:
            return do_meaning(turn, meaning, heard.understood)
    return True
