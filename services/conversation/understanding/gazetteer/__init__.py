"""The places we know, one CSV a city, and their lookup by name, by sound and with typos.

Coordinates are WGS 84 and good to a few hundred metres: enough to price and to send a driver,
never shown as an exact address. Nothing here reads sentences.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from services.conversation.understanding.normalise import read_message
from services.conversation.understanding.understood import Country, FoundPlace, Relation
from shared.values.place import Place, distance_m

NEAR_M = 1_500
CITY_FILES = ("brazzaville", "pointe_noire", "douala", "yaounde")

PARTICLES = frozenset({"de", "du", "des", "d", "la", "le", "les", "l", "the", "of", "ya"})
"""Words a name is written with or without."""

_ABBREVIATIONS = {
    "st": "saint", "ste": "sainte", "rp": "rondpoint", "av": "avenue", "bd": "boulevard",
    "blvd": "boulevard", "hop": "hopital", "hosto": "hopital", "univ": "universite",
    "carref": "carrefour", "qt": "quartier", "zando": "marche", "lopitalo": "hopital",
}  # fmt: skip
_ENGLISH_KINDS = {
    "market": "marche", "hospital": "hopital", "airport": "aeroport", "university": "universite",
    "stadium": "stade", "station": "gare", "roundabout": "rondpoint", "junction": "carrefour",
}  # fmt: skip
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("ou|w", "u"), ("qu|ck|c|q", "k"), ("ph", "f"), ("y|j", "i"), ("gu(?=[eia])", "g"),
        ("h", ""), ("z", "s"), ("ai|ei|ey", "e"), ("au|eau", "o"), (r"(.)\1+", r"\1"),
        ("(?<=.{4})[est]$", ""),
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the gazetteer."""

    name: str
    kind: str
    city: str
    country: Country
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how well the words name it, from 0 to 1."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class _Index:
    by_name: dict[str, tuple[Entry, ...]]
    by_sound: dict[str, tuple[Entry, ...]]
    sounds: dict[Country, tuple[str, ...]]
    longest_name: int


def key_of(words: Iterable[str]) -> str:
    """Join the words of a name so that spelling apart or together does not matter."""
    kept = [_ABBREVIATIONS.get(word, word) for word in words if word not in PARTICLES]
    if len(kept) > 1 and kept[-1] in _ENGLISH_KINDS:
        kept = [_ENGLISH_KINDS[kept[-1]], *kept[:-1]]
    return "".join(kept)


def named(key: str) -> tuple[Match, ...]:
    """Find the entries whose name or alias is exactly this."""
    return tuple(Match(entry, 1.0) for entry in _index().by_name.get(key, ()))


def sounding(key: str, *, country: Country) -> tuple[Match, ...]:
    """Find the entries that sound like this or are a typo away, the best ones only."""
    heard = _sound(key)
    exact = _index().by_sound.get(heard)
    if exact and len(heard) >= 4:
        return tuple(Match(entry, 0.95) for entry in exact)
    others = [other for other in Country if other is not country]
    return _typo(heard, country, _cutoff(len(heard))) or _typo(heard, others[0], 90)


def longest_name() -> int:
    """Count the words of the longest name."""
    return _index().longest_name


def cities() -> frozenset[str]:
    """List the cities covered, in our spelling."""
    return frozenset(entry.city for entries in _index().by_name.values() for entry in entries)


def nearest_place(latitude: float, longitude: float) -> FoundPlace | None:
    """Name the known place closest to a shared position, when one is within 1.5 km.

    The coordinates stay the person's own; the label says what the point is near to.
    """
    here = Place(label="here", latitude=latitude, longitude=longitude)
    entries = {entry for listed in _index().by_name.values() for entry in listed}
    measured = [(distance_m(here, _place(entry)), entry.name, entry) for entry in entries]
    metres, _, entry = min(measured, key=lambda one: one[:2])
    if metres > NEAR_M:
        return None
    return FoundPlace(
        label=entry.name,
        name=entry.name,
        city=entry.city,
        country=entry.country,
        latitude=latitude,
        longitude=longitude,
        relation=Relation.NEAR,
        confidence=1.0,
    )


def _place(entry: Entry) -> Place:
    return Place(label=entry.name, latitude=entry.latitude, longitude=entry.longitude)


def _typo(heard: str, country: Country, cutoff: float) -> tuple[Match, ...]:
    if len(heard) < 5:
        return ()
    # Loading the matcher takes 30 ms, which a message without typos should not wait for.
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - see above

    best = process.extractOne(
        heard, _index().sounds[country], scorer=fuzz.ratio, score_cutoff=cutoff
    )
    if best is None:
        return ()
    sound, score, _ = best
    return tuple(
        Match(entry, score / 100 - 0.05)
        for entry in _index().by_sound[sound]
        if entry.country is country
    )


def _cutoff(length: int) -> float:
    """Ask more of short names: one letter of five is another quartier."""
    if length <= 5:
        return 88
    return 83 if length <= 8 else 80


def _sound(key: str) -> str:
    for pattern, sound in _SOUNDS:
        key = pattern.sub(sound, key)
    return key


@cache
def _index() -> _Index:
    by_name: dict[str, list[Entry]] = {}
    longest = 1
    for entry, names in rows():
        for name in names:
            words = [token.text for token in read_message(name).tokens]
            longest = max(longest, len(words))
            found = by_name.setdefault(key_of(words), [])
            if entry not in found:
                found.append(entry)
    by_sound: dict[str, list[Entry]] = {}
    for key, entries in by_name.items():
        heard = by_sound.setdefault(_sound(key), [])
        heard += [entry for entry in entries if entry not in heard]
    sounds = {
        country: tuple(
            s for s, found in by_sound.items() if any(e.country is country for e in found)
        )
        for country in Country
    }
    return _Index(_frozen(by_name), _frozen(by_sound), sounds, longest)


def rows() -> Iterable[tuple[Entry, list[str]]]:
    """Read every entry with its name and aliases."""
    for city in CITY_FILES:
        path = Path(__file__).with_name(f"{city}.csv")
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield _entry(row), [row["name"], *filter(None, row["aliases"].split("|"))]


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        name=row["name"],
        kind=row["kind"],
        city=row["city"],
        country=Country(row["country"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
    )


def _frozen(table: dict[str, list[Entry]]) -> dict[str, tuple[Entry, ...]]:
    return {key: tuple(entries) for key, entries in table.items()}
