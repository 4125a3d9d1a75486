"""The life of a notification as states, and the one order in which they may follow each other.

Pure: which row is in which state is the repository's business.
"""

from enum import StrEnum
from typing import Final


class DeliveryState(StrEnum):
    """Where a notification is; `FAILED` is the channel's word after it accepted, `DEAD` is ours.

    `HELD` waits for a person: the window is closed, the channel is off, or the outcome is unknown.
    `SUPERSEDED` never left: newer news of the same job left instead.
    """

    QUEUED = "queued"
    SENDING = "sending"
    UNKNOWN = "unknown"
    HELD = "held"
    DEAD = "dead"
    SUPERSEDED = "superseded"
    ACCEPTED = "accepted"
    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"


# Statuses come late, twice and in any order: the highest wins. A proof of delivery outranks a
# failure, because only one of two reports about one message can be outdated, and people saw it.
_RANK: Final = {state: rank for rank, state in enumerate(DeliveryState)}

_REPORTED: Final = {
    "sent": DeliveryState.SENT,
    "delivered": DeliveryState.DELIVERED,
    "read": DeliveryState.READ,
    "played": DeliveryState.READ,
    "failed": DeliveryState.FAILED,
}

GIVEN_UP: Final = frozenset({DeliveryState.HELD, DeliveryState.DEAD, DeliveryState.FAILED})


def reported_state(status: str) -> DeliveryState | None:
    """Read a webhook's status word; None for words that say nothing about delivery."""
    return _REPORTED.get(status)


def states_below(state: DeliveryState) -> list[DeliveryState]:
    """List the states that a report of `state` may replace."""
    return [other for other in DeliveryState if _RANK[other] < _RANK[state]]


def merged(current: DeliveryState, reported: DeliveryState) -> DeliveryState:
    """Give the state after a report: ranks only go up."""
    return max(current, reported, key=_RANK.__getitem__)
