"""A driver really stood where a phrase led."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from services.orders.places.models import End
from services.orders.places.phrases import learnable_phrase
from services.orders.work import Work
from shared.values.place import Place, distance_m

FARTHEST_BELIEVED_M: Final = 5_000


@dataclass(frozen=True, slots=True)
class Drop:
    """What a mission called one of its ends, and where the driver was there."""

    mission_id: UUID
    stop: End
    city: str
    said: Place
    stood: Place


async def record_drop(work: Work, drop: Drop) -> bool:
    """Learn from a drop; False when there is nothing to learn, or it was learned before.

    A driver farther than 5 km from where the mission went is not believed: somebody reported the
    step late, from elsewhere.

    Raises:
        Nothing: what cannot be learned is left out.
    """
    phrase = learnable_phrase(drop.said)
    if phrase is None or not drop.stood.is_located:
        return False
    if drop.said.is_located and distance_m(drop.said, drop.stood) > FARTHEST_BELIEVED_M:
        return False
    return await work.places.add_drop(
        {
            "phrase": phrase,
            "city": drop.city,
            "latitude": drop.stood.latitude,
            "longitude": drop.stood.longitude,
            "mission_id": drop.mission_id,
            "stop": drop.stop,
            "at": work.now,
        }
    )
