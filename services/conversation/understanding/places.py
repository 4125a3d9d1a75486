"""Places inside a message: gazetteer names with typos, landmarks, relations and door cues.

Who goes where (pickup or drop-off) is `routes`' business. A place that nobody knows is kept as
words when it names a landmark, without coordinates.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.conversation.understanding import gazetteer
from services.conversation.understanding.gazetteer import PARTICLES, Match
from services.conversation.understanding.named_places import NamedPlace, find_names
from services.conversation.understanding.normalise import Message, Token, normalise, read_message
from services.conversation.understanding.understood import Country, FoundPlace, Relation
from services.conversation.understanding.vocabulary.common_words import COMMON_WORDS
from services.conversation.understanding.vocabulary.place_words import (
    AT_PHRASES,
    FROM_PHRASES,
    LANDMARK_KINDS,
    RELATIONS,
    TO_PHRASES,
)

_PREPOSITIONS = (
    frozenset(AT_PHRASES) | frozenset(FROM_PHRASES) | frozenset(TO_PHRASES) | frozenset(RELATIONS)
)
_PLACE_LEADS = frozenset(phrase[-1] for phrase in _PREPOSITIONS)
_LANDMARK_WORDS = 4
_LONGEST_TYPO = 4
_LONG_START = 6
_CUE = re.compile(
    r"\b(?:(?:grand|grande|petit|petite|double|gros)\s+)?"
    r"(?:portail|barriere|cloture|mur|villa|batiment|immeuble|etage|maison|porte|kiosque|gate|fence)\b[^,.;\n\d]{0,40}"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at its tokens. `choices` are equally good places when the words do not decide."""

    first: int
    last: int
    place: FoundPlace
    kind: str
    choices: tuple[FoundPlace, ...] = ()


def find_place(
    text: str, country: Country = Country.CONGO, *, city: str | None = None
) -> list[FoundPlace]:
    """Find the places a text names, best first; `city` decides between namesakes."""
    mentions = find_mentions(read_message(text), country=country, city=city)
    ranked = sorted(
        mentions, key=lambda mention: (mention.kind == "city", -mention.place.confidence)
    )
    return [place for mention in ranked for place in mention.choices or (mention.place,)]


def find_mentions(
    message: Message,
    *,
    country: Country = Country.CONGO,
    city: str | None = None,
    taken: Iterable[tuple[int, int]] = (),
) -> list[Mention]:
    """Find the places of a message, left to right, outside the `taken` token spans."""
    closed = {index for first, last in taken for index in range(first, last)}
    hits = find_names(message.tokens, country, closed)
    said = city or _said_city(hits)
    mentions = [_mention(message, hit, country, said) for hit in hits]
    mentions = _with_landmarks(message, mentions, closed)
    return _with_cues(message, _without_city_notes(message, mentions))


def _said_city(hits: Iterable[NamedPlace]) -> str | None:
    """Tell the city a message speaks of: named, or that of its one unmistakable place."""
    hits = list(hits)
    for hit in hits:
        if hit.matches[0].entry.kind == "city":
            return hit.matches[0].entry.city
    sure = {
        hit.matches[0].entry.city
        for hit in hits
        if len(hit.matches) == 1 and hit.matches[0].score >= 0.95
    }
    return sure.pop() if len(sure) == 1 else None


def _mention(message: Message, hit: NamedPlace, country: Country, city: str | None) -> Mention:
    matches = _in_city(_namesakes(message, hit, city), country, city)
    start, end = message.tokens[hit.first].start, message.tokens[hit.last - 1].end
    label = message.quote(start, end)
    places = tuple(_found(match, label) for match in matches)
    return Mention(
        first=hit.first,
        last=hit.last,
        place=places[0],
        kind=matches[0].entry.kind,
        choices=places if len(places) > 1 else (),
    )


def _namesakes(message: Message, hit: NamedPlace, city: str | None) -> tuple[Match, ...]:
    """Give the namesake that the said city has under a longer name: `Bonamoussadi, Yaoundé`."""
    if city is None or any(match.entry.city == city for match in hit.matches):
        return hit.matches
    words = [token.text for token in message.tokens[hit.first : hit.last]]
    longer = gazetteer.key_of([*words, *normalise(city).split()])
    return gazetteer.named(longer) or hit.matches


def _in_city(matches: tuple[Match, ...], country: Country, city: str | None) -> tuple[Match, ...]:
    here = tuple(match for match in matches if match.entry.city == city)
    at_home = tuple(match for match in matches if match.entry.country is country)
    return (here or at_home or matches)[:4]


def _found(match: Match, label: str) -> FoundPlace:
    entry = match.entry
    is_area = entry.kind in {"quartier", "arrondissement"}
    return FoundPlace(
        label=label,
        name=entry.name,
        quartier=entry.name if is_area else None,
        city=entry.city,
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        confidence=round(match.score, 2),
    )


def _with_landmarks(message: Message, mentions: list[Mention], closed: set[int]) -> list[Mention]:
    """Join `derrière la pharmacie` to the place named with it, or keep it as a place of its own."""
    found: list[Mention] = []
    index, tokens = 0, message.tokens
    starts = {mention.first: mention for mention in mentions}
    while index < len(tokens):
        mention = starts.get(index)
        if mention:
            found.append(_related(message, mention))
            index = mention.last
        elif (
            tokens[index].text in LANDMARK_KINDS
            and index not in closed
            and _is_address(tokens, index)
        ):
            found.append(_landmark(message, index, starts, closed))
            index = found[-1].last
        else:
            index += 1
    return found


def _is_address(tokens: Sequence[Token], index: int) -> bool:
    """Whether a landmark word is an address: after a relation or a preposition, or first."""
    if _relation_before(tokens, index)[0]:
        return True
    at = index
    while at > 0 and tokens[at - 1].text in {"la", "le", "l", "the"}:
        at -= 1
    leads = {"a", "au", "aux", "vers", "na", "at", "depuis", "du", "de", "from", "to", "jusqu"}
    if index + 1 == len(tokens) or tokens[index + 1].follows_break:
        return False
    after = tokens[index + 1]
    is_named = after.text in PARTICLES or after.text not in COMMON_WORDS
    is_led = at == 0 or tokens[at].follows_break or tokens[at - 1].text in leads
    return is_named and is_led and not (after.is_number and at == 0)


def _related(message: Message, mention: Mention) -> Mention:
    """Add the relation said before a known place: `en face du CHU`."""
    relation, first = _relation_before(message.tokens, mention.first)
    if relation is None or (message.tokens[first].text == "vers" and mention.kind != "landmark"):
        return mention
    label = message.quote(message.tokens[first].start, message.tokens[mention.last - 1].end)
    place = replace(mention.place, label=label, relation=relation, landmark=mention.place.label)
    return replace(mention, first=first, place=place)


def _landmark(
    message: Message, index: int, starts: dict[int, Mention], closed: set[int]
) -> Mention:
    tokens = message.tokens
    relation, first = _relation_before(tokens, index)
    last, inner = index + 1, None
    while last < min(len(tokens), index + 1 + _LANDMARK_WORDS) and inner is None:
        if last in closed or tokens[last].follows_break or _ends_landmark(tokens, last, starts):
            break
        inner = starts.get(last)
        last = inner.last if inner else last + 1
    while last > index + 1 and tokens[last - 1].text in PARTICLES:
        last -= 1
    known = inner or _quartier_after(tokens, last, starts)
    words = message.quote(tokens[index].start, tokens[last - 1].end)
    label = message.quote(tokens[first].start, tokens[last - 1].end)
    if known is None:
        place = FoundPlace(label, words, landmark=words, relation=relation, confidence=0.3)
        return Mention(first, last, place, "unknown")
    place = replace(known.place, label=label, landmark=words, relation=relation)
    return replace(known, first=first, last=max(last, known.last), place=place)


def _ends_landmark(tokens: Sequence[Token], index: int, starts: dict[int, Mention]) -> bool:
    word = tokens[index].text
    if word in {
        "a",
        "au",
        "aux",
        "vers",
        "pour",
        "chez",
        "jusqu",
        "et",
        "to",
        "na",
        "kino",
        "from",
        "avec",
        "depuis",
    }:
        return True
    is_linked = word in PARTICLES or tokens[index - 1].text in PARTICLES
    return word in COMMON_WORDS and not is_linked and index not in starts


def _quartier_after(
    tokens: Sequence[Token], index: int, starts: dict[int, Mention]
) -> Mention | None:
    """Find the quartier that situates a landmark: `la pharmacie X à Ouenzé`, `…, Ouenzé`."""
    for at in range(index, min(index + 3, len(tokens))):
        mention = starts.get(at)
        if mention and mention.kind in {"quartier", "arrondissement"}:
            return mention
        if tokens[at].text not in {"a", "de", "du", "quartier", "dans", "le", "la", "in"}:
            return None
    return None


def _relation_before(tokens: Sequence[Token], index: int) -> tuple[Relation | None, int]:
    """Find the relation just before a token, and where the phrase begins."""
    at = index
    while (
        at > 0
        and tokens[at - 1].text in PARTICLES | {"au", "a", "to", "ya", "quartier"}
        and not tokens[at].follows_break
    ):
        at -= 1
    for start in (at, *range(at + 1, index + 1)):
        for length in (3, 2, 1):
            words = tuple(token.text for token in tokens[max(0, start - length) : start])
            if len(words) == length and words in RELATIONS:
                return RELATIONS[words], start - length
    return None, index


def _without_city_notes(message: Message, mentions: list[Mention]) -> list[Mention]:
    """Drop `à Brazzaville` after a place of Brazzaville; it only says which city."""
    kept: list[Mention] = []
    for mention in mentions:
        previous = kept[-1] if kept else None
        is_same = previous is not None and previous.place.city == mention.place.city
        if previous and is_same and mention.kind == "city" and previous.last + 3 >= mention.first:
            kept[-1] = replace(previous, last=mention.last)
        elif (
            previous
            and is_same
            and previous.kind == "city"
            and _is_note(message, previous, mention)
        ):
            kept[-1] = replace(mention, first=previous.first)
        elif previous and is_same and _is_inside(message, previous, mention):
            kept[-1] = _situated(previous, mention)
        else:
            kept.append(mention)
    return kept


def _is_note(message: Message, city: Mention, place: Mention) -> bool:
    between = [token.text for token in message.tokens[city.last : place.first]]
    return not between or between == ["quartier"]


def _is_inside(message: Message, point: Mention, area: Mention) -> bool:
    """Whether `area` only says where `point` is: `marché Total, Bacongo`, `… dans Bacongo`."""
    if area.kind not in {"quartier", "arrondissement"} or point.kind in {
        "quartier",
        "arrondissement",
        "city",
    }:
        return False
    between = [token.text for token in message.tokens[point.last : area.first]]
    return between in ([], ["quartier"], ["dans"], ["de"], ["dans", "le"])


def _situated(point: Mention, area: Mention) -> Mention:
    place = replace(point.place, quartier=area.place.quartier)
    if place.latitude is None:
        place = replace(place, latitude=area.place.latitude, longitude=area.place.longitude)
    return replace(point, last=area.last, place=place)


def _with_cues(message: Message, mentions: list[Mention]) -> list[Mention]:
    """Add what helps at the door, said after a comma: `portail bleu`."""
    cued: list[Mention] = []
    for index, mention in enumerate(mentions):
        start = message.tokens[mention.last - 1].end
        stop = mentions[index + 1].first if index + 1 < len(mentions) else len(message.tokens)
        end = message.tokens[stop - 1].end if stop > mention.last else start
        found = _CUE.search(message.folded, start, end)
        if not found or not re.fullmatch(
            r"\s*[,(]\s*(?:(?:au|le|la|un|une|avec|the)\s+)*", message.folded[start : found.start()]
        ):
            cued.append(mention)
            continue
        place = replace(mention.place, cue=message.quote(found.start(), found.end()))
        last = next(
            (i for i, t in enumerate(message.tokens) if t.start >= found.end()), len(message.tokens)
        )
        cued.append(replace(mention, last=last, place=place))
    return cued
