"""Merging reports by rank: the higher rank wins, so the order of reports does not matter. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)


class MergeResult(StrEnum):
    """What a report did: moved the thing, repeated where it is, or came too late."""

    MOVED = "moved"
    REPEATED = "repeated"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Merge(Generic[S]):
    """The state after a report, and what the report did."""

    status: S
    result: MergeResult


def merge_by_rank(current: S, reported: S, *, ranks: Mapping[S, int]) -> Merge[S]:
    """Merge a report into a state; commutative, associative and idempotent in the state.

    No two states may share a rank.
    """
    if reported is current:
        return Merge(current, MergeResult.REPEATED)
    if ranks[reported] < ranks[current]:
        return Merge(current, MergeResult.LATE)
    return Merge(reported, MergeResult.MOVED)
