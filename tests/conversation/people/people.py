"""People who speak a language, at the points where things go wrong; nothing here checks anything.

Buttons are found by what they do, not by their label, so that the same transcript serves the
three languages.
"""

from typing import Any, Final

import pytest

from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from shared.contracts.orders.calls import CREATE_MISSION
from shared.values.language import Language
from tests.support.talk import Talk, choices

SENTENCE: Final = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
BEGIN: Final = {
    Language.FRENCH: "envoyer un colis",
    Language.ENGLISH: "send a parcel",
    Language.LINGALA: "tinda colis",
}
FR, EN, LN = Language.FRENCH, Language.ENGLISH, Language.LINGALA
in_every_language = pytest.mark.parametrize("language", list(Language))


def speaking(language: Language, *words: str) -> Talk:
    """Somebody who chose a language, and has written this already."""
    state = State(is_welcomed=True, language=language, has_chosen_language=True)
    return said(Talk(state=state), *words)


def said(talk: Talk, *words: str) -> Talk:
    for one in words:
        talk.text(one)
    return talk


def at_drop_off(language: Language = FR) -> Talk:
    """Asked where the parcel goes."""
    return speaking(language, BEGIN[language], "Moungali")


def at_read_back(language: Language = FR) -> Talk:
    return speaking(language, SENTENCE)


def button(talk: Talk, does: str) -> dict[str, Any]:
    """What touching the newest button that does this sends."""
    for content in reversed(talk.shown):
        for option, title in choices(content):
            if option == does or option.endswith(f":{does}"):
                return {"kind": Kind.TAP, "tapped": option, "text": title}
    raise AssertionError(f"nothing does {does!r}")


def touch(talk: Talk, does: str) -> str:
    return talk.say(**button(talk, does))


def filled(talk: Talk, *, at: int = -1) -> dict[str, Any]:
    """What a draft knows; places by their names."""
    draft = talk.state.stack[at].filled.items()
    return {k: v.get("label") if isinstance(v, dict) else v for k, v in draft if v is not None}


def flows(talk: Talk) -> list[str]:
    return [one.flow for one in talk.state.stack]


def asking(talk: Talk) -> str | None:
    return talk.state.stack[-1].asking if talk.state.stack else None


def offers(talk: Talk) -> list[str]:
    """What the buttons and rows of the newest message do."""
    return [option for option, _ in choices(talk.shown[-1])]


def ordered(talk: Talk) -> int:
    """How often a mission was asked for."""
    return [one.ask for one in talk.asked].count(CREATE_MISSION.name)
