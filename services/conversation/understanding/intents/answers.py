"""Whole-message answers: yes and no, greetings, thanks and the global words.

Only exact normalised messages count, never a word inside a sentence (conversation.md, "Dialogue
engine"): "Rue du Plateau" is an address and "non, c'est 06 55…" a correction.
"""

import re
from functools import cache

from services.conversation.understanding.normalise import normalise
from services.conversation.understanding.understood import Intent
from services.conversation.understanding.vocabulary.answer_words import (
    AFTER_NO,
    AFTER_YES,
    FIRM_NO,
    FIRM_YES,
    GLOBALS,
    GREETING_WORDS,
    GREETINGS,
    NO,
    NO_WORDS,
    POLITE,
    STRONG_GREETING,
    STRONG_NO,
    STRONG_THANKS,
    STRONG_YES,
    THANKS,
    THANKS_WORDS,
    YES,
    YES_WORDS,
)

_THUMBS = {"👍": True, "✅": True, "👌": True, "🆗": True, "👎": False, "❌": False, "🙅": False}
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_BY_REQUEST = re.compile(r"\b(?:s(?:il| il) (?:vous|te|v|t) (?:plait|plai|plais)|stp|svp)\b")
_LONGEST_ANSWER = 80
_MOST_WORDS = 9


def yes_or_no(text: str) -> bool | None:
    """Read an answer in any of our languages or by thumb; None when it is neither."""
    words = _flat(text)
    if not words:
        return next((meaning for thumb, meaning in _THUMBS.items() if thumb in text), None)
    for form in _forms(words):
        if form in NO or _is_made_of(form, NO_WORDS, strong=STRONG_NO):
            return False
        if form in YES or _is_made_of(form, YES_WORDS, strong=STRONG_YES):
            return True
    return None if is_thanks(text) else _led(words)


def is_greeting(text: str) -> bool:
    """Whether the message only says hello."""
    words = _flat(text)
    is_known = any(form in GREETINGS for form in _forms(words))
    return is_known or _is_made_of(words, GREETING_WORDS, strong=STRONG_GREETING)


def is_thanks(text: str) -> bool:
    """Whether the message only says thank you; `ok merci` does."""
    words = _flat(text)
    if not words:
        return "🙏" in text
    is_known = any(form in THANKS for form in _forms(words, keep="merci"))
    return is_known or _is_made_of(words, THANKS_WORDS, strong=STRONG_THANKS)


def global_intent(text: str) -> Intent | None:
    """Recognise menu, retour, annuler, aide, humain, langue and the like as a whole message."""
    forms = _forms(_flat(text))
    return next((_by_phrase()[form] for form in forms if form in _by_phrase()), None)


def answer_intent(text: str) -> Intent | None:
    """Recognise thanks, no, yes or a greeting as a whole message."""
    if is_thanks(text):
        return Intent.THANKS
    answer = yes_or_no(text)
    if is_greeting(text) and _flat(text) not in YES:
        return Intent.GREET
    if answer is None:
        return None
    return Intent.YES if answer else Intent.NO


def _led(phrase: str) -> bool | None:
    """Read a firm first word with only small talk after it: `oui vite`, `non laisse`."""
    first, *rest = _BY_REQUEST.sub("", phrase).split()[:_MOST_WORDS] or [""]
    if not rest:
        return None
    for meaning, firm, small in ((True, FIRM_YES, AFTER_YES), (False, FIRM_NO, AFTER_NO)):
        if first in firm and small.issuperset(rest):
            return meaning
    return None


def _is_made_of(phrase: str, allowed: frozenset[str], *, strong: frozenset[str]) -> bool:
    """Whether a phrase has only words of one meaning, one of them strong: `oui allez-y`."""
    words = phrase.split()
    return (
        1 < len(words) <= _MOST_WORDS and allowed.issuperset(words) and not strong.isdisjoint(words)
    )


@cache
def _by_phrase() -> dict[str, Intent]:
    return {phrase: intent for intent, phrases in GLOBALS.items() for phrase in phrases}


def _flat(text: str) -> str:
    """Normalise a short text and undo stretching (`ouiii`); long texts are no answers."""
    if len(text) > _LONGEST_ANSWER:
        return normalise(text)
    return _STRETCHED.sub(r"\1", normalise(text))


def _forms(words: str, *, keep: str = "") -> list[str]:
    """List the message as it is, then without politeness at its ends."""
    rest = (_BY_REQUEST.sub("", words) or words).split()
    while len(rest) > 1 and rest[-1] in POLITE - {keep}:
        rest.pop()
    ended = " ".join(rest)
    while len(rest) > 1 and rest[0] in POLITE - {keep, "non"}:
        rest.pop(0)
    return list(dict.fromkeys([words, ended, " ".join(rest)]))
