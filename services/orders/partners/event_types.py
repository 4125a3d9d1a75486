"""The events partners are told of, by the names they subscribe to. Pure.

`mission.delivered` is one, `mission.*` all of a kind, `*` everything.
"""

from collections.abc import Iterable
from typing import Final

from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.errors import UnknownEventType

NO_DRIVER: Final = "mission.no_driver"
EVENT_TYPES: Final = (
    *(f"mission.{status}" for status in MissionStatus),
    NO_DRIVER,
    *(f"order.{status}" for status in OrderStatus),
)
PATTERNS: Final = ("*", "mission.*", "order.*", *EVENT_TYPES)


def mission_type(status: MissionStatus) -> str:
    """Name the event of a mission that reached a state."""
    return f"mission.{status}"


def order_type(status: OrderStatus) -> str:
    """Name the event of an order that reached a state."""
    return f"order.{status}"


def check_patterns(patterns: Iterable[str]) -> list[str]:
    """Give patterns back, each once.

    Raises:
        UnknownEventType: one matches nothing we tell.
    """
    known = list(dict.fromkeys(patterns))
    for pattern in known:
        if pattern not in PATTERNS:
            raise UnknownEventType(event_type=pattern, accepted=", ".join(PATTERNS))
    return known


def is_wanted(event_type: str, *, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns takes the event."""
    kind = event_type.partition(".")[0]
    return any(pattern in {"*", f"{kind}.*", event_type} for pattern in patterns)
