"""A purchase told in one breath: what, from which shop, delivered where.

`2 paracétamol chez Pharmacie du Plateau, livraison à Mpila` is no parcel, and the quartier in the
shop's name is no address. Whoever speaks of a parcel, a phone number or a way from one place to
another is left to the other readers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.conversation.understanding.places import Mention
from services.conversation.understanding.sentence.parts import Parts
from services.conversation.understanding.sentence.reading import BUY_WORDS
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.goods import GENERIC_PARCEL
from services.conversation.understanding.vocabulary.people import PEOPLE, TITLES
from services.conversation.understanding.vocabulary.place_words import NAMES
from services.conversation.understanding.vocabulary.trades import (
    ALL_PEOPLE,
    FAILURE_WORDS,
    REPAIR_WORDS,
)

_KINDS = words("shops", "kinds")
_FIRM_LEADS = frozenset({("chez",), ("from",), ("epai", "ya"), ("pe", "ya")})
_LEADS = _FIRM_LEADS | {("at",), ("na",), ("for",)}
_DELIVERY = words("shops", "delivery")
_NO_NAME = words("shops", "no name") | PEOPLE
_NAME_ENDS = words("shops", "name ends") | _DELIVERY
_PARTICLES = frozenset({"de", "du", "d", "des", "l", "la", "le", "les"})
_BEFORE_THINGS = words("shops", "before things")
_OWN = words("shops", "own")
_NO_THING = GENERIC_PARCEL | PEOPLE | ALL_PEOPLE | FAILURE_WORDS | REPAIR_WORDS | _OWN
_NO_PURCHASE = words("shops", "no purchase")
_DELIVERING = frozenset({"livrer", "deliver", "deposer", "memela", "kokomisa"})
_LONGEST_NAME = 5
_LONGEST_THING = 7


@dataclass(frozen=True, slots=True)
class Purchase:
    """Where the thing and the shop's name stand among the tokens, ends excluded."""

    thing: tuple[int, int]
    shop: tuple[int, int]

    def thing_in(self, parts: Parts) -> str:
        """Quote what is bought."""
        return _quote(parts, self.thing)

    def shop_in(self, parts: Parts) -> str:
        """Quote the shop's name."""
        return _quote(parts, self.shop)


def read_purchase(parts: Parts) -> Purchase | None:
    """Find a thing and the shop it is to come from; None when it may be something else."""
    said = parts.words
    if parts.phones or parts.reference or _NO_PURCHASE.intersection(said):
        return None
    for at in range(1, len(said)):
        length = _lead_length(said, at)
        if not length:
            continue
        thing = _thing_before(parts, at)
        shop = _shop_at(parts, at + length, is_firm=said[at : at + length] in _FIRM_LEADS)
        if thing and shop and _is_told(parts, thing, shop) and not _is_sent(parts, thing, shop):
            return Purchase(thing, shop)
    return None


def without_shop(parts: Parts, purchase: Purchase) -> Parts:
    """Take the places of the shop's name away from the places of the message."""
    first, last = purchase.shop
    return replace(
        parts,
        mentions=[m for m in parts.mentions if m.last <= first or m.first >= last],
        places=[m for m in parts.places if m.last <= first or m.first >= last],
    )


def delivered_first(parts: Parts, places: Sequence[Mention]) -> list[Mention]:
    """Put the place after `livré à`, `delivery at`, `memela na` before the others."""
    return sorted(places, key=lambda m: not _DELIVERY.intersection(_just_before(parts, m.first)))


def _just_before(parts: Parts, index: int) -> tuple[str, ...]:
    return parts.words[max(0, index - 3) : index]


def _lead_length(said: Sequence[str], at: int) -> int:
    return next((n for n in (2, 1) if tuple(said[at : at + n]) in _LEADS), 0)


def _thing_before(parts: Parts, lead: int) -> tuple[int, int] | None:
    """Walk back from the shop to a count, an article or a word of wanting."""
    counts = {i for f in parts.figures for i in range(f.first, f.last)}
    taken = {i for m in parts.mentions for i in range(m.first, m.last)}
    last = lead
    while last > 0 and (last - 1 in counts or parts.words[last - 1] in _PARTICLES):
        last -= 1
    first = last
    while first > 0 and not _is_edge(parts, first - 1, counts | taken):
        first -= 1
    while first < last and parts.words[first] in _PARTICLES:
        first += 1
    is_owned = first > 0 and parts.words[first - 1] in _OWN
    told = parts.words[first:last]
    is_thing = 0 < len(told) <= _LONGEST_THING and not _NO_THING.intersection(told)
    return (first, last) if is_thing and not is_owned and first - 1 not in taken else None


def _is_edge(parts: Parts, index: int, taken: set[int]) -> bool:
    is_cut = parts.message.tokens[index + 1].follows_break
    word = parts.words[index]
    return is_cut or index in taken or word in _BEFORE_THINGS or word in BUY_WORDS


def _shop_at(parts: Parts, first: int, *, is_firm: bool) -> tuple[int, int] | None:
    """Read the shop's name: a kind of shop and what follows, or a name with a capital."""
    tokens, said = parts.message.tokens, parts.words
    start = first + (said[first : first + 1] == ("chez",))
    if start >= len(said) or said[start] in _NO_NAME or tokens[start].is_number:
        return None
    is_kind = said[start] in _KINDS
    named = next((m for m in parts.mentions if m.first <= start < m.last), None)
    if named is not None and not is_kind and (not is_firm or named.place.confidence >= 1):
        return None
    is_capital = parts.message.source[tokens[start].start].isupper()
    is_named = is_capital and (is_firm or said[start] not in TITLES)
    if not (is_kind or is_named or (is_firm and _DELIVERY.intersection(said[start:]))):
        return None
    last = start + 1
    while last < min(len(said), start + _LONGEST_NAME) and not _ends(parts, start, last):
        last += 1
    while last > start + 1 and said[last - 1] in _PARTICLES:
        last -= 1
    return None if is_kind and last == start + 1 else (start, last)


def _ends(parts: Parts, start: int, last: int) -> bool:
    """Whether the name is over: at a break, a preposition, or a place that is no part of it."""
    said, token = parts.words, parts.message.tokens[last]
    if token.follows_break or token.is_number or said[last] in _NAME_ENDS:
        return True
    is_place = any(m.first == last for m in parts.mentions)
    return is_place and said[start] not in _KINDS and said[last - 1] not in _PARTICLES


def _is_told(parts: Parts, thing: tuple[int, int], shop: tuple[int, int]) -> bool:
    """Whether something besides the two names says that it is bought."""
    said, first = parts.words, thing[0]
    before = said[first - 1] if first else ""
    counted = any(f.first < thing[1] + 2 and f.last >= first - 1 for f in parts.figures)
    is_wanted = before in BUY_WORDS or before in _BEFORE_THINGS or counted
    is_terse = first == 0 and said[shop[0]] in _KINDS
    return is_wanted or is_terse or bool(_DELIVERY.intersection(said[shop[1] :]))


def _is_sent(parts: Parts, thing: tuple[int, int], shop: tuple[int, int]) -> bool:
    """Whether it goes to somebody: `faire livrer des chaussures chez Marie`."""
    said, (first, last) = parts.words, shop
    is_person = last == first + 1 and said[first] in NAMES
    return said[first] not in _KINDS and (
        is_person or bool(_DELIVERING.intersection(said[: thing[0]]))
    )


def _quote(parts: Parts, span: tuple[int, int]) -> str:
    tokens = parts.message.tokens
    return parts.message.quote(tokens[span[0]].start, tokens[span[1] - 1].end)
