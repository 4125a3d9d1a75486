"""The lanes of orders: one per order for its timers and its mission's news, one per promo hold."""

from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from services.orders.missions.lane import ORDER_PREFIX, order_lane_of
from shared.messaging.lanes import NewItem

PREFIX: Final = ORDER_PREFIX
PROMO_PREFIX: Final = "promo:"


class LaneKind(StrEnum):
    """Kinds of work in an order's lane."""

    MISSION_MOVED = "mission_moved"
    PAYMENT_DUE = "payment_due"


def payment_due(order_id: UUID, *, delay: timedelta) -> NewItem:
    """Make the timer that gives an awaited payment up."""
    return NewItem(
        lane=order_lane_of(order_id),
        kind=LaneKind.PAYMENT_DUE.value,
        payload={"order_id": str(order_id)},
        delay=delay,
    )


def settle_promo(cart_id: UUID, *, delay: timedelta = timedelta(0)) -> NewItem:
    """Make the work of telling billing what became of a promo hold."""
    return NewItem(
        lane=f"{PROMO_PREFIX}{cart_id}",
        kind="settle",
        payload={"cart_id": str(cart_id)},
        delay=delay,
    )
