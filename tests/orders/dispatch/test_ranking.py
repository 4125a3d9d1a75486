"""Who is asked first."""

from uuid import UUID

import pytest

from services.orders.dispatch.ranking import Candidate, ranked, suitable
from services.orders.drivers.models import Vehicle
from shared.contracts.orders.api import ParcelSize


def driver(
    number: int,
    *,
    distance_m: float | None = 1_000,
    in_hand: int = 0,
    rating: float = 5.0,
    recent: int = 0,
    vehicle: Vehicle = Vehicle.MOTORBIKE,
) -> Candidate:
    return Candidate(
        driver_id=UUID(int=number),
        vehicle=vehicle,
        distance_m=distance_m,
        missions_in_hand=in_hand,
        rating=rating,
        recent_jobs=recent,
    )


def order(*candidates: Candidate) -> list[int]:
    return [candidate.driver_id.int for candidate in ranked(candidates)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (driver(2, distance_m=900), driver(1, distance_m=1_000)),
        (driver(2, distance_m=2_000), driver(1, distance_m=1_000, in_hand=1)),
        (driver(2, distance_m=1_300), driver(1, distance_m=1_000, recent=1)),
        (driver(2, distance_m=1_400), driver(1, distance_m=1_000, rating=4.5)),
        (driver(2, distance_m=7_999), driver(1, distance_m=None)),
        (driver(1), driver(2)),
    ],
    ids=["near", "free", "fair", "well rated", "known position", "stable"],
)
def test_the_better_driver_is_asked_first(first: Candidate, second: Candidate) -> None:
    expected = [first.driver_id.int, second.driver_id.int]
    assert order(first, second) == order(second, first) == expected


def test_a_driver_with_three_missions_in_hand_is_not_asked() -> None:
    assert suitable([driver(1, in_hand=3), driver(2, in_hand=2)], size=ParcelSize.SMALL) == [
        driver(2, in_hand=2)
    ]


def test_a_motorbike_carries_no_large_parcel() -> None:
    van = driver(2, vehicle=Vehicle.VAN)
    assert suitable([driver(1), van], size=ParcelSize.LARGE) == [van]
    assert suitable([driver(1), van], size=ParcelSize.MEDIUM) == [driver(1), van]
