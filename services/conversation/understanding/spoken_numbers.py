"""Numbers as people say and type them, read at one position of a message.

Digits with any grouping, French and English words, Lingala words, `k`, kolo and kolofan. What the
number counts (money, pieces, hours) is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.conversation.understanding.lingala_numbers import read_lingala, read_lingala_rest
from services.conversation.understanding.normalise import Token
from services.conversation.understanding.vocabulary.number_words import (
    BILLION,
    COLLECTIVE,
    CURRENCY,
    HUNDRED,
    KOLOFAN,
    LINGALA_TEN_THOUSAND,
    MILLION,
    SMALL,
    TENS,
    THOUSAND,
)

_LONGEST_DIGITS = 12
_MARKS = frozenset({" ", ".", ",", "'", "_", "·"})
_ONE = frozenset({"un", "une", "one", "a"})
_AND = frozenset({"et", "and"})
_HALF = frozenset({"demi", "demie", "half"})
_JOINTS = _AND | {"na"}
_AFTER_A = frozenset({"hundred", "thousand", "million"})
_TWENTY = frozenset({"vingt", "vingts", "vint", "vin"})
_POINT = frozenset({"virgule", "point"})


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stops.

    `readings` are all plausible values, the market's own first. `is_exact` is False when the one
    reading is only a guess (`2,5` written for 2 500). `is_scaled`: a word like mille or k was used.
    """

    readings: tuple[int, ...]
    end: int
    is_exact: bool = True
    is_scaled: bool = False


_Read = tuple[int, int] | None
"""A value and the index after it."""


def read_number(tokens: Sequence[Token], start: int) -> Number | None:
    """Read the longest number that begins at token `start`, or None."""
    spoken = read_lingala(tokens, start)
    if spoken is not None:
        readings, end, is_scaled = spoken
        is_exact = _word(tokens, start) not in LINGALA_TEN_THOUSAND
        return Number(readings, end, is_exact=is_exact, is_scaled=is_scaled)
    word = _word(tokens, start)
    if word in KOLOFAN:
        return Number((1_500,), start + 1, is_scaled=True)
    if word in COLLECTIVE:
        return _collective(tokens, start)
    if word in _HALF:
        return _half_of_something(tokens, start)
    if word in _ONE and _word(tokens, start + 1) in _HALF | set(COLLECTIVE):
        part = read_number(tokens, start + 1)
        if part is not None:
            return part
    number = _said_decimal(tokens, start) or _decimal(tokens, start) or _scaled(tokens, start)
    return number if number is not None and number.end > start else None


def read_digits(tokens: Sequence[Token], start: int) -> _Read:
    """Read digits grouped by spaces, dots, commas or apostrophes: `2500`, `2 500`, `2.500.000`."""
    first = _word(tokens, start)
    if not first.isdigit() or len(first) > _LONGEST_DIGITS or _is_padded(first):
        return None
    end, digits, separator = start + 1, first, None
    while len(first) <= 3 and first != "0" and end < len(tokens):
        token = tokens[end]
        mark = token.gap.strip() or " "
        if len(token.text) != 3 or not token.is_number or mark not in _MARKS:
            break
        if separator not in {None, mark} or mark not in {" ", token.gap}:
            break
        separator, digits, end = mark, digits + token.text, end + 1
    return int(digits), end


def _scaled(tokens: Sequence[Token], start: int) -> Number | None:
    """Read `[head million] [head] [mille [tail]]`."""
    million, rest = 0, start
    head = _head(tokens, start)
    if head and _is_and_a_half(tokens, head[1]):
        half = _half_of_scale(tokens, head[0], _half_end(tokens, head[1]))
        if half is not None:
            return half
    if head and _is_million(tokens, head[1]) and not _starts_apart(tokens, head[1]):
        million, rest = head[0] * 1_000_000, head[1] + 1
        if _is_and_a_half(tokens, rest):
            return Number((million + 500_000,), _half_end(tokens, rest), is_scaled=True)
        head = None if _starts_apart(tokens, rest) else _head(tokens, rest)
        if head is None and _word(tokens, rest) in _JOINTS:
            joined = _head(tokens, rest + 1)
            head = joined if joined and _is_large(tokens, joined) else None
    is_thousand = _word(tokens, rest) in THOUSAND and not _is_unit_k(tokens, rest)
    if head is None and not is_thousand:
        return Number((million,), rest, is_scaled=True) if million else None
    value, end = head or (1, rest)
    scaled = _multiplied(tokens, million, value, end)
    if scaled is not None:
        return scaled
    if million and value:
        return Number(_after_million(million, value), end, is_scaled=True)
    return Number((million + value,), end, is_scaled=_has_hundred(tokens, start, end))


def _half_of_scale(tokens: Sequence[Token], value: int, at: int) -> Number | None:
    """Read `one and a half million`, where the multiplier comes last."""
    if _is_million(tokens, at):
        return Number((value * 1_000_000 + 500_000,), at + 1, is_scaled=True)
    if _word(tokens, at) in THOUSAND:
        return Number((value * 1_000 + 500,), at + 1, is_scaled=True)
    return None


def _after_million(million: int, value: int) -> tuple[int, ...]:
    """Read a bare number after millions: `un million deux` is 1 200 000, or 1 000 002 at school."""
    if value >= 1_000:
        return (million + value,)
    return million + value * (100_000 if value < 10 else 1_000), million + value


def _is_large(tokens: Sequence[Token], read: tuple[int, int]) -> bool:
    """Whether a number joined by `et` still belongs to what came before: hundreds at least."""
    return read[0] >= 100 or _word(tokens, read[1]) in THOUSAND


def _multiplied(tokens: Sequence[Token], million: int, value: int, end: int) -> Number | None:
    """Apply the word after a number: kolofan, douzaine or mille; None when there is none."""
    is_apart = end > 0 and _starts_apart(tokens, end) and tokens[end - 1].is_number
    word = "" if is_apart else _word(tokens, end)
    if word in KOLOFAN:
        return Number((value * 1_000 + 500, value * 1_500), end + 1, is_scaled=True)
    if word in COLLECTIVE:
        return Number((value * COLLECTIVE[word],), end + 1)
    if word in BILLION:
        return Number((value * 1_000_000_000,), end + 1, is_scaled=True)
    if word not in THOUSAND or _is_unit_k(tokens, end):
        return None
    if value >= 1_000:
        return Number((million + value, value * 1_000), end + 1, is_scaled=True)
    return _after_thousand(tokens, million + value * 1_000, end + 1)


def _after_thousand(tokens: Sequence[Token], base: int, at: int) -> Number:
    """Read what follows mille: `deux mille cinq` means 2 500 at the market and 2 005 at school."""
    if _is_and_a_half(tokens, at):
        return Number((base + 500,), _half_end(tokens, at), is_scaled=True)
    rest = read_lingala_rest(tokens, at)
    if rest is not None:
        return Number((base + rest[0],), rest[1], is_scaled=True)
    is_joined = _is_joined(tokens, at)
    tail = None if _starts_apart(tokens, at) else _below_thousand(tokens, at + is_joined)
    value, end = tail or (0, at)
    is_next = _word(tokens, end) in THOUSAND and not _is_unit_k(tokens, end)
    if value == 0 or is_next:
        return Number((base,), at, is_scaled=True)
    if value > 9 or is_joined or end > at + 1:
        return Number((base + value,), end, is_scaled=True)
    is_glued = tokens[at].gap == "" and tokens[at].is_number
    readings = (base + value * 100,) if is_glued else (base + value * 100, base + value)
    return Number(readings, end, is_scaled=True)


def _decimal(tokens: Sequence[Token], start: int) -> Number | None:
    """Read `1,5 million`, `2.5k`; alone, `2,5` is a guess at 2 500 and `5000,00` is 5 000."""
    whole = read_digits(tokens, start)
    if whole is None or whole[1] >= len(tokens):
        return None
    value, at = whole
    cents = tokens[at]
    if cents.gap not in {",", "."} or not cents.is_number or len(cents.text) > 2:
        return None
    after = _word(tokens, at + 1)
    thousandths = value * 1_000 + int(cents.text.ljust(3, "0"))
    if _is_million(tokens, at + 1):
        return Number((thousandths * 1_000,), at + 2, is_scaled=True)
    if after in THOUSAND and not _is_unit_k(tokens, at + 1):
        return Number((thousandths,), at + 2, is_scaled=True)
    if value >= 100:
        return Number((value,), at + 1, is_exact=int(cents.text) == 0)
    return Number((thousandths,), at + 1, is_exact=False)


def _said_decimal(tokens: Sequence[Token], start: int) -> Number | None:
    """Read `un virgule cinq million`, `two point five k`."""
    head = _below_thousand(tokens, start)
    if head is None or _word(tokens, head[1]) not in _POINT:
        return None
    tail = _below_hundred(tokens, head[1] + 1)
    if tail is None:
        return None
    thousandths = head[0] * 1_000 + int(str(tail[0]).ljust(3, "0"))
    if _is_million(tokens, tail[1]):
        return Number((thousandths * 1_000,), tail[1] + 1, is_scaled=True)
    if _word(tokens, tail[1]) in THOUSAND:
        return Number((thousandths,), tail[1] + 1, is_scaled=True)
    return Number((thousandths,), tail[1], is_exact=False)


def _collective(tokens: Sequence[Token], start: int) -> Number:
    """Read `une dizaine`, and `une dizaine de mille`."""
    count, at = COLLECTIVE[_word(tokens, start)], start + 1
    if _word(tokens, at) == "de" and _word(tokens, at + 1) in THOUSAND | {"milliers"}:
        return Number((count * 1_000,), at + 2, is_scaled=True)
    return Number((count,), at)


def _half_of_something(tokens: Sequence[Token], start: int) -> Number | None:
    at = start + 1 + (_word(tokens, start + 1) == "a")
    unit = _word(tokens, at)
    if unit in MILLION:
        return Number((500_000,), at + 1, is_scaled=True)
    if unit in THOUSAND:
        return Number((500,), at + 1, is_scaled=True)
    if unit in COLLECTIVE:
        return Number((COLLECTIVE[unit] // 2,), at + 1)
    return None


def _head(tokens: Sequence[Token], start: int) -> _Read:
    """Read what may stand before mille: digits of any length, or words below a hundred hundreds."""
    digits = read_digits(tokens, start)
    if digits and (digits[0] >= 100 or _word(tokens, digits[1]) not in HUNDRED):
        return digits
    return _below_thousand(tokens, start)


def _below_thousand(tokens: Sequence[Token], start: int) -> _Read:
    """Read up to 99 hundreds, as in `quinze cents`, with its tens and units."""
    digits = read_digits(tokens, start)
    if digits and digits[0] >= 100:
        return digits if digits[0] < 1_000 else None
    if _word(tokens, start) in HUNDRED:
        return _with_tail(tokens, 100, start + 1)
    head = _below_hundred(tokens, start)
    if _word(tokens, start) == "a" and _word(tokens, start + 1) in _AFTER_A:
        head = (1, start + 1)
    if head is None or head[0] == 0 or _word(tokens, head[1]) not in HUNDRED:
        return head
    if _starts_apart(tokens, head[1]):
        return head
    return _with_tail(tokens, head[0] * 100, head[1] + 1)


def _with_tail(tokens: Sequence[Token], base: int, at: int) -> _Read:
    tail = (
        None
        if _starts_apart(tokens, at)
        else _below_hundred(tokens, at + (_word(tokens, at) == "and"))
    )
    if tail is None or tail[0] == 0 or _word(tokens, tail[1]) in HUNDRED:
        return base, at
    return base + tail[0], tail[1]


def _below_hundred(tokens: Sequence[Token], start: int) -> _Read:
    word = _word(tokens, start)
    if word.isdigit():
        is_small = len(word) <= 2 and not _is_padded(word)
        return (int(word), start + 1) if is_small else None
    if word in TENS:
        return _tens(tokens, TENS[word], start + 1)
    value = SMALL.get(word)
    if value is None:
        return None
    after = _word(tokens, start + 1)
    if value == 4 and after in _TWENTY:
        return _tens(tokens, 80, start + 2)
    if value == 10 and after in {"sept", "huit", "neuf"}:
        return 10 + SMALL[after], start + 2
    return value, start + 1


def _tens(tokens: Sequence[Token], base: int, at: int) -> _Read:
    """Add units to tens; soixante and quatre-vingt take up to 19, the others up to 9."""
    is_joined = _word(tokens, at) in _AND and _word(tokens, at + 1) in {"un", "une", "onze"}
    word = _word(tokens, at + is_joined)
    unit = SMALL.get(word, 0)
    if word == "dix" and base in {60, 80}:
        tail = _below_hundred(tokens, at + is_joined)
        return (base + tail[0], tail[1]) if tail else (base, at)
    limit = 16 if base in {60, 80} else 9
    return (base + unit, at + is_joined + 1) if 0 < unit <= limit else (base, at)


def _word(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].text if 0 <= index < len(tokens) else ""


def _is_padded(digits: str) -> bool:
    return len(digits) > 1 and digits.startswith("0")


def _starts_apart(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].follows_break


def _is_and_a_half(tokens: Sequence[Token], index: int) -> bool:
    """Whether `et demi`, or `and a half`, follows."""
    at = index + 1 + (_word(tokens, index + 1) == "a")
    return _word(tokens, index) in _AND and _word(tokens, at) in _HALF


def _half_end(tokens: Sequence[Token], index: int) -> int:
    return index + 2 + (_word(tokens, index + 1) == "a")


def _is_joined(tokens: Sequence[Token], index: int) -> bool:
    """Whether `and`, or `et` before hundreds, joins what follows mille to it."""
    word = _word(tokens, index)
    if word != "et" or _starts_apart(tokens, index):
        return word == "and"
    tail = _below_thousand(tokens, index + 1)
    return tail is not None and _has_hundred(tokens, index + 1, tail[1])


def _is_million(tokens: Sequence[Token], index: int) -> bool:
    """Whether millions are said: `2 millions`, `2M FCFA`; a bare `2m` is metres."""
    word = _word(tokens, index)
    if word != "m":
        return word in MILLION
    return index > 0 and tokens[index - 1].is_number and _word(tokens, index + 1) in CURRENCY


def _is_unit_k(tokens: Sequence[Token], index: int) -> bool:
    """Whether a `k` here belongs to another word: `5k`, `5 k` and `ten k` mean thousands."""
    if _word(tokens, index) != "k":
        return False
    before = _word(tokens, index - 1)
    return not (before.isdigit() or before in SMALL or before in TENS)


def _has_hundred(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(_word(tokens, index) in HUNDRED for index in range(start, end))
