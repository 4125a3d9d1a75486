"""What the learned intents look at in a sentence: words, neighbours, pieces of words and ideas.

Ideas are the word lists of the vocabulary ("food", "broken", "delivered"), so that a sentence
about pondu teaches something about fufu. Pieces of four letters see through typos.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations, pairwise

from services.conversation.understanding.vocabulary.concepts import CONCEPTS
from services.conversation.understanding.vocabulary.goods import FOOD_WORDS, GOODS_WORDS, SENDABLE
from services.conversation.understanding.vocabulary.people import PEOPLE
from services.conversation.understanding.vocabulary.trades import (
    ALL_PEOPLE,
    ALL_THINGS,
    FAILURE_WORDS,
    REPAIR_WORDS,
    WEAK_FAILURE,
    WORK_WORDS,
)

_PIECE = 4
_SHORTEST = 4
_LONGEST = 40
"""Words read of a message: an intent is said early, and the time stays short."""


def features(shapes: Sequence[str]) -> list[str]:
    """List the features of a sentence, each once, in a fixed order."""
    read = shapes[:_LONGEST]
    edged = ["^", *read, "$"]
    ideas = sorted({idea for word in read for idea in _ideas_of(word)})
    found = {
        *read,
        *ideas,
        *(f"{one} {two}" for one, two in pairwise(edged)),
        *(f"{one} * {two}" for one, two in zip(edged, edged[2:], strict=False)),
        *(f"{one}{two}" for one, two in combinations(ideas, 2)),
        *(piece for word in read for piece in _pieces(word)),
        f"={min(len(read), 12) // 2}",
    }
    return sorted(found)


def _pieces(word: str) -> Iterator[str]:
    if len(word) < _SHORTEST or word.startswith("_"):
        return
    padded = f"<{word}>"
    for start in range(len(padded) - _PIECE + 1):
        yield "#" + padded[start : start + _PIECE]


def _ideas_of(word: str) -> tuple[str, ...]:
    known = _ideas()
    return known.get(word) or known.get(word.removesuffix("s")) or ()


@cache
def _ideas() -> Mapping[str, tuple[str, ...]]:
    lists = {
        "food": FOOD_WORDS,
        "goods": GOODS_WORDS,
        "sendable": SENDABLE,
        "kin": PEOPLE,
        "artisan": ALL_PEOPLE,
        "thing": ALL_THINGS,
        "failure": FAILURE_WORDS | WEAK_FAILURE,
        "repair": REPAIR_WORDS | WORK_WORDS,
        **{name: single for name, (single, _) in CONCEPTS.items()},
    }
    found: dict[str, list[str]] = {}
    for name, words in lists.items():
        for word in words:
            found.setdefault(word, []).append(f"~{name}")
    return {word: tuple(names) for word, names in found.items()}
