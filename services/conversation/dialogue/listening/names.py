"""What a person wants to be called: said at any moment outside an errand."""

import re
from typing import Final

from services.conversation.dialogue.menu import show_menu
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import normalise
from shared.texts import t

_LONGEST: Final = 60
_NO_NAMES: Final = frozenset(
    {"pareil", "stp", "svp", "te", "mpe", "aussi", "bien", "encore", "plus", "tard", "demain"}
    | {"vite", "quand", "qui", "quoi", "comment", "pas", "non", "oui", "back", "later", "now"}
    | {"please", "quelqu", "un", "une", "le", "la", "les", "you", "me", "us"}
)
_CALLED: Final = re.compile(
    r"^\s*(?:moi c['’]est|je m['’]appell?e?s?|appelez[- ]moi|appelle[- ]moi|mon nom est|my name is"
    r"|i am called|call me|nkombo na ngai(?: ezali)?)\s+"
    r"(?P<name>[^\W\d_][\w'’ .-]{1,59})\s*[.!]?\s*$",
    re.IGNORECASE,
)


def takes_name(turn: Turn, text: str) -> bool:
    """Remember the name that somebody gives; say whether this was one."""
    found = _CALLED.match(text)
    if found is None or len(found["name"].split()) > 4:
        return False
    if not _NO_NAMES.isdisjoint(normalise(found["name"]).split()):
        return False
    name = " ".join(found["name"].split())[:_LONGEST]
    turn.state.chosen_name = name if name != name.lower() else name.title()
    turn.state.name = turn.state.chosen_name
    show_menu(
        turn,
        t("🤝 Enchanté, {name} !", name=turn.state.name),
        t("Que puis-je faire pour vous ?"),
    )
    return True
