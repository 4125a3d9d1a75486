"""Where a partner's order can stand, ranked like missions: the harder fact wins. Pure."""

from typing import Final

from services.orders.missions.ranks import Merge, merge_by_rank
from shared.contracts.orders.api import OrderStatus

RANKS: Final = {
    OrderStatus.PENDING: 0,
    OrderStatus.CONFIRMED: 1,
    OrderStatus.PREPARING: 2,
    OrderStatus.READY: 3,
    OrderStatus.HANDED_OVER: 4,
    OrderStatus.PROBLEM: 5,
    OrderStatus.CANCELLED: 6,
    OrderStatus.REFUSED: 7,
    OrderStatus.DELIVERED: 8,
}


def merge_order(current: OrderStatus, reported: OrderStatus) -> Merge[OrderStatus]:
    """Merge a report into where an order stands."""
    return merge_by_rank(current, reported, ranks=RANKS)
