"""Noun phrases and clauses of a message: names, contents, products, merchants, trade and problem.

All of them quote the person. Words already read as a place, a phone, an amount or a time are
closed and end a phrase.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.conversation.understanding.gazetteer import PARTICLES
from services.conversation.understanding.normalise import Message, Token
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.common_words import COMMON_WORDS
from services.conversation.understanding.vocabulary.goods import (
    CONTAINERS,
    FOOD_WORDS,
    GENERIC_PARCEL,
    GOODS_WORDS,
)
from services.conversation.understanding.vocabulary.place_words import COLLECT_WORDS, DELIVER_WORDS
from services.conversation.understanding.vocabulary.trades import (
    ALL_PEOPLE,
    BROKEN_PHRASES,
    FAILURE_WORDS,
    REPAIR_WORDS,
    TELLING_SIGNS,
    TRADE_PEOPLE,
    TRADE_THINGS,
)

ARTICLES = words("phrases", "articles")
_STOPS = words("phrases", "stops")
_PRODUCT_STOPS = _STOPS - {"pour", "a", "au", "aux", "na"} | {"livrer", "budget", "entre"}
_SEND_WORDS = (COLLECT_WORDS | DELIVER_WORDS | words("phrases", "send words")) - words(
    "phrases", "no send words"
)
_BUY_WORDS = words("phrases", "buy words")
_TITLES = words("phrases", "titles")
_NAME_LEADS = frozenset(tuple(lead.split()) for lead in words("phrases", "name leads"))
_WEAK_LEADS = frozenset(tuple(lead.split()) for lead in words("phrases", "weak name leads"))
_BETWEEN_NAME_AND_PHONE = words("phrases", "between name and phone")


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with the token indexes already taken and its spell-corrected words."""

    message: Message
    words: tuple[str, ...]
    closed: frozenset[int]
    phone_at: tuple[int, ...] = ()
    """First tokens of the phone numbers."""
    counts: frozenset[int] = frozenset()
    """Tokens of numbers that count things: they part noun phrases and belong to clauses."""

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the message."""
        return self.message.tokens

    def is_stop(self, index: int, first: int, stops: frozenset[str]) -> bool:
        """Whether a phrase that began at `first` ends before `index`."""
        if index >= len(self.tokens) or index in self.closed:
            return True
        if index == first:
            return False
        is_cut = self.tokens[index].follows_break or index in self.counts
        return is_cut or self.words[index] in stops

    def quote(self, first: int, last: int) -> str:
        """Quote tokens `first` to `last`, excluded."""
        return self.message.quote(self.tokens[first].start, self.tokens[last - 1].end)


def contact_name(reading: Reading) -> str | None:
    """Find who is at the other end: `chez Marie`, `contact Jean`, `Paul 06…`."""
    tokens = reading.tokens
    for index in range(len(tokens)):
        if any(_ends_with(tokens, index, lead) for lead in _NAME_LEADS):
            name = _name_at(reading, index)
            if name:
                return name
    for index in range(len(tokens)):
        if any(_ends_with(tokens, index, lead) for lead in _WEAK_LEADS):
            name = _name_at(reading, index)
            if name and (
                tokens[index].start and reading.message.source[tokens[index].start].isupper()
            ):
                return name
    return _name_before_phone(reading)


def description(reading: Reading) -> str | None:
    """Find what is sent: `un colis de chaussures` → chaussures, `des documents` → documents."""
    words = reading.words
    for index, word in enumerate(words):
        if (
            word in CONTAINERS
            and index + 2 < len(words)
            and words[index + 1] in {"de", "d", "ya", "of", "contenant"}
        ):
            found = _phrase(reading, index + 2, _STOPS)
            if found:
                return found
    for index, word in enumerate(words):
        if word not in _SEND_WORDS:
            continue
        start = _skip_articles(reading, index + 1)
        found = None if _is_cut(reading, start) else _phrase(reading, start, _STOPS)
        if found:
            return found
    known = (i for i, w in enumerate(words) if w in _SENT_ALONE and i not in reading.closed)
    first = next(known, None)
    return _phrase(reading, first, _STOPS) if first is not None else None


def product(reading: Reading) -> tuple[str, int] | None:
    """Find what is bought and the index of its first word."""
    words = reading.words
    starts = [_skip_articles(reading, i + 1) for i, word in enumerate(words) if word in _BUY_WORDS]
    goods = [
        i
        for i, word in enumerate(words)
        if word in FOOD_WORDS | GOODS_WORDS and i not in reading.closed
    ]
    for start in [*reversed(starts), *goods[:1]]:
        if start >= len(words) or words[start] in _NO_PRODUCT or start in reading.closed:
            continue
        if start not in goods and _is_cut(reading, start):
            continue
        found = _phrase(reading, start, _PRODUCT_STOPS)
        if found:
            return found, start
    return None


def merchant(reading: Reading) -> str | None:
    """Find the shop: `chez Nandos`, `au restaurant Mami Wata`."""
    tokens, words = reading.tokens, reading.words
    for index in range(1, len(tokens)):
        is_led = words[index - 1] in {
            "chez",
            "boutique",
            "restaurant",
            "resto",
            "magasin",
            "supermarche",
        }
        if (
            not is_led
            or index in reading.closed
            or words[index] in COMMON_WORDS
            or tokens[index].is_number
        ):
            continue
        last = index + 1
        while (
            last < min(len(tokens), index + 3)
            and not reading.is_stop(last, index, _STOPS)
            and words[last] not in COMMON_WORDS
        ):
            last += 1
        return reading.quote(index, last)
    return None


def trade(words: Sequence[str]) -> str | None:
    """Tell the trade: the artisan named, else the thing that is broken."""
    for name, people in TRADE_PEOPLE.items():
        if people.intersection(words):
            return _rather_cooling(name, words)
    said = {*words, *(word.removesuffix("s") for word in words)}
    scores = {
        name: sum(2 if word in TELLING_SIGNS else 1 for word in said & things)
        for name, things in TRADE_THINGS.items()
    }
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else None


def problem(reading: Reading) -> str | None:
    """Quote what is wrong: the clauses with a broken thing, without politeness, place or hour."""
    clauses = [clause for clause in _clauses(reading) if _is_problem(reading, clause)]
    quotes = [reading.quote(first, last) for first, last in clauses]
    return ", ".join(dict.fromkeys(quotes)) or None


_TRAILING = PARTICLES | {
    "a",
    "au",
    "aux",
    "na",
    "pour",
    "la",
    "for",
    "avec",
    "et",
    "non",
    "s",
    "boni",
    "max",
    "maximum",
    "ou",
}
_BEFORE_NOUN = words("phrases", "before noun")
_SENT_ALONE = (
    GOODS_WORDS
    | frozenset(
        ["documents", "document", "gateau", "cle", "cles", "enveloppe", "pli", "carton", "dossier"]
    )
) - {"livre"}
_NO_PRODUCT = words("phrases", "no product")
_REQUEST = words("phrases", "request")


def _clauses(reading: Reading) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    first: int | None = None
    for index in range(len(reading.tokens) + 1):
        is_cut = (
            index == len(reading.tokens)
            or index in reading.closed
            or (first is not None and reading.tokens[index].follows_break)
        )
        if is_cut and first is not None:
            spans.append((first, index))
            first = None
        if index < len(reading.tokens) and index not in reading.closed and first is None:
            first = index
    return [
        trimmed
        for span in spans
        for trimmed in _after_artisan(reading, span)
        if trimmed[0] < trimmed[1]
    ]


def _after_artisan(reading: Reading, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Keep what follows the artisan (`un menuisier pour réparer…`) and drop the request itself."""
    first, last = span
    people = ALL_PEOPLE | {"artisan", "technicien"}
    named = [i for i in range(first, last) if reading.words[i] in people]
    if named:
        first = named[-1] + 1
        if first < last and reading.words[first] not in {"pour", "to", "because", "car"}:
            return []
    while first < last and reading.words[first] in _REQUEST:
        first += 1
    while last > first and reading.words[last - 1] in {
        "a",
        "au",
        "na",
        "for",
        "svp",
        "abeg",
        "c",
        "est",
        "s",
        "in",
        "on",
        "de",
        "please",
        "non",
    }:
        last -= 1
    return [(first, last)]


def _is_problem(reading: Reading, span: tuple[int, int]) -> bool:
    words = reading.words[span[0] : span[1]]
    signs = FAILURE_WORDS | (REPAIR_WORDS - {"artisan", "technicien", "prestataire"})
    sentence = " ".join(words)
    return bool(signs.intersection(words)) or any(phrase in sentence for phrase in BROKEN_PHRASES)


def _rather_cooling(name: str, words: Sequence[str]) -> str:
    """A `frigoriste` or `dépannage` repairs what is named with it."""
    if name not in {"électroménager", "informatique"}:
        return name
    cooling = TRADE_THINGS["climatisation"]
    return "climatisation" if cooling.intersection(words) else name


def _phrase(reading: Reading, first: int, stops: frozenset[str]) -> str | None:
    """Quote the noun phrase at `first`, or None when it says nothing."""
    if (
        first >= len(reading.tokens)
        or reading.is_stop(first, first, stops)
        or reading.words[first] in stops | GENERIC_PARCEL
    ):
        return None
    last = first + 1
    while not reading.is_stop(last, first, stops) and last - first < 6:
        if reading.words[last] in PARTICLES and reading.is_stop(last + 1, first, stops - {"la"}):
            break
        last += 1
    if reading.words[first] in _SEND_WORDS | _BUY_WORDS or reading.tokens[first].is_number:
        return None
    while last > first + 1 and reading.words[last - 1] in _TRAILING:
        last -= 1
    return reading.quote(first, last) or None


def _is_cut(reading: Reading, index: int) -> bool:
    return index < len(reading.tokens) and reading.tokens[index].follows_break


def _skip_articles(reading: Reading, index: int) -> int:
    """Step over articles, pronouns and counts to the noun itself."""
    while index < len(reading.words) and index not in reading.closed:
        if reading.words[index] not in ARTICLES | _BEFORE_NOUN and index not in reading.counts:
            break
        index += 1
    return index


def _name_at(reading: Reading, first: int) -> str | None:
    last = first
    while last < min(first + 3, len(reading.tokens)) and last not in reading.closed:
        token = reading.tokens[last]
        is_title = token.text in _TITLES and last == first
        if (
            token.is_number
            or (last > first and token.follows_break)
            or (token.text in COMMON_WORDS and not is_title)
        ):
            break
        if token.text in FOOD_WORDS | GOODS_WORDS | GENERIC_PARCEL or len(token.text) < 2:
            break
        last += 1
    is_only_title = last == first + 1 and reading.tokens[first].text in _TITLES - {"maman", "papa"}
    if last == first or is_only_title:
        return None
    return re.sub(r"\b[a-zà-ÿ]", lambda letter: letter.group().upper(), reading.quote(first, last))


def _name_before_phone(reading: Reading) -> str | None:
    for phone in reading.phone_at:
        last = phone
        while last > 0 and reading.tokens[last - 1].text in _BETWEEN_NAME_AND_PHONE:
            last -= 1
        for first in range(max(0, last - 2), last):
            name = _name_at(reading, first)
            if name and len(name.split()) == last - first:
                return name
    return None


def _ends_with(tokens: Sequence[Token], index: int, lead: tuple[str, ...]) -> bool:
    if index < len(lead):
        return False
    return tuple(token.text for token in tokens[index - len(lead) : index]) == lead
