"""Lingala numbers: the multiplier comes first (`nkoto mitano` is five thousand).

French counts after a Lingala multiplier are common in town (`nkoto dix`) and read too.
"""

from collections.abc import Sequence

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.vocabulary.number_words import (
    LINGALA_HUNDRED,
    LINGALA_TEN,
    LINGALA_TENS,
    LINGALA_THOUSAND,
    LINGALA_UNITS,
    SMALL,
    TENS,
)

_Read = tuple[int, int] | None


def read_lingala(tokens: Sequence[Token], start: int) -> tuple[tuple[int, ...], int, bool] | None:
    """Read readings, the index after them, and whether a multiplier was said; or None."""
    if _word(tokens, start) not in LINGALA_THOUSAND:
        found = _hundreds(tokens, start)
        return ((found[0],), found[1], found[0] >= 100) if found else None
    count = _hundreds(tokens, start + 1) or _borrowed(tokens, start + 1)
    value, at = count or (1, start + 1)
    is_joined = _word(tokens, at) == "na"
    tail = _hundreds(tokens, at + is_joined)
    if tail is None:
        return (value * 1_000,), at, True
    if tail[0] < 10:
        return (value * 1_000 + tail[0] * 100, value * 1_000 + tail[0]), tail[1], True
    return (value * 1_000 + tail[0],), tail[1], True


def _hundreds(tokens: Sequence[Token], start: int) -> _Read:
    if _word(tokens, start) not in LINGALA_HUNDRED:
        return _tens(tokens, start)
    value, at = _unit(tokens, start + 1) or _borrowed(tokens, start + 1) or (1, start + 1)
    tail = _tens(tokens, at + (_word(tokens, at) == "na"))
    return (value * 100 + tail[0], tail[1]) if tail else (value * 100, at)


def _tens(tokens: Sequence[Token], start: int) -> _Read:
    word = _word(tokens, start)
    if word in LINGALA_TEN:
        base, at = 10, start + 1
    elif word in LINGALA_TENS:
        count = _unit(tokens, start + 1)
        if count is None:
            return None
        base, at = count[0] * 10, count[1]
    else:
        return _unit(tokens, start)
    tail = _unit(tokens, at + 1) if _word(tokens, at) == "na" else None
    return (base + tail[0], tail[1]) if tail else (base, at)


def _unit(tokens: Sequence[Token], start: int) -> _Read:
    value = LINGALA_UNITS.get(_word(tokens, start))
    return (value, start + 1) if value is not None else None


def _borrowed(tokens: Sequence[Token], start: int) -> _Read:
    word = _word(tokens, start)
    if word.isdigit() and len(word) <= 3 and not word.startswith("0"):
        return int(word), start + 1
    value = SMALL.get(word) or TENS.get(word)
    return (value, start + 1) if value else None


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""
