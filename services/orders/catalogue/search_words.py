"""From what a person typed to PostgreSQL's tsquery. Pure; the database's part is in search.py.

A product's words stand behind its city (`Brazzaville:poulet`), and its category is a word too
(`Brazzaville:#Plats`): migration 0006 builds them, this module asks for them in the same form.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz.distance import OSA

_PARTING: Final = str.maketrans(dict.fromkeys("-'’/\\", " "))
_CITY: Final = str.maketrans({" ": "_", "'": None, "\\": None})
_MOST_NEIGHBOURS: Final = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, without accents, and its stem; words that mean nothing have no stem."""

    typed: str
    stem: str


@dataclass(frozen=True, slots=True)
class Where:
    """Which lists of words are looked into: of these cities, of one category or of all."""

    cities: Sequence[str]
    category: str | None = None


def parted(q: str) -> str:
    """Part words at hyphens and apostrophes, as the products' words are."""
    return q.translate(_PARTING)


def all_of(groups: Iterable[Iterable[str]], *, where: Where) -> str:
    """Ask for products that have one stem of each group."""
    asked = [list(dict.fromkeys(group)) for group in groups]
    return " | ".join(f"({_inside(city, asked, where)})" for city in where.cities)


def any_of(groups: Iterable[Iterable[str]], *, where: Where) -> str:
    """Ask for products that have any stem of any group."""
    return all_of([[stem for group in groups for stem in group]], where=where)


def neighbours(word: str, known: Iterable[str]) -> list[str]:
    """Pick the known words a typed one was probably meant to be, the nearest only.

    Up to three letters stand as typed; up to five may have one letter wrong, missing, added or
    swapped, longer ones two (optimal string alignment).
    """
    allowed = 0 if len(word) <= 3 else 1 if len(word) <= 5 else 2
    distances = {other: OSA.distance(word, other, score_cutoff=allowed) for other in known}
    near = {other: distance for other, distance in distances.items() if distance <= allowed}
    best = min(near.values(), default=0)
    return sorted(other for other, distance in near.items() if distance == best)[:_MOST_NEIGHBOURS]


def _inside(city: str, groups: list[list[str]], where: Where) -> str:
    parts = [f"({' | '.join(_lexeme(city, stem) for stem in group)})" for group in groups]
    if where.category is not None:
        parts.append(_lexeme(city, "#" + where.category.translate(_CITY)))
    return " & ".join(parts)


def _lexeme(city: str, stem: str) -> str:
    """Quote a lexeme of a tsquery (PostgreSQL, 8.11.2)."""
    quoted = stem.replace("\\", "\\\\").replace("'", "''")
    return f"'{city.translate(_CITY)}:{quoted}'"
