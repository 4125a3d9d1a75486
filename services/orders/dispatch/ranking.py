"""Who is asked first: near, free, well rated, and not always the same; pure.

The score is in metres, so that every weight can be read as a detour: a mission in hand counts as
1.5 km of road, and so on. Smaller is better. What somebody declined is no part of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nsmallest
from typing import Final, assert_never
from uuid import UUID

from shared.contracts.orders.api import ParcelSize, Vehicle

MOST_MISSIONS_IN_HAND: Final = 3
MOST_COMPARED: Final = 60
DISTANCE_WHEN_UNKNOWN_M: Final = 8_000

_PER_MISSION_IN_HAND_M: Final = 1_500
_PER_RECENT_JOB_M: Final = 600
_PER_MISSING_STAR_M: Final = 1_000
_BEST_RATING: Final = 5.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A driver on duty in the mission's city.

    `distance_m` is to the pick-up, None when the position is unknown or old; `recent_jobs` counts
    the last 24 hours; `is_being_asked` while an offer waits for this driver's answer.
    """

    driver_id: UUID
    vehicle: Vehicle
    distance_m: float | None
    missions_in_hand: int
    rating: float
    recent_jobs: int
    is_being_asked: bool = False


@dataclass(frozen=True, slots=True)
class CashLimit:
    """What a mission adds to a driver's cash, and the most anybody may hold, in whole francs."""

    to_collect: int
    ceiling: int

    def has_room(self, in_hand: int) -> bool:
        """Whether somebody with this much in hand may take it."""
        return not self.to_collect or in_hand + self.to_collect <= self.ceiling


def suitable(candidates: Iterable[Candidate], *, size: ParcelSize) -> list[Candidate]:
    """Keep those whose vehicle carries the parcel and whose hands are not full."""
    return [
        candidate
        for candidate in candidates
        if carries(candidate.vehicle, size=size)
        and candidate.missions_in_hand < MOST_MISSIONS_IN_HAND
    ]


def affordable(
    candidates: Iterable[Candidate], *, limit: CashLimit, in_hand: Mapping[UUID, int]
) -> list[Candidate]:
    """Keep those who may hold the mission's cash too; who is not in the map holds none."""
    return [one for one in candidates if limit.has_room(in_hand.get(one.driver_id, 0))]


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Order the sixty nearest candidates, best first; equal ones by their id."""
    near = nearest(candidates, most=MOST_COMPARED)
    return sorted(near, key=lambda candidate: (score(candidate), candidate.driver_id))


def nearest(candidates: Iterable[Candidate], *, most: int) -> list[Candidate]:
    """Keep the nearest candidates, nearest first; equal ones by their id."""
    return nsmallest(most, candidates, key=lambda one: (_distance(one), one.driver_id))


def score(candidate: Candidate) -> float:
    """Give the score in metres; smaller is better."""
    return (
        _distance(candidate)
        + candidate.missions_in_hand * _PER_MISSION_IN_HAND_M
        + candidate.recent_jobs * _PER_RECENT_JOB_M
        + (_BEST_RATING - candidate.rating) * _PER_MISSING_STAR_M
    )


def carries(vehicle: Vehicle, *, size: ParcelSize) -> bool:
    """Whether a vehicle takes a parcel of this size."""
    match size:
        case ParcelSize.SMALL | ParcelSize.MEDIUM:
            return True
        case ParcelSize.LARGE:
            return vehicle is not Vehicle.MOTORBIKE
        case _ as never:
            assert_never(never)


def _distance(candidate: Candidate) -> float:
    known = candidate.distance_m
    return DISTANCE_WHEN_UNKNOWN_M if known is None else known
