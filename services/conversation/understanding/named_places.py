"""Names of the gazetteer inside a message, typos included, and ordinary words left alone.

What stands around a name (a landmark, a relation, a city) is `places`' business.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.conversation.understanding import gazetteer
from services.conversation.understanding.gazetteer import PARTICLES, Match
from services.conversation.understanding.normalise import Token
from services.conversation.understanding.spelling import known_words
from services.conversation.understanding.understood import Country
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.common_words import COMMON_WORDS
from services.conversation.understanding.vocabulary.place_words import (
    AT_PHRASES,
    FROM_PHRASES,
    NAMES,
    ORDINARY_ABROAD,
    ORDINARY_NAMES,
    RELATIONS,
    TO_PHRASES,
)

_PREPOSITIONS = (
    frozenset(AT_PHRASES) | frozenset(FROM_PHRASES) | frozenset(TO_PHRASES) | frozenset(RELATIONS)
)
_PLACE_LEADS = frozenset(phrase[-1] for phrase in _PREPOSITIONS)
_SIDES = words("directions", "side of pickup") | words("directions", "side of dropoff")
_ENGLISH = words("directions", "before an english a")
_LONGEST_TYPO = 4
_LONG_START = 6


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """The tokens of a name and the places it may be, the best ones."""

    first: int
    last: int
    matches: tuple[Match, ...]


def find_names(tokens: Sequence[Token], country: Country, closed: set[int]) -> list[NamedPlace]:
    """Find the names of known places, left to right, outside the `closed` tokens."""
    hits: list[NamedPlace] = []
    index = 0
    while index < len(tokens):
        exact = _exact_hit(tokens, index, country, closed)
        hit = _typo_hit(tokens, index, country, closed, beyond=exact) or exact
        if hit:
            hits.append(hit)
            index = hit.last
        else:
            index += 1
    return hits


def _windows(tokens: Sequence[Token], first: int, longest: int, closed: set[int]) -> list[int]:
    """List the ends of the word groups that start here, longest first, never across a comma."""
    if tokens[first].text in PARTICLES:
        return []
    ends: list[int] = []
    for end in range(first + 1, min(first + longest, len(tokens)) + 1):
        last = tokens[end - 1]
        if end - 1 in closed or (end - 1 > first and last.follows_break):
            break
        if last.text not in PARTICLES:
            ends.append(end)
    return ends[::-1]


def _exact_hit(
    tokens: Sequence[Token], first: int, country: Country, closed: set[int]
) -> NamedPlace | None:
    for end in _windows(tokens, first, gazetteer.longest_name(), closed):
        key = gazetteer.key_of(token.text for token in tokens[first:end])
        matches = gazetteer.named(key)
        if not matches:
            continue
        is_foreign = all(match.entry.country is not country for match in matches)
        is_ordinary = _is_ordinary(key) or (is_foreign and key in ORDINARY_ABROAD)
        if not is_ordinary or _is_placed(tokens, first, end, is_foreign=is_foreign):
            return NamedPlace(first, end, matches)
    return None


def _typo_hit(
    tokens: Sequence[Token],
    first: int,
    country: Country,
    closed: set[int],
    *,
    beyond: NamedPlace | None,
) -> NamedPlace | None:
    """Find a misspelt name; `beyond` an exact one, only a longer name that has its words too."""
    for end in _windows(tokens, first, _LONGEST_TYPO, closed):
        if beyond and end <= beyond.last:
            return None
        words = tuple(token.text for token in tokens[first:end])
        known = {word for word in words if _is_known(word)}
        if beyond:
            known.update(words[: beyond.last - first])
        key = gazetteer.key_of(words)
        if len(key) < 4 or known.issuperset(words) or any(map(str.isdigit, words)):
            continue
        matches = _misspelt(tokens, first, words, known=frozenset(known), country=country)
        if matches and not _is_ordinary(key) and key not in ORDINARY_ABROAD:
            return NamedPlace(first, end, matches)
    return None


def _is_known(word: str) -> bool:
    return word not in PARTICLES and (word in NAMES or word in known_words())


def _misspelt(
    tokens: Sequence[Token],
    first: int,
    words: tuple[str, ...],
    *,
    known: frozenset[str],
    country: Country,
) -> tuple[Match, ...]:
    """Find what a misspelt group of words may name; the `known` ones are spelt as meant."""
    # After `chez` comes somebody's name more often than a quartier's.
    is_expected = _is_expected(tokens, first) and not (first and tokens[first - 1].text == "chez")
    if not is_expected and (len(words) > 2 or len(gazetteer.key_of(words)) < 6):
        return ()
    found = gazetteer.sounding(words, country=country, fixed=known, is_expected=is_expected)
    if not found and is_expected and len(words) == 1 and len(words[0]) >= _LONG_START:
        found = gazetteer.starting(words[0], country=country)
    return found


def _is_ordinary(key: str) -> bool:
    return len(key) < 4 or key in ORDINARY_NAMES or key in COMMON_WORDS


def _is_expected(tokens: Sequence[Token], first: int) -> bool:
    """Whether a place may well come here: after a preposition or a break, or at the beginning."""
    at = first
    while at > 0 and tokens[at - 1].text in PARTICLES - {"de", "du", "d", "des"}:
        at -= 1
    if at == 0 or tokens[at].follows_break:
        return True
    is_article = at > 1 and tokens[at - 1].text == "a" and tokens[at - 2].text in _ENGLISH
    return tokens[at - 1].text in _PLACE_LEADS and not is_article


def _is_placed(tokens: Sequence[Token], first: int, end: int, *, is_foreign: bool) -> bool:
    """Whether an ordinary word is used as a place: after a preposition, or alone in its clause.

    The other country's are ordinary words here (`mokolo` is a day in Lingala): alone they are none.
    """
    at = first
    while at > 0 and tokens[at - 1].text in PARTICLES - {"de", "du", "d", "des"}:
        at -= 1
    if ">" in tokens[at].gap or (end < len(tokens) and ">" in tokens[end].gap):
        return True
    if at == 0 or tokens[at].follows_break:
        return not is_foreign and (end == len(tokens) or tokens[end].follows_break)
    if _SIDES.intersection(token.text for token in tokens[max(0, at - 4) : at]):
        return True  # `le départ c'est la plaine`
    weak = {"pour", "est", "is", "en", "chez", "2"} | (
        {"na", "par", "for"} if is_foreign else set()
    )
    return tokens[at - 1].text in _PLACE_LEADS - weak
