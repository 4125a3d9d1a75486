"""Anger: one calm line and a person, never an answer that quotes it, never kept as a place."""

import re
from typing import Final

from services.conversation.dialogue.forms import Heard
from services.conversation.dialogue.listening import misses
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
_MAY_BE: Final = frozenset(
    {
        Meaning.UNKNOWN,
        Meaning.THANKS,
        Meaning.NO,
        Meaning.HELP,
        Meaning.GREET,
        Meaning.MENU,
        Meaning.BACK,
    }
)
# What an insult is wrapped in. Where any words are an answer ("un roman, L’Idiot"), only a message
# of nothing else vents.
_WRAPPING: Final = frozenset(
    """
    vous tu etes es est sont suis je j ai en c ce ca cette cet votre vos ton ta tes le
    la les un une des de du d bande tous toutes trop tres vraiment si meme mais non
    alors bon mon ma dieu quoi n importe service app appli bot truc robot gueule y a
    rien pas ne marche you are is this that it the an your so very really of bunch off
    damn all and et o na ya bino yo boza oza eza ozali bozali mpenza
    """.split()  # noqa: SIM905 - read as prose
)


def is_angry(turn: Turn, heard: Heard) -> bool:
    """Whether a short message only vents; one that also says what is wanted is read as usual."""
    words = normalise(heard.said.text)
    vents = heard.understood.intent in _MAY_BE and not heard.understood.slots
    if not vents or len(words.split()) > _LONGEST or _ANGRY.search(words) is None:
        return False
    rest = _ANGRY.sub(" ", words).split()
    return not _takes_any_words(turn) or _WRAPPING.issuperset(rest)


def _takes_any_words(turn: Turn) -> bool:
    current = turn.state.current
    if current is None:
        return False
    question = dict(turn.flow_of(current).questions()).get(str(current.asking))
    return question is not None and not question.wants_location


def calm(turn: Turn) -> None:
    """Say sorry, keep the draft and the question, and offer a person."""
    line = t("😔 Je comprends, et je suis désolé. Un conseiller peut s’en occuper tout de suite.")
    current = turn.state.current
    if current is None:
        show_menu(turn, line, offers_human=True)
    else:
        current.misses = max(current.misses, misses.BEFORE_HUMAN - 1)
        misses.miss(turn, current, line)
