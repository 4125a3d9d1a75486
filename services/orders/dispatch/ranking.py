"""Who is asked first: near, free, well rated, and not always the same; pure.

The score is in metres, so that every weight can be read as a detour: a mission in hand counts as
1.5 km of road, and so on. Smaller is better.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, assert_never
from uuid import UUID

from services.orders.drivers.models import Vehicle
from shared.contracts.orders.api import ParcelSize

MOST_MISSIONS_IN_HAND: Final = 3
DISTANCE_WHEN_UNKNOWN_M: Final = 8_000

_PER_MISSION_IN_HAND_M: Final = 1_500
_PER_RECENT_JOB_M: Final = 400
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


def suitable(candidates: Iterable[Candidate], *, size: ParcelSize) -> list[Candidate]:
    """Keep those whose vehicle carries the parcel and whose hands are not full."""
    carriers = _carriers(size)
    return [
        candidate
        for candidate in candidates
        if candidate.vehicle in carriers and candidate.missions_in_hand < MOST_MISSIONS_IN_HAND
    ]


def ranked(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Order candidates, best first; equal ones by their id."""
    return sorted(candidates, key=lambda candidate: (score(candidate), candidate.driver_id))


def score(candidate: Candidate) -> float:
    """Give the score in metres; smaller is better."""
    known = candidate.distance_m
    return (
        (DISTANCE_WHEN_UNKNOWN_M if known is None else known)
        + candidate.missions_in_hand * _PER_MISSION_IN_HAND_M
        + candidate.recent_jobs * _PER_RECENT_JOB_M
        + (_BEST_RATING - candidate.rating) * _PER_MISSING_STAR_M
    )


def _carriers(size: ParcelSize) -> frozenset[Vehicle]:
    match size:
        case ParcelSize.SMALL | ParcelSize.MEDIUM:
            return frozenset(Vehicle)
        case ParcelSize.LARGE:
            return frozenset(Vehicle) - {Vehicle.MOTORBIKE}
        case _ as never:
            assert_never(never)
