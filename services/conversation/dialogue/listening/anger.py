"""Anger: one calm line and a person, never an answer that quotes it, never kept as a place."""

import re
from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.menu import show_menu
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import normalise
from shared.texts import t

_LONGEST: Final = 12
_ANGRY: Final = re.compile(
    r"\b(?:merde|putain|encules?|connards?|connasse|salauds?|imbeciles?|idiots?|nuls|nulle|nulles"
    r"|voleurs?|escrocs?|arnaqueurs?|arnaque|bandits?|foutez|foutre|foutaises?|bordel|ta gueule"
    r"|incapables?|bozoba|zoba|bayibi|moyibi|fuck|fucking|shit|bullshit|stupid|useless|idiot"
    r"|scam|scammers?|thieves|rubbish|nonsense|mumu|fache|fachee|enerve|enervee|en colere"
    r"|marre|honte|angry|fed up)\b"
    r"|^(?:(?:vous|tu|c|ce|ca|cette|votre) (?:etes|es|est|service|app|truc|bot) )?(?:est )?nul$"
)
_MAY_BE: Final = frozenset({Meaning.UNKNOWN, Meaning.THANKS, Meaning.NO})


def is_angry(heard: Heard) -> bool:
    """Whether a short message only vents; one that also says what is wanted is read as usual."""
    words = normalise(heard.said.text)
    vents = heard.understood.intent in _MAY_BE and not heard.understood.slots
    return vents and len(words.split()) <= _LONGEST and _ANGRY.search(words) is not None


def calm(turn: Turn) -> None:
    """Say sorry, keep the draft and the question, and offer a person."""
    line = t("😔 Je comprends, et je suis désolé. Un conseiller peut s’en occuper tout de suite.")
    current = turn.state.current
    if current is None:
        show_menu(turn, line, offers_human=True)
    else:
        current.misses += 1
        filling.ask_differently(turn, current, line, offers_human=True)
