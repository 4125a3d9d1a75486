"""Lingala numbers: the multiplier comes first (`nkoto mitano` is five thousand).

What follows `na` may belong to the count or to the rest (`nkoto zomi na mitano` is 15 000 or
10 005): every reading is given, for the person to choose. French counts after a Lingala multiplier
are common in town (`nkoto dix`) and read too.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from services.conversation.understanding.normalise import Token
from services.conversation.understanding.vocabulary.number_words import (
    LINGALA_HUNDRED,
    LINGALA_MILLION,
    LINGALA_TEN,
    LINGALA_TEN_THOUSAND,
    LINGALA_TENS,
    LINGALA_THOUSAND,
    LINGALA_UNITS,
    SMALL,
    TENS,
)

_Atoms = tuple[int, ...]
_COUNTING = frozenset({*LINGALA_UNITS, *LINGALA_TEN, *LINGALA_TENS})
_SCALES = (
    (LINGALA_MILLION, 1_000_000),
    (LINGALA_TEN_THOUSAND, 10_000),
    (LINGALA_THOUSAND, 1_000),
)


def read_lingala(tokens: Sequence[Token], start: int) -> tuple[tuple[int, ...], int, bool] | None:
    """Read readings, the index after them, and whether a multiplier was said; or None."""
    scale = _scale(_word(tokens, start)) or _french_scale(tokens, start)
    if scale is None:
        atoms, end = _atoms(tokens, start)
        value = _sum_of(atoms)
        return ((value,), end, value >= 100) if value else None
    readings, end = _scaled(tokens, start, scale)
    if scale == 10_000 and end == start + 1:
        return None
    return tuple(dict.fromkeys(readings)), end, True


def read_lingala_rest(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    """Read `na nkama mitano` after a thousand said in another language."""
    if _word(tokens, start) != "na" or _word(tokens, start + 1) not in LINGALA_HUNDRED:
        return None
    atoms, end = _atoms(tokens, start + 1)
    return (_sum_of(atoms), end) if _sum_of(atoms) else None


def _scaled(tokens: Sequence[Token], start: int, scale: int) -> tuple[list[int], int]:
    """Read a multiplier, its count and what follows; the most natural reading first."""
    at = start + 1
    atoms: _Atoms = ()
    if _word(tokens, at) != "na":
        atoms, at = _atoms(tokens, at)
    if not atoms:
        borrowed = _borrowed(tokens, at)
        count, at = borrowed or (1, at)
        more, end = _atoms(tokens, at + _is_joint(tokens, at))
        splits = [(count, more)]
        at = end if more else at
    else:
        splits = list(_splits(atoms)) or [(_sum_of(atoms[:1]), ())]
    lower = _lower_scale(tokens, at, scale)
    if lower is None:
        return [value for split in splits for value in _values(*split, scale)], at
    rests, end = lower
    counts = [count for count, rest in splits if not rest]
    return [count * scale + rest for count in counts for rest in rests], end


def _lower_scale(tokens: Sequence[Token], at: int, scale: int) -> tuple[list[int], int] | None:
    """Read `na nkoto…` after millions."""
    start = at + _is_joint(tokens, at)
    lower = _scale(_word(tokens, start))
    if lower is None or lower >= scale:
        return None
    return _scaled(tokens, start, lower)


def _splits(atoms: _Atoms) -> Iterator[tuple[int, _Atoms]]:
    """Share the parts between the count and the rest in every way that counts, longest first."""
    for cut in range(len(atoms), 0, -1):
        count, rest = _sum_of(atoms[:cut]), atoms[cut:]
        if count and (not rest or _sum_of(rest)):
            yield count, rest


def _values(count: int, rest: _Atoms, scale: int) -> Iterator[int]:
    tail = _sum_of(rest)
    if 0 < tail < 10:
        yield count * scale + tail * scale // 10
    yield count * scale + tail


def _sum_of(atoms: _Atoms) -> int:
    """Add hundreds, tens and units; 0 when they do not come in that order."""
    ranks = [len(str(atom)) for atom in atoms]
    return sum(atoms) if all(a > b for a, b in pairwise(ranks)) else 0


def _atoms(tokens: Sequence[Token], start: int) -> tuple[_Atoms, int]:
    """Read `nkama mitano na zomi na moko` as 500, 10, 1, with the index after it."""
    atoms: list[int] = []
    at = end = start
    while (atom := _atom(tokens, at)) is not None:
        if atoms and at == end and (len(str(atom[0])) >= len(str(atoms[-1]))):
            break  # without `na` between them, these are two numbers
        atoms.append(atom[0])
        end = atom[1]
        at = end + _is_joint(tokens, end)
    return tuple(atoms), end


def _atom(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    word = _word(tokens, at)
    unit = LINGALA_UNITS.get(_word(tokens, at + 1))
    if word in LINGALA_HUNDRED:
        borrowed = None if unit else _borrowed(tokens, at + 1)
        if borrowed and borrowed[0] < 10:
            return borrowed[0] * 100, borrowed[1]
        return (unit * 100, at + 2) if unit else (100, at + 1)
    if word in LINGALA_TEN:
        return 10, at + 1
    if word in LINGALA_TENS:
        return (unit * 10, at + 2) if unit else None
    value = LINGALA_UNITS.get(word)
    return (value, at + 1) if value else None


def _borrowed(tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    word = _word(tokens, start)
    if word.isdigit() and len(word) <= 3 and not word.startswith("0"):
        return int(word), start + 1
    value = SMALL.get(word) or TENS.get(word)
    return (value, start + 1) if value else None


def _scale(word: str) -> int | None:
    return next((scale for words, scale in _SCALES if word in words), None)


def _french_scale(tokens: Sequence[Token], start: int) -> int | None:
    """Read the French multiplier of `mille mitano` as the Lingala one that it stands for."""
    is_counted = _word(tokens, start + 1) in _COUNTING
    return 1_000 if is_counted and _word(tokens, start) in {"mille", "mil"} else None


def _is_joint(tokens: Sequence[Token], at: int) -> bool:
    return _word(tokens, at) == "na"


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""
