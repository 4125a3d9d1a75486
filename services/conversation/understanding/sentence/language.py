"""Which of our languages a message is written in; code-mixing goes to the language of its verbs."""

from collections.abc import Sequence

from services.conversation.understanding import vocabulary
from services.conversation.understanding.understood import Lang

_LINGALA = vocabulary.words("languages", "ln")
_ENGLISH = vocabulary.words("languages", "en")
_FRENCH = vocabulary.words("languages", "fr")
_SHARED = vocabulary.words("languages", "shared")
"""Words of more than one language count for half."""


def detect_language(words: Sequence[str], *, default: Lang = Lang.FRENCH) -> Lang:
    """Name the language most words belong to; `default` when nothing tells."""
    scores = {
        Lang.LINGALA: _score(words, _LINGALA) * 1.5,
        Lang.ENGLISH: _score(words, _ENGLISH),
        Lang.FRENCH: _score(words, _FRENCH),
    }
    best = max(scores, key=lambda lang: scores[lang])
    return best if scores[best] > scores.get(default, 0) else default


def _score(words: Sequence[str], vocabulary: frozenset[str]) -> float:
    return sum(0.5 if word in _SHARED else 1.0 for word in words if word in vocabulary)
