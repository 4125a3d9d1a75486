"""Who is asked first."""

from uuid import UUID

import pytest

from services.orders.dispatch.ranking import (
    Candidate,
    CashLimit,
    affordable,
    nearest,
    ranked,
    suitable,
)
from shared.contracts.orders.api import ParcelSize, Vehicle


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


def test_only_the_sixty_nearest_are_compared() -> None:
    crowd = [driver(number, distance_m=number, recent=20) for number in range(1, 62)]
    far_and_free = driver(99, distance_m=5_000)
    assert order(*crowd[:59], far_and_free)[0] == 99
    assert 99 not in order(*crowd, far_and_free)
    assert len(ranked(crowd)) == 60


def test_the_nearest_come_first_and_unknown_positions_count_as_eight_kilometres() -> None:
    drivers = [driver(1, distance_m=None), driver(2, distance_m=8_001), driver(3, distance_m=7_999)]
    assert [one.driver_id.int for one in nearest(drivers, most=2)] == [3, 1]


def test_a_job_with_cash_needs_room_up_to_the_ceiling() -> None:
    held = {UUID(int=1): 90_000, UUID(int=2): 90_001}
    everybody = [driver(1), driver(2), driver(3)]
    limit = CashLimit(to_collect=10_000, ceiling=100_000)
    assert affordable(everybody, limit=limit, in_hand=held) == [driver(1), driver(3)]
    without = CashLimit(to_collect=0, ceiling=100_000)
    assert affordable(everybody, limit=without, in_hand={UUID(int=1): 250_000}) == everybody
