"""Amounts in whole FCFA: every figure of a text that can be money, and the one that is.

An amount that can be read two ways is never guessed: both readings are given back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from services.conversation.understanding.normalise import Message, Token, read_message
from services.conversation.understanding.number_spelling import (
    resembles_number,
    with_numbers_corrected,
    word_beside,
)
from services.conversation.understanding.phones import find_phones
from services.conversation.understanding.spelling import known_words
from services.conversation.understanding.spoken_numbers import Number, read_number
from services.conversation.understanding.understood import Amount, Country
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.number_words import (
    CURRENCY,
    MULTIPLIERS,
    NUMBER_WORDS,
    UNITS,
)

LARGEST_FCFA = 100_000_000
"""Above this a figure is a slip of the thumb, not a price."""

_FILLERS = words("numbers", "fillers")
_NOTES = words("numbers", "coins and notes")
_RANGES: Final[tuple[list[str], ...]] = (
    [],
    ["a"],
    ["ou"],
    ["et"],
    ["or"],
    ["to"],
    ["and"],
    ["jusqu", "a"],
)
_SHARES = frozenset({"moitie", "double", "triple", "tiers", "quart"})
_REFERENCES = frozenset({"cour", "cmd", "srv", "inv"})
_SYMBOLS = frozenset("%€$£")
_SLANG_MILLIONS = words("numbers", "slang millions")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at its place in a message, with what stands around it."""

    readings: tuple[int, ...]
    is_exact: bool
    is_negative: bool
    is_money: bool
    """A currency or a scale (mille, k, kolo) was said."""
    unit: str | None
    """What is counted, when it is no money: kg, h, %."""
    first: int
    last: int
    """Indexes of the first token and after the last one, currency included."""


def parse_amount(text: str, country: Country = Country.CONGO) -> Amount:
    """Read the one amount of a text, in FCFA.

    Negative and absurd amounts (over `LARGEST_FCFA`) give no value and nothing to choose from.
    """
    message = read_message(text)
    phones = [(span.start, span.end) for span in find_phones(message.folded, country=country)]
    figures = [figure for figure in find_figures(message, taken=phones) if figure.unit is None]
    if any(figure.is_negative for figure in figures):
        return Amount(None)
    return _settle(_likeliest(message, figures))


def find_figures(message: Message, *, taken: Iterable[tuple[int, int]] = ()) -> list[Figure]:
    """List the numbers of a message outside the `taken` character spans."""
    spans = list(taken)
    figures: list[Figure] = []
    # What is taken must not be read as the end of an amount: `cinq mille 677 12 34 56`.
    kept = [replace(t, text="") if _is_inside(t, spans) else t for t in message.tokens]
    index, tokens = 0, with_numbers_corrected(kept)
    while index < len(tokens):
        number = None if _is_glued(tokens, index) else read_number(tokens, index)
        if number is None:
            index += 1
            continue
        figures.append(_figure(message, tokens, index, number))
        index = figures[-1].last
    return _joined(tokens, figures)


def _figure(message: Message, tokens: Sequence[Token], first: int, number: Number) -> Figure:
    last = number.end
    while last < len(tokens) and tokens[last].text in CURRENCY and not tokens[last].follows_break:
        last += 1
    has_currency = last > number.end or (
        first > 0 and tokens[first - 1].text in {"xaf", "fcfa", "cfa"}
    )
    unit = None if has_currency or number.is_scaled else _unit_after(tokens, number.end)
    return Figure(
        readings=number.readings,
        is_exact=number.is_exact and not _is_doubtful(tokens, first, number.end),
        is_negative=_is_negative(tokens, first),
        is_money=has_currency or number.is_scaled,
        unit=unit or _unit_before(tokens, first) or _symbol(message, number.end),
        first=first,
        last=last,
    )


def _is_doubtful(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether an unknown word beside a number said in words may be a part of it nobody could read.

    `xinqu mille` must not pass for one thousand.
    """
    if first > 1 and tokens[first - 1].text == "de" and tokens[first - 2].text in _SHARES:
        return True
    before, after = word_beside(tokens, first, -1), word_beside(tokens, end - 1, 1)
    if tokens[first].text in MULTIPLIERS and before and before not in _FILLERS:
        is_between = first > 1 and tokens[first - 2].text in NUMBER_WORDS
        if is_between or not _is_known(before):
            return True
    is_after = not tokens[end - 1].is_number and after is not None
    is_before = not tokens[first].is_number and before is not None
    return (is_after and resembles_number(after or "")) or (
        is_before and resembles_number(before or "")
    )


def _is_known(word: str) -> bool:
    return word.isdigit() or word in _FILLERS or word in known_words()


def _joined(tokens: Sequence[Token], figures: list[Figure]) -> list[Figure]:
    """Read figures that belong together: `2 billets de 5000`, `5 à 10 mille`, `10 bâtons`."""
    joined: list[Figure] = []
    for figure in figures:
        readings = _readings_of_both(tokens, joined[-1], figure) if joined else ()
        if not readings:
            is_beside = bool(joined) and _is_beside(tokens, joined[-1], figure)
            joined.append(
                _in_slang(tokens, replace(figure, is_exact=False) if is_beside else figure)
            )
            continue
        is_exact = len(readings) == 1 and figure.is_exact
        joined[-1] = replace(
            joined[-1],
            readings=readings,
            is_exact=is_exact,
            is_money=True,
            unit=None,
            last=figure.last,
        )
    return joined


def _is_beside(tokens: Sequence[Token], first: Figure, second: Figure) -> bool:
    """Whether two numbers said in words stand side by side (`cinq cinq mille`): one too many."""
    return (
        first.last == second.first
        and not tokens[second.first].follows_break
        and not tokens[first.first].is_number
        and not tokens[second.first].is_number
    )


def _readings_of_both(tokens: Sequence[Token], first: Figure, second: Figure) -> tuple[int, ...]:
    """Give the ways to read two figures as one amount; none when they stand apart."""
    count, value = first.readings[0], second.readings[0]
    between = [token.text for token in tokens[first.last : second.first]]
    is_loose = first.unit is None or first.unit in _NOTES
    if first.is_money or second.unit or not is_loose or not 0 < count < 1_000:
        return ()
    is_counted = between[:1] and between[0] in _NOTES and between[1:] in ([], ["de"], ["of"], ["a"])
    if is_counted and value >= 100:
        return second.readings if count == 1 else (count * value, value)
    if tokens[second.first].follows_break or not second.is_money:
        return ()
    is_range = between in _RANGES and value % 1_000 == 0
    if is_range and count < value // 1_000 < 1_000:
        return count * 1_000, value
    is_pidgin = not between and 1 < count < 10 and not tokens[first.first].is_number
    return (count * 1_000 + value, value) if is_pidgin and value < 1_000 else ()


def _in_slang(tokens: Sequence[Token], figure: Figure) -> Figure:
    """Ask back what slang calls a million and others do not: `10 bâtons`."""
    after = tokens[figure.last].text if figure.last < len(tokens) else ""
    is_of = figure.last + 1 < len(tokens) and tokens[figure.last + 1].text in {"de", "d"}
    if after not in _SLANG_MILLIONS or is_of or figure.is_money:
        return figure
    readings = tuple(value * 1_000_000 for value in figure.readings)
    return replace(figure, readings=readings, is_exact=False, is_money=True)


def _likeliest(message: Message, figures: list[Figure]) -> list[Figure]:
    """Prefer what is called money, then what is large; drop words that only look like numbers."""
    money = [figure for figure in figures if figure.is_money or figure.readings[0] >= 100]
    if money:
        return money
    covered = {index for figure in figures for index in range(figure.first, figure.last)}
    others = {token.text for index, token in enumerate(message.tokens) if index not in covered}
    return figures if others <= _FILLERS else []


def _settle(figures: list[Figure]) -> Amount:
    choices = [tuple(v for v in figure.readings if v <= LARGEST_FCFA) for figure in figures]
    if not choices or not all(choices):
        return Amount(None)
    shared = set(choices[0]).intersection(*choices[1:])
    if len(shared) == 1 and all(figure.is_exact for figure in figures):
        return Amount(shared.pop())
    return Amount(None, tuple(dict.fromkeys(value for choice in choices for value in choice)))


def _unit_after(tokens: Sequence[Token], index: int) -> str | None:
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.gap[:1] in {"/", ":"} and token.is_number:
        return None if _is_price_range(tokens, index) else token.gap[:1]
    return token.text if token.text in UNITS and not token.follows_break else None


def _is_price_range(tokens: Sequence[Token], index: int) -> bool:
    """Whether a slash stands between two prices (`5000/6000`), not in a date or a time."""
    pair = (tokens[index - 1].text, tokens[index].text)
    return tokens[index].gap == "/" and all(len(part) >= 3 and part != "000" for part in pair)


def _symbol(message: Message, last: int) -> str | None:
    after = message.source[message.tokens[last - 1].end :].lstrip()[:1]
    return after if after in _SYMBOLS and after else None


def _unit_before(tokens: Sequence[Token], index: int) -> str | None:
    """Tell the second half of `21/11` or `15h30`."""
    if index == 0 or not tokens[index].is_number:
        return None
    previous, gap = tokens[index - 1], tokens[index].gap
    if gap in {"/", ":"} and previous.is_number:
        return None if _is_price_range(tokens, index) else gap
    return previous.text if gap == "" and previous.text in {"h", "pk", "km"} else None


def _is_negative(tokens: Sequence[Token], first: int) -> bool:
    token = tokens[first]
    previous = tokens[first - 1] if first else None
    is_range = previous is not None and previous.is_number
    if token.gap.endswith(("-", "−", "- ")) and not is_range:
        return previous is None or token.gap.startswith(" ")
    return previous is not None and previous.text == "moins" and _is_sign(tokens, first - 1)


def _is_sign(tokens: Sequence[Token], index: int) -> bool:
    """Whether `moins` here is a sign: not `au moins`, not `5 000 moins 500`."""
    return index == 0 or not (
        tokens[index - 1].text in {"au", "du", "le"} or tokens[index - 1].is_number
    )


def _is_inside(token: Token, spans: list[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)


def _is_glued(tokens: Sequence[Token], index: int) -> bool:
    """Whether the digits belong to a name (`pk14`, `cmd7`)."""
    token = tokens[index]
    if not token.is_number or index == 0:
        return False
    if token.gap == "-" and tokens[index - 1].text in _REFERENCES:
        return True
    if token.gap != "":
        return False
    return not tokens[index - 1].is_number and tokens[index - 1].text not in CURRENCY | {"h", "x"}
