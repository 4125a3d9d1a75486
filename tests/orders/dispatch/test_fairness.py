"""A thousand jobs among equal drivers: shared fairly, and still done by somebody near."""

import random
from dataclasses import dataclass, field
from math import hypot
from statistics import fmean
from uuid import UUID

import pytest

from services.orders.dispatch.ranking import MOST_MISSIONS_IN_HAND, Candidate, ranked
from shared.contracts.orders.api import Vehicle

DRIVERS, JOBS = 50, 1_000
MINUTES_BETWEEN_JOBS = 3
SPEED_M_PER_MIN = 300
DAY_MIN = 24 * 60

Point = tuple[float, float]


@dataclass
class Rider:
    """Somebody on duty: where, and when each job began and ends (minutes)."""

    at: Point
    home: Point
    began: list[float] = field(default_factory=list)
    busy_until: list[float] = field(default_factory=list)

    def seen(self, number: int, *, pickup: Point, now: float) -> Candidate:
        return Candidate(
            driver_id=UUID(int=number),
            vehicle=Vehicle.MOTORBIKE,
            distance_m=away(self.at, pickup),
            missions_in_hand=sum(end > now for end in self.busy_until),
            rating=5.0,
            recent_jobs=sum(began > now - DAY_MIN for began in self.began),
        )

    def ride(self, pickup: Point, dropoff: Point, *, now: float, goes_home: bool) -> None:
        length = away(self.at, pickup) + away(pickup, dropoff)
        self.began.append(now)
        self.busy_until.append(max([now, *self.busy_until]) + length / SPEED_M_PER_MIN)
        self.at = self.home if goes_home else dropoff


@dataclass
class Outcome:
    """How many jobs each rider had, how far it was to them, and to anybody on average."""

    jobs: list[int]
    ridden_m: float
    anybody_m: float


def away(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def two_days(*, seed: int, goes_home: bool) -> Outcome:
    """Let jobs come one after the other; half of the pick-ups are around the market."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    ridden_m, anybody_m = [], []
    riders = [Rider(here, here) for here in (somewhere(chance, 6_000) for _ in range(DRIVERS))]
    for job in range(JOBS):
        now = job * MINUTES_BETWEEN_JOBS
        pickup = somewhere(chance, 800 if job % 2 else 6_000)
        candidates = [
            rider.seen(number, pickup=pickup, now=now) for number, rider in enumerate(riders)
        ]
        free = [one for one in candidates if one.missions_in_hand < MOST_MISSIONS_IN_HAND]
        best = ranked(free)[0]
        ridden_m.append(best.distance_m or 0)
        anybody_m.append(fmean(one.distance_m or 0 for one in free))
        dropoff = somewhere(chance, 6_000)
        riders[best.driver_id.int].ride(pickup, dropoff, now=now, goes_home=goes_home)
    return Outcome([len(rider.began) for rider in riders], fmean(ridden_m), fmean(anybody_m))


def somewhere(chance: random.Random, spread_m: float) -> Point:
    return (chance.uniform(-spread_m, spread_m), chance.uniform(-spread_m, spread_m))


def gini(counts: list[int]) -> float:
    """0 when all have the same, towards 1 when one has everything."""
    ordered = sorted(counts)
    weighted = sum(rank * count for rank, count in enumerate(ordered, start=1))
    return 2 * weighted / (len(ordered) * sum(ordered)) - (len(ordered) + 1) / len(ordered)


def test_gini_tells_equal_from_unequal() -> None:
    assert gini([5, 5, 5, 5]) == pytest.approx(0)
    assert gini([0, 0, 0, 20]) == pytest.approx(0.75)


@pytest.mark.parametrize("goes_home", [False, True], ids=["roaming", "from the own corner"])
@pytest.mark.parametrize("seed", range(2))
def test_a_thousand_jobs_are_shared_fairly_by_somebody_near(seed: int, *, goes_home: bool) -> None:
    outcome = two_days(seed=seed, goes_home=goes_home)
    assert sum(outcome.jobs) == JOBS
    assert gini(outcome.jobs) <= 0.20
    assert min(outcome.jobs) >= 5
    assert outcome.ridden_m <= 0.6 * outcome.anybody_m
