"""Amounts in whole FCFA: every figure of a text that can be money, and the one that is.

An amount that can be read two ways is never guessed: both readings are given back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.conversation.understanding.normalise import Message, Token, read_message
from services.conversation.understanding.phones import find_phones
from services.conversation.understanding.spoken_numbers import Number, read_number
from services.conversation.understanding.understood import Amount, Country
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.number_words import CURRENCY, UNITS

LARGEST_FCFA = 100_000_000
"""Above this a figure is a slip of the thumb, not a price."""

_FILLERS = words("numbers", "fillers")


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
    index, tokens = 0, message.tokens
    while index < len(tokens):
        number = (
            None
            if _is_inside(tokens[index], spans) or _is_glued(tokens, index)
            else read_number(tokens, index)
        )
        if number is None:
            index += 1
            continue
        figures.append(_figure(message, index, number))
        index = figures[-1].last
    return figures


def _figure(message: Message, first: int, number: Number) -> Figure:
    tokens = message.tokens
    last = number.end
    while last < len(tokens) and tokens[last].text in CURRENCY and not tokens[last].follows_break:
        last += 1
    has_currency = last > number.end or (
        first > 0 and tokens[first - 1].text in {"xaf", "fcfa", "cfa"}
    )
    unit = None if has_currency or number.is_scaled else _unit_after(tokens, number.end)
    return Figure(
        readings=number.readings,
        is_exact=number.is_exact,
        is_negative=_is_negative(tokens, first),
        is_money=has_currency or number.is_scaled,
        unit=unit or _unit_before(tokens, first) or _percent(message, number.end),
        first=first,
        last=last,
    )


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
        return token.gap[:1]
    return token.text if token.text in UNITS and not token.follows_break else None


def _percent(message: Message, last: int) -> str | None:
    return "%" if message.folded[message.tokens[last - 1].end :].lstrip().startswith("%") else None


def _unit_before(tokens: Sequence[Token], index: int) -> str | None:
    """Tell the second half of `21/11` or `15h30`."""
    if index == 0 or not tokens[index].is_number:
        return None
    previous, gap = tokens[index - 1], tokens[index].gap
    if gap in {"/", ":"} and previous.is_number:
        return gap
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
    if not token.is_number or token.gap != "" or index == 0:
        return False
    return not tokens[index - 1].is_number and tokens[index - 1].text not in CURRENCY | {"h", "x"}
