"""Where a mission can stand, in one table, and how a report is merged into it; pure.

Merging takes the higher of two ranks, so any order of any reports ends in the same state
(orders.md, Missions). The side states are ranked by what is the harder fact: a problem overtakes
the road and is overtaken by any end; a cancellation loses to a parcel that was really brought
back, and both lose to a parcel that was really delivered.
"""

from dataclasses import dataclass
from typing import Final

from services.orders.missions.ranks import Merge, merge_by_rank
from shared.contracts.orders.api import MissionStatus


@dataclass(frozen=True, slots=True)
class State:
    """One row of the table, and who may take a mission there.

    A client cancels while `is_cancellable`; a driver reports only the steps marked so, one of them
    only right `after` another, one only `once` another is reached; a merchant reports only the
    hand-over. Partners and our own back office report anything: merging decides.
    """

    status: MissionStatus
    rank: int
    is_terminal: bool = False
    is_cancellable: bool = False
    is_driver_step: bool = False
    is_merchant_step: bool = False
    after: MissionStatus | None = None
    once: MissionStatus | None = None


STATES: Final = (
    State(MissionStatus.PENDING, 0, is_cancellable=True),
    State(MissionStatus.ACCEPTED, 1, is_cancellable=True),
    State(MissionStatus.TO_PICKUP, 2, is_cancellable=True, is_driver_step=True),
    State(MissionStatus.AT_PICKUP, 3, is_cancellable=True, is_driver_step=True),
    State(MissionStatus.PICKED_UP, 4, is_driver_step=True, is_merchant_step=True),
    State(MissionStatus.IN_TRANSIT, 5, is_driver_step=True),
    State(MissionStatus.AT_DROPOFF, 6, is_driver_step=True),
    State(MissionStatus.PROBLEM, 7, is_driver_step=True, once=MissionStatus.PICKED_UP),
    State(MissionStatus.CANCELLED, 8, is_terminal=True),
    State(
        MissionStatus.RETURNED,
        9,
        is_terminal=True,
        is_driver_step=True,
        after=MissionStatus.PROBLEM,
    ),
    State(MissionStatus.DELIVERED, 10, is_terminal=True, is_driver_step=True),
)
_BY_STATUS: Final = {state.status: state for state in STATES}
_RANKS: Final = {state.status: state.rank for state in STATES}

ACTIVE: Final = tuple(state.status for state in STATES if not state.is_terminal)
WITH_THE_PARCEL: Final = (
    MissionStatus.PICKED_UP,
    MissionStatus.IN_TRANSIT,
    MissionStatus.AT_DROPOFF,
)


def state_of(status: MissionStatus) -> State:
    """Look a state up in the table."""
    return _BY_STATUS[status]


def merge(current: MissionStatus, reported: MissionStatus) -> Merge[MissionStatus]:
    """Merge a report into where the mission stands."""
    return merge_by_rank(current, reported, ranks=_RANKS)


def is_driver_step_allowed(current: MissionStatus, step: MissionStatus) -> bool:
    """Whether a driver may report `step`: forward only, skipping allowed, never after the end."""
    there = state_of(step)
    is_due = there.after in (None, current)
    is_due = is_due and (there.once is None or has_reached(current, there.once))
    return there.is_driver_step and is_due and _is_forward(current, step)


def is_merchant_step_allowed(current: MissionStatus, step: MissionStatus) -> bool:
    """Whether the merchant whose order it is may report `step`: the hand-over to a driver."""
    return state_of(step).is_merchant_step and _is_forward(current, step)


def has_reached(current: MissionStatus, milestone: MissionStatus) -> bool:
    """Whether a mission stands at a state or beyond it; the side states are beyond the road."""
    return state_of(current).rank >= state_of(milestone).rank


def _is_forward(current: MissionStatus, step: MissionStatus) -> bool:
    has_driver = has_reached(current, MissionStatus.ACCEPTED)
    is_over = state_of(current).is_terminal
    return has_driver and not is_over and not has_reached(current, step)
