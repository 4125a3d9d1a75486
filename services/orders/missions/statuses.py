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
    """One row of the table; a driver reports only the steps marked so."""

    status: MissionStatus
    rank: int
    is_terminal: bool = False
    is_cancellable: bool = False
    is_driver_step: bool = False


STATES: Final = (
    State(MissionStatus.PENDING, 0, is_cancellable=True),
    State(MissionStatus.ACCEPTED, 1, is_cancellable=True),
    State(MissionStatus.TO_PICKUP, 2, is_cancellable=True, is_driver_step=True),
    State(MissionStatus.AT_PICKUP, 3, is_cancellable=True, is_driver_step=True),
    State(MissionStatus.PICKED_UP, 4, is_driver_step=True),
    State(MissionStatus.IN_TRANSIT, 5, is_driver_step=True),
    State(MissionStatus.AT_DROPOFF, 6, is_driver_step=True),
    State(MissionStatus.PROBLEM, 7, is_driver_step=True),
    State(MissionStatus.CANCELLED, 8, is_terminal=True),
    State(MissionStatus.RETURNED, 9, is_terminal=True),
    State(MissionStatus.DELIVERED, 10, is_terminal=True, is_driver_step=True),
)
_BY_STATUS: Final = {state.status: state for state in STATES}
_RANKS: Final = {state.status: state.rank for state in STATES}

ACTIVE: Final = tuple(state.status for state in STATES if not state.is_terminal)


def state_of(status: MissionStatus) -> State:
    """Look a state up in the table."""
    return _BY_STATUS[status]


def merge(current: MissionStatus, reported: MissionStatus) -> Merge[MissionStatus]:
    """Merge a report into where the mission stands."""
    return merge_by_rank(current, reported, ranks=_RANKS)


def is_driver_step_allowed(current: MissionStatus, step: MissionStatus) -> bool:
    """Whether a driver may report `step`: forward only, skipping allowed, never after the end."""
    here, there = state_of(current), state_of(step)
    has_driver = here.rank >= state_of(MissionStatus.ACCEPTED).rank
    return has_driver and there.is_driver_step and not here.is_terminal and there.rank > here.rank
