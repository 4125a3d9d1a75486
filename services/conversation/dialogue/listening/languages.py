"""Which language a person is spoken to: heard in the first messages, chosen at any time."""

from typing import Final

from services.conversation.dialogue import filling
from services.conversation.dialogue.menu import show_menu
from services.conversation.dialogue.replies import Option
from services.conversation.dialogue.turn import Turn
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood, normalise
from shared.texts import as_is, t
from shared.values.language import Language

HEARD_IN: Final = 3
"""So many texts at the beginning tell the language."""
_SENTENCE: Final = 3
_LONG_ANSWER: Final = 5
"""An address or a dish is in nobody's language; a sentence in the middle of an errand is."""
_NAMES: Final[dict[str, Language]] = {
    **dict.fromkeys(("francais", "french", "falanse", "lifalanse"), Language.FRENCH),
    **dict.fromkeys(("lingala", "ngala"), Language.LINGALA),
    **dict.fromkeys(("english", "anglais", "angele", "lingelesa", "pidgin"), Language.ENGLISH),
}
_HINTS: Final = {
    Language.FRENCH: t("🌍 Je continue en français. _English? Lingala? → *langue*_"),
    Language.LINGALA: t("🌍 Nakoloba lingala. _Français ? English? → *langue*_"),
    Language.ENGLISH: t("🌍 I continue in English. _Français ? Lingala ? → *language*_"),
}


def named_in(text: str) -> Language | None:
    """Name the language that a text asks for: "en anglais stp"."""
    words = normalise(text).split()
    return next((_NAMES[word] for word in words if word in _NAMES), None)


def choose(turn: Turn, text: str) -> None:
    """Speak the language that a text names, or ask which."""
    language = named_in(text)
    if language is None:
        offer(turn)
    else:
        speak(turn, language)


def offer(turn: Turn) -> None:
    """Ask which language."""
    turn.say(
        t("🌍 *Quelle langue ?*"),
        options=[Option(f"lang:{one}", as_is(one.own_name)) for one in Language],
    )


def speak(turn: Turn, language: Language) -> None:
    """Speak this language from now on, and go on where we were."""
    turn.state.language = language
    turn.state.has_chosen_language = True
    done = t("🌍 D’accord, on parle français.")
    if turn.state.current is None:
        show_menu(turn, done, t("Que puis-je faire pour vous ?"))
    else:
        filling.ask_again(turn, turn.state.current, done)


def overhear(turn: Turn, text: str, understood: Understood) -> None:
    """Follow the language of somebody's first messages, and say how to change it."""
    state = turn.state
    state.texts_heard += 1
    if state.has_chosen_language or state.texts_heard > HEARD_IN:
        return
    enough = _SENTENCE if state.current is None else _LONG_ANSWER
    is_sentence = len(normalise(text).split()) >= enough
    spoken = Language(understood.lang)
    is_hello = understood.intent is Meaning.GREET and spoken is Language.ENGLISH
    if spoken is not state.language and (is_sentence or is_hello):
        state.language = spoken
        turn.preface.append(_HINTS[spoken])
