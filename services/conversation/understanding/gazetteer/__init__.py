"""The places we know, one CSV a city and one of other towns, looked up by name, sound and typo.

Coordinates are WGS 84 and good to a few hundred metres: enough to price and to send a driver,
never shown as an exact address. Nothing here reads sentences.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from services.conversation.understanding.gazetteer.sounds import bare_sound_of, sound_of
from services.conversation.understanding.normalise import read_message
from services.conversation.understanding.understood import Country, FoundPlace, Relation
from shared.values.place import Place, distance_m

NEAR_M = 1_500
_SHORT = 6
"""Up to so many letters only quartiers are looked for, and by letter: short words sound alike."""
_SHORTEST_ABROAD = 7
CITY_FILES = ("brazzaville", "pointe_noire", "douala", "yaounde", "towns")

AREA_KINDS = frozenset({"quartier", "arrondissement"})
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
    "hopital": "hopital",
}  # fmt: skip


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
    by_bare_sound: dict[str, tuple[Entry, ...]]
    sounds: dict[Country, tuple[str, ...]]
    keys: dict[Country, tuple[str, ...]]
    area_keys: dict[Country, tuple[str, ...]]
    keys_of: dict[str, tuple[str, ...]]
    words: dict[str, frozenset[str]]
    """The words of the names with a sound."""
    all_words: frozenset[str]
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


@lru_cache(maxsize=8192)
def sounding(
    words: tuple[str, ...],
    *,
    country: Country,
    fixed: frozenset[str] = frozenset(),
    is_expected: bool = True,
) -> tuple[Match, ...]:
    """Find the entries that sound like this or are a typo away, the best ones only.

    The name must have the `fixed` words as they are. Where no place is expected, only the
    slightest typo counts.
    """
    if not fixed <= _index().all_words:
        return ()
    key = key_of(words)
    exact = _same_sound(key, fixed)
    if exact:
        return exact
    abroad = next(other for other in Country if other is not country)
    found = _typo(key, country, fixed, is_expected=is_expected)
    if found or len(key) < _SHORTEST_ABROAD:
        return found
    return _typo(key, abroad, fixed, is_expected=False)


def starting(key: str, *, country: Country) -> tuple[Match, ...]:
    """Find the one quartier whose name begins like this: `bonamous`."""
    found = {
        entry
        for name, entries in _index().by_name.items()
        for entry in entries
        if name.startswith(key) and entry.country is country and entry.kind in AREA_KINDS
    }
    shortest = min(found, key=lambda entry: len(entry.name), default=None)
    if shortest is None or not all(entry.name.startswith(shortest.name) for entry in found):
        return ()
    return (Match(shortest, 0.85),)


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


def _same_sound(key: str, fixed: frozenset[str]) -> tuple[Match, ...]:
    heard, bare = sound_of(key), bare_sound_of(key)
    if len(heard) < 4 or not fixed <= _index().words.get(heard, fixed):
        return ()
    entries = _index().by_sound.get(heard)
    if entries is None and len(bare) >= 4:
        entries = _index().by_bare_sound.get(bare)
    return tuple(Match(entry, 0.95) for entry in entries or ())


def _slips(length: int, *, is_expected: bool) -> int:
    """Allow more slips in longer names: one letter of five is often another quartier."""
    if not is_expected:
        return 1 if length >= 7 else 0
    return 0 if length < 4 else 1 if length < 8 else 2 if length < 13 else 3


def _typo(
    key: str, country: Country, fixed: frozenset[str], *, is_expected: bool
) -> tuple[Match, ...]:
    """Find the names at the fewest slips, by letter or by ear; of those, the most alike."""
    slips = _slips(len(key), is_expected=is_expected)
    if slips == 0:
        return ()
    # Loading the matcher takes 30 ms, which a message without typos should not wait for.
    from rapidfuzz import fuzz  # noqa: PLC0415 - see above

    index, heard = _index(), sound_of(key)
    areas = len(key) <= _SHORT
    names = index.area_keys[country] if areas else index.keys[country]
    close = _close(key, names, slips)
    if len(heard) > _SHORT:
        sounds = _close(heard, index.sounds[country], min(slips, 2))
        close += [(name, slip) for sound, slip in sounds for name in index.keys_of[sound]]
    close = [
        (name, slip)
        for name, slip in close
        if fixed <= index.words[sound_of(name)] and (slip == 1 or name[0] == key[0])
    ]
    if not close:
        return ()
    fewest = min(slip for _, slip in close)
    best = max((n for n, slip in close if slip == fewest), key=lambda name: fuzz.ratio(key, name))
    score = max(fuzz.ratio(key, best), fuzz.ratio(heard, sound_of(best))) / 100 - 0.05
    return tuple(Match(entry, score) for entry in index.by_name[best] if entry.country is country)


def _close(text: str, names: Sequence[str], slips: int) -> list[tuple[str, int]]:
    from rapidfuzz import process  # noqa: PLC0415 - see `_typo`
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - see `_typo`

    found = process.extract(text, names, scorer=OSA.distance, score_cutoff=slips, limit=8)
    return [(name, int(slip)) for name, slip, _ in found]


@cache
def _index() -> _Index:
    by_name: dict[str, list[Entry]] = {}
    words_of: dict[str, set[str]] = {}
    longest = 1
    for entry, names in rows():
        for name in names:
            words = [token.text for token in read_message(name).tokens]
            longest = max(longest, len(words))
            key = key_of(words)
            _add(by_name, key, entry)
            _add(by_name, "".join(words), entry)  # `laplaine`: the article may be glued on
            if entry.kind == "ministry" and len(words) == 1:
                continue  # an acronym has no sound to mistake
            for sound in {sound_of(key), sound_of("".join(words))}:
                words_of.setdefault(sound, set()).update(words, map(_expanded, words))
    by_sound: dict[str, list[Entry]] = {}
    by_bare_sound: dict[str, list[Entry]] = {}
    for key, entries in by_name.items():
        for entry in entries if sound_of(key) in words_of else ():
            _add(by_sound, sound_of(key), entry)
            _add(by_bare_sound, bare_sound_of(key), entry)
    keys_of: dict[str, list[str]] = {}
    for key in by_name:
        keys_of.setdefault(sound_of(key), []).append(key)
    heard = {key: by_name[key] for key in by_name if sound_of(key) in words_of}
    areas = {
        key: [entry for entry in entries if entry.kind in AREA_KINDS]
        for key, entries in heard.items()
    }
    return _Index(
        by_name=_frozen(by_name),
        by_sound=_frozen(by_sound),
        by_bare_sound=_frozen(by_bare_sound),
        sounds=_by_country(by_sound),
        keys=_by_country(heard),
        area_keys=_by_country(areas),
        keys_of={sound: tuple(keys) for sound, keys in keys_of.items()},
        words={sound: frozenset(words) for sound, words in words_of.items()},
        all_words=frozenset().union(*words_of.values()),
        longest_name=longest,
    )


def _by_country(table: dict[str, list[Entry]]) -> dict[Country, tuple[str, ...]]:
    return {
        country: tuple(
            key for key, found in table.items() if any(e.country is country for e in found)
        )
        for country in Country
    }


def _add(table: dict[str, list[Entry]], key: str, entry: Entry) -> None:
    found = table.setdefault(key, [])
    if entry not in found:
        found.append(entry)


def _expanded(word: str) -> str:
    return _ABBREVIATIONS.get(word, word)


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
