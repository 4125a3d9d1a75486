"""Whether a value that a model gave is in the person's message: a model may not invent.

Figures are strict: a phone, an amount, any number must be written or said there. Words may be spelt
a little differently, and one in three may be another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import fuzz, process

from services.conversation.understanding import Country, parse_phone
from services.conversation.understanding.amounts import Figure, find_figures
from services.conversation.understanding.normalise import Message, Token, read_message
from services.conversation.understanding.phones import find_phones

_ALIKE: Final = 80.0
_MOST: Final = 2 / 3
_SHORT: Final = 3  # up to here a typo makes another word
# They stand in every message and prove nothing.
_FILLERS: Final = frozenset(
    {"aux", "avec", "chez", "dans", "des", "from", "les", "par", "pour", "sur", "the", "une"}
    | {"vers", "with"}
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a text, however they are said; phones in E.164, corrections among them."""

    phones: frozenset[str]
    figures: tuple[Figure, ...]
    digits: frozenset[str]
    """Number tokens as written, and each run of neighbouring ones as one."""
    tokens: frozenset[int]
    """Indexes of the tokens that are a part of a phone or a figure."""

    @property
    def readings(self) -> frozenset[int]:
        """All values that the figures may have."""
        return frozenset(value for figure in self.figures for value in figure.readings)


class Source:
    """A person's message, to hold what a model says against."""

    def __init__(self, text: str, country: Country) -> None:
        self._country = country
        message = read_message(text)
        letters = [token.text for token in message.tokens if not token.is_number]
        self._words = {*letters, *(one + other for one, other in pairwise(letters))}
        self._numbers = _read_numbers(message, text, country)

    def holds(self, value: str) -> bool:
        """Tell whether every figure of the value is in the message, and most of its words are."""
        message = read_message(value)
        numbers = _read_numbers(message, value, self._country)
        if not message.tokens or not self._holds_numbers(message, numbers):
            return False
        beside = [token for at, token in enumerate(message.tokens) if at not in numbers.tokens]
        words = [token.text for token in beside if not token.is_number]
        telling = [word for word in words if len(word) >= _SHORT and word not in _FILLERS]
        if not telling:
            is_number = any(not _is_article(message, figure) for figure in numbers.figures)
            letters = (token.text for token in message.tokens if not token.is_number)
            return is_number or bool(numbers.phones) or self._words.issuperset(letters)
        if self._holds_word("".join(words)):
            return True
        return sum(map(self._holds_word, telling)) >= len(telling) * _MOST

    def _holds_numbers(self, message: Message, numbers: Numbers) -> bool:
        if not numbers.phones <= self._numbers.phones:
            return False
        if not all(self._holds_figure(message, figure) for figure in numbers.figures):
            return False
        # Digits of no phone and no figure: `pk14`, the first half of a phone.
        return all(
            token.text in self._numbers.digits
            for at, token in enumerate(message.tokens)
            if token.is_number and at not in numbers.tokens
        )

    def _holds_figure(self, message: Message, figure: Figure) -> bool:
        if _is_article(message, figure):
            return True
        digits = _digits_of(message, figure)
        return self._numbers.readings.issuperset(figure.readings) or (
            digits in self._numbers.digits and self._is_a_run(digits)
        )

    def _is_a_run(self, digits: str) -> bool:
        """Whether these digits are no part of a longer number: 15 is not in `15 000`."""
        return not any(digits != other and digits in other for other in self._numbers.digits)

    def _holds_word(self, word: str) -> bool:
        if word in self._words:
            return True
        if len(word) <= _SHORT:
            return False
        found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return found is not None


def _read_numbers(message: Message, text: str, country: Country) -> Numbers:
    spans = find_phones(message.folded, country=country)
    said = parse_phone(text, country)
    phones = {number for span in spans for number in span.numbers}
    phones.update(said.ambiguous, [said.value] if said.value else [])
    taken = [(span.start, span.end) for span in spans if span.is_exact]
    figures = tuple(find_figures(message, taken=taken))
    tokens = {at for figure in figures for at in range(figure.first, figure.last)}
    tokens.update(at for at, token in enumerate(message.tokens) if _is_inside(token, taken))
    digits = frozenset(_digits(message.tokens))
    return Numbers(frozenset(phones), figures, digits, frozenset(tokens))


def _is_inside(token: Token, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= token.start < end for start, end in spans)


def _is_article(message: Message, figure: Figure) -> bool:
    """Whether it is `un` or `une`, which counts nothing more often than not."""
    return figure.readings == (1,) and not _digits_of(message, figure)


def _digits_of(message: Message, figure: Figure) -> str:
    tokens = message.tokens[figure.first : figure.last]
    return "".join(token.text for token in tokens if token.is_number)


def _digits(tokens: Sequence[Token]) -> Iterator[str]:
    run = ""
    for token in tokens:
        if not token.is_number:
            run = ""
            continue
        run += token.text
        yield token.text
        yield run
