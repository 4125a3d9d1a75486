"""Where an order can stand and who may move it there, in one table; pure.

Partners' reports are merged by rank like missions', so any order of any reports ends in the same
state: a problem overtakes the way and is overtaken by any end; a cancellation loses to a refusal,
and both lose to goods that were really delivered. Our own parties go only where `follows` lets
them (orders.md, Marketplace orders).
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from services.orders.missions.ranks import Merge, merge_by_rank
from shared.contracts.orders.api import OrderStatus


class Party(StrEnum):
    """Who moves an order: driver stands for its mission, system for our own timers."""

    CLIENT = "client"
    MERCHANT = "merchant"
    DRIVER = "driver"
    SYSTEM = "system"
    PARTNER = "partner"


class Goods(StrEnum):
    """Where a state leaves the goods: promised on the shelf, gone from it, or free again."""

    RESERVED = "reserved"
    GONE = "gone"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class State:
    """One row of the table: who may move an order there, and from which states.

    A problem counts the goods as gone: what comes back is counted in by its merchant. A ready order
    is refused only while no driver has its mission (see `use_cases.move_order`).
    """

    status: OrderStatus
    rank: int
    parties: AbstractSet[Party]
    follows: AbstractSet[OrderStatus] = frozenset()
    goods: Goods = Goods.RESERVED
    is_terminal: bool = False
    needs_payment: bool = False


_S: Final = OrderStatus
_MERCHANT: Final = frozenset({Party.MERCHANT, Party.PARTNER})

STATES: Final = (
    State(_S.PENDING, 0, frozenset({Party.PARTNER})),
    State(_S.CONFIRMED, 1, _MERCHANT, frozenset({_S.PENDING}), needs_payment=True),
    State(_S.PREPARING, 2, _MERCHANT, frozenset({_S.PENDING, _S.CONFIRMED}), needs_payment=True),
    State(
        _S.READY,
        3,
        _MERCHANT,
        frozenset({_S.PENDING, _S.CONFIRMED, _S.PREPARING}),
        needs_payment=True,
    ),
    State(
        _S.HANDED_OVER,
        4,
        frozenset({Party.MERCHANT, Party.DRIVER, Party.PARTNER}),
        frozenset({_S.READY}),
        Goods.GONE,
        needs_payment=True,
    ),
    State(
        _S.PROBLEM,
        5,
        frozenset({Party.DRIVER, Party.PARTNER}),
        frozenset({_S.READY, _S.HANDED_OVER}),
        Goods.GONE,
    ),
    State(
        _S.CANCELLED,
        6,
        frozenset({Party.CLIENT, Party.SYSTEM, Party.PARTNER}),
        frozenset({_S.PENDING, _S.CONFIRMED}),
        Goods.FREE,
        is_terminal=True,
    ),
    State(
        _S.REFUSED,
        7,
        _MERCHANT,
        frozenset({_S.PENDING, _S.CONFIRMED, _S.PREPARING, _S.READY}),
        Goods.FREE,
        is_terminal=True,
    ),
    State(
        _S.DELIVERED,
        8,
        frozenset({Party.DRIVER, Party.PARTNER}),
        frozenset({_S.READY, _S.HANDED_OVER, _S.PROBLEM}),
        Goods.GONE,
        is_terminal=True,
    ),
)
_BY_STATUS: Final = {state.status: state for state in STATES}

RANKS: Final = {state.status: state.rank for state in STATES}
ON_THE_DESK: Final = tuple(
    state.status
    for state in STATES
    if state.goods is Goods.RESERVED  # what a merchant still has in hand
)


def state_of(status: OrderStatus) -> State:
    """Look a state up in the table."""
    return _BY_STATUS[status]


def merge_order(current: OrderStatus, reported: OrderStatus) -> Merge[OrderStatus]:
    """Merge a report into where an order stands."""
    return merge_by_rank(current, reported, ranks=RANKS)


def is_move_allowed(current: OrderStatus, move: OrderStatus, *, party: Party) -> bool:
    """Whether one of our parties may move an order on; skipping forward is in the table."""
    there = state_of(move)
    return party in there.parties and current in there.follows


def is_cancellable(status: OrderStatus) -> bool:
    """Whether the client may still call the order off."""
    return is_move_allowed(status, OrderStatus.CANCELLED, party=Party.CLIENT)
