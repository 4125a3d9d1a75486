"""What partners' reports tell beside the status, merged so that their order does not matter. Pure.

A fact is kept from the most advanced report that carried it; between two reports of one rank the
greater text wins, for no better reason than that it is the same in every order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MergedFacts:
    """The facts that change, and the rank each known fact came with."""

    changes: dict[str, object]
    ranks: dict[str, Any]


def merge_facts(
    told: Mapping[str, object], *, rank: int, known: Mapping[str, object], ranks: Mapping[str, Any]
) -> MergedFacts:
    """Merge the facts of a report of `rank` into the known ones; None tells nothing."""
    changes: dict[str, object] = {}
    for name, value in told.items():
        if value is None:
            continue
        best = (ranks[name], str(known[name])) if name in ranks else (-1, "")
        if (rank, str(value)) > best:
            changes[name] = value
    return MergedFacts(changes, {**ranks, **dict.fromkeys(changes, rank)})
