"""The words partners use for statuses (orders.md, Missions; toktok-backend.md). Data, no merging.

Accents, case, spaces and hyphens do not matter: `En-route récupération` is `en_route_recuperation`.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.errors import UnknownStatus

_MISSION_WORDS: Final = {
    MissionStatus.PENDING: "pending en_attente new nouvelle",
    MissionStatus.ACCEPTED: "accepted assigned assignee confirme",
    MissionStatus.TO_PICKUP: "to_pickup en_route_recuperation",
    MissionStatus.AT_PICKUP: "at_pickup pickup_arrived arrive_pickup au_depart arrive_recuperation",
    MissionStatus.PICKED_UP: "picked_up recupere",
    MissionStatus.IN_TRANSIT: "in_transit en_route en_route_livraison",
    MissionStatus.AT_DROPOFF: "at_dropoff arrive_livraison",
    MissionStatus.DELIVERED: "delivered livree completed termine",
    MissionStatus.PROBLEM: "problem probleme failed",
    MissionStatus.RETURNED: "returned retournee",
    MissionStatus.CANCELLED: "cancelled canceled annule annulee",
}
_ORDER_WORDS: Final = {
    OrderStatus.PENDING: "pending en_attente new nouvelle",
    OrderStatus.CONFIRMED: "confirmed accepted confirme acceptee",
    OrderStatus.PREPARING: "preparing",
    OrderStatus.READY: "ready prete preparee",
    OrderStatus.HANDED_OVER: "handed_over shipped expediee",
    OrderStatus.DELIVERED: "delivered livree completed termine",
    OrderStatus.PROBLEM: "problem probleme failed",
    OrderStatus.REFUSED: "refused refusee",
    OrderStatus.CANCELLED: "cancelled canceled annule annulee",
}
MISSION_SYNONYMS: Final[Mapping[str, MissionStatus]] = {
    word: status for status, words in _MISSION_WORDS.items() for word in words.split()
}
ORDER_SYNONYMS: Final[Mapping[str, OrderStatus]] = {
    word: status for status, words in _ORDER_WORDS.items() for word in words.split()
}


def normalised(word: str) -> str:
    """Write a word the way the tables do: lower case, no accents, underscores between."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    return re.sub(r"[\s\-_]+", "_", plain.strip().lower())


def read_mission_status(word: str) -> MissionStatus:
    """Read a partner's word for a mission's status.

    Raises:
        UnknownStatus: it is none of the accepted words, which the error lists.
    """
    status = MISSION_SYNONYMS.get(normalised(word))
    if status is None:
        raise UnknownStatus(status=word[:60], accepted=", ".join(MISSION_SYNONYMS))
    return status


def read_order_status(word: str) -> OrderStatus:
    """Read a partner's word for an order's status.

    Raises:
        UnknownStatus: it is none of the accepted words, which the error lists.
    """
    status = ORDER_SYNONYMS.get(normalised(word))
    if status is None:
        raise UnknownStatus(status=word[:60], accepted=", ".join(ORDER_SYNONYMS))
    return status
