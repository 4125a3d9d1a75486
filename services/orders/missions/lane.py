"""The lane of a mission, and the kinds of work that wait in it. Who does them: `dispatch.lane`."""

from enum import StrEnum
from uuid import UUID

PREFIX = "mission:"


class LaneKind(StrEnum):
    """Kinds of work in a mission's lane."""

    DISPATCH = "dispatch"
    OFFER_EXPIRED = "offer_expired"
    SETTLE_OFFERS = "settle_offers"
    SEARCH_AGAIN = "search_again"


def lane_of(mission_id: UUID) -> str:
    """Name the lane of a mission."""
    return f"{PREFIX}{mission_id}"
