"""The lane of a mission, and the kinds of work that wait in it. Who does them: `dispatch.lane`.

A mission that delivers an order also tells the order's lane of each move: an item of kind
`mission_moved` with the `mission_id`. Who reads it: the noun orders.
"""

from enum import StrEnum
from uuid import UUID

PREFIX = "mission:"
ORDER_PREFIX = "order:"
MISSION_MOVED = "mission_moved"


class LaneKind(StrEnum):
    """Kinds of work in a mission's lane."""

    DISPATCH = "dispatch"
    OFFER_EXPIRED = "offer_expired"
    SETTLE_OFFERS = "settle_offers"
    SEARCH_AGAIN = "search_again"
    DRIVER_LEFT = "driver_left"
    OPEN_JOB_EXPIRED = "open_job_expired"


def lane_of(mission_id: UUID) -> str:
    """Name the lane of a mission."""
    return f"{PREFIX}{mission_id}"


def order_lane_of(order_id: UUID) -> str:
    """Name the lane of the order that a mission delivers."""
    return f"{ORDER_PREFIX}{order_id}"
