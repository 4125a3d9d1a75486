"""How long a delivery takes, as an honest range in minutes, never negative; pure.

Two speeds bound the ride (traffic, rain), a margin bounds the pick-up. Not a route planner.
"""

from datetime import datetime
from typing import Final, assert_never

from shared.contracts.orders.api import Minutes, MissionStatus

FAST_M_PER_MIN: Final = 500  # 30 km/h, a motorbike on free streets
SLOW_M_PER_MIN: Final = 250  # 15 km/h, the same at rush hour
FETCH: Final = Minutes(low=10, high=25)  # finding a driver and reaching the pick-up
AT_THE_DOOR: Final = Minutes(low=0, high=5)


def ride(distance_m: int) -> Minutes:
    """Give the time on the road alone."""
    return Minutes(low=_up(distance_m, FAST_M_PER_MIN), high=_up(distance_m, SLOW_M_PER_MIN) + 5)


def whole_delivery(distance_m: int) -> Minutes:
    """Give the time from the order to the hand-over, as a quote promises it."""
    alone = ride(distance_m)
    return Minutes(low=FETCH.low + alone.low, high=FETCH.high + alone.high)


def remaining(
    status: MissionStatus, *, distance_m: int | None, since: datetime, now: datetime
) -> Minutes | None:
    """Tell what is left of a mission that has been in `status` since `since`.

    None when nothing honest can be said: no distance, something went wrong, or it is over.
    """
    if distance_m is None:
        return None
    match status:
        case MissionStatus.PENDING | MissionStatus.ACCEPTED | MissionStatus.TO_PICKUP:
            return _less(whole_delivery(distance_m), since=since, now=now, floor=ride(distance_m))
        case MissionStatus.AT_PICKUP:
            return ride(distance_m)
        case MissionStatus.PICKED_UP | MissionStatus.IN_TRANSIT:
            return _less(ride(distance_m), since=since, now=now, floor=AT_THE_DOOR)
        case MissionStatus.AT_DROPOFF:
            return AT_THE_DOOR
        case (
            MissionStatus.PROBLEM
            | MissionStatus.DELIVERED
            | MissionStatus.RETURNED
            | MissionStatus.CANCELLED
        ):
            return None
        case _ as never:
            assert_never(never)


def _less(promised: Minutes, *, since: datetime, now: datetime, floor: Minutes) -> Minutes:
    spent = max(0, int((now - since).total_seconds() // 60))
    return Minutes(
        low=max(floor.low, promised.low - spent), high=max(floor.high, promised.high - spent)
    )


def _up(value: int, divisor: int) -> int:
    return -(-value // divisor)
