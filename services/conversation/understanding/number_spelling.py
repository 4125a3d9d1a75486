"""Misspelt number words put right, where the numbers beside them tell that they are some.

`sinkq mille` is five thousand; the word for five alone, or before a name, stays as written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.spelling import known_words
from services.conversation.understanding.vocabulary.number_words import (
    CURRENCY,
    HUNDRED_SLIPS,
    JOINTS,
    LINGALA,
    LINGALA_UNITS,
    MULTIPLIERS,
    NUMBER_WORDS,
    SCALE_SLIPS,
    SLIPS,
    SMALL,
    TENS,
)

_SCALES = frozenset({"cent", "cents", "mille", "million", "millions", "hundred", "thousand"})
_VOWELS = frozenset("aeiou")
_SHORTEST_NUMBER = 4


def with_numbers_corrected(tokens: Sequence[Token]) -> Sequence[Token]:
    """Correct misspelt number words; the others are kept, and so are the positions."""
    if not any(token.text in NUMBER_WORDS or token.is_number for token in tokens):
        return tokens
    kept = list(tokens)
    for at in range(len(kept) - 1, -1, -1):
        meant = _meant_before(kept, at)
        kept[at] = replace(kept[at], text=meant) if meant else kept[at]
    for at in range(1, len(kept)):
        meant = _meant_after(kept, at)
        kept[at] = replace(kept[at], text=meant) if meant else kept[at]
    return kept


@lru_cache(maxsize=4096)
def resembles_number(word: str) -> bool:
    """Whether an unknown word may be a badly misspelt number: two slips away from one."""
    if len(word) < _SHORTEST_NUMBER - 1 or word.isdigit() or _is_word(word):
        return False
    slips = 2 if len(word) > _SHORTEST_NUMBER else 1
    return bool(_closest(word, NUMBER_WORDS, slips=slips))


def _meant_before(tokens: Sequence[Token], at: int) -> str | None:
    """Read the word before a number word: its count, its tens, its Lingala multiplier."""
    word, after = tokens[at].text, word_beside(tokens, at, 1)
    if word in NUMBER_WORDS or after not in NUMBER_WORDS:
        return None
    if after in MULTIPLIERS and word in SLIPS:
        return SLIPS[word]
    if after in TENS and word in HUNDRED_SLIPS:
        return "cent"
    return _number_meant(word, LINGALA if after in LINGALA else (*SMALL, *TENS))


def _meant_after(tokens: Sequence[Token], at: int) -> str | None:
    """Read the word after a number: another one, or its multiplier."""
    word, before, after = tokens[at].text, word_beside(tokens, at, -1), word_beside(tokens, at, 1)
    ends = after is None or after in NUMBER_WORDS | CURRENCY
    if not ends or word in NUMBER_WORDS or before is None:
        return None
    if before.isdigit():
        return _scale_meant(word)
    if before not in NUMBER_WORDS:
        return None
    if before in LINGALA:
        return _number_meant(word, LINGALA)
    slip = SCALE_SLIPS.get(word) or (SLIPS.get(word) if before in MULTIPLIERS | {*TENS} else None)
    return slip or _scale_meant(word) or _number_meant(word, (*SMALL, *TENS))


def word_beside(tokens: Sequence[Token], at: int, step: int) -> str | None:
    """Give the neighbouring word, over an `et` or `na`; None at an end or a comma."""
    index = at + step
    if 0 <= index < len(tokens) and tokens[index].text in JOINTS:
        index += step
    if not 0 <= index < len(tokens) or any(
        tokens[i].follows_break for i in range(min(at, index) + 1, max(at, index) + 1)
    ):
        return None
    return tokens[index].text


@lru_cache(maxsize=4096)
def _number_meant(word: str, numbers: tuple[str, ...] | frozenset[str]) -> str | None:
    if len(word) < _SHORTEST_NUMBER or word.isdigit() or _is_word(word):
        return None
    meant = _closest(word, numbers, slips=1)
    values = {_worth(number) for number in meant}
    return meant[0] if len(values) == 1 else None


def _worth(number: str) -> int | str:
    value = SMALL.get(number) or TENS.get(number) or LINGALA_UNITS.get(number)
    return value or number.removeprefix("n").removeprefix("mo")


@lru_cache(maxsize=4096)
def _scale_meant(word: str) -> str | None:
    """Read a multiplier with one slip, but not another vowel: `deux malles` are trunks."""
    if len(word) < _SHORTEST_NUMBER or _is_word(word):
        return None
    close = _closest(word, _SCALES, slips=1)
    return next((scale for scale in close if not _is_other_vowel(word, scale)), None)


def _is_other_vowel(word: str, scale: str) -> bool:
    if len(word) != len(scale):
        return False
    other = [(a, b) for a, b in zip(word, scale, strict=True) if a != b]
    return len(other) == 1 and _VOWELS.issuperset(other[0])


def _is_word(word: str) -> bool:
    singular = word.removesuffix("s")
    return word in known_words() or (singular in known_words() and singular not in NUMBER_WORDS)


def _closest(word: str, numbers: Iterable[str], *, slips: int) -> list[str]:
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - it loads slowly, see `_correct`

    return sorted(n for n in numbers if OSA.distance(word, n, score_cutoff=slips) <= slips)
