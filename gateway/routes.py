"""Who answers which public path: one table, read by the proxy, the limits and the API document.

What is not in the table does not exist outside, `/internal/*` of every service first of all.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Service(StrEnum):
    """The services behind the edge."""

    CONVERSATION = "conversation"
    ORDERS = "orders"
    NOTIFICATIONS = "notifications"
    PROVIDER = "provider"


class Audience(StrEnum):
    """Who calls a path: decides its limit and which headers go through."""

    PUBLIC = "public"
    PROVIDER = "provider"
    PARTNER = "partner"
    CHANNEL = "channel"  # Twilio, mobile money: an address kept for a service to come
    RESERVED = "reserved"  # a page to come: 404 until it is built


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the table; `service` is None where nobody answers yet."""

    path: str
    service: Service | None = None
    audience: Audience = Audience.PUBLIC


TABLE: Final = (
    Route("/webhooks/missions/status", Service.ORDERS, Audience.PARTNER),
    Route("/webhooks/orders/status", Service.ORDERS, Audience.PARTNER),
    Route("/webhooks/payments", audience=Audience.CHANNEL),
    Route("/webhooks/twilio", audience=Audience.CHANNEL),
    Route("/api/admin/people", Service.CONVERSATION),
    Route("/api/admin", Service.ORDERS),
    Route("/api/media", Service.ORDERS),
    Route("/api/partners", Service.ORDERS),
    Route("/api/merchants", Service.ORDERS),
    Route("/api/products", Service.ORDERS),
    Route("/api/search", Service.ORDERS),
    Route("/api/missions", Service.ORDERS),
    Route("/api/orders", Service.ORDERS),
    Route("/api/quotes", Service.ORDERS),
    Route("/api/notifications", Service.NOTIFICATIONS),
    Route("/api/providers", Service.PROVIDER),
    Route("/provider", Service.PROVIDER, Audience.PROVIDER),
    Route("/track", Service.ORDERS),
    Route("/exports", Service.CONVERSATION),
    Route("/ops", audience=Audience.RESERVED),
    Route("/ws/notifications", audience=Audience.RESERVED),
)

# A path that a service might read otherwise than we do: dot segments, backslashes, empty segments,
# control characters. The path given here is already percent-decoded.
_DEVIOUS: Final = re.compile(r"(?:^|/)\.{1,2}(?:/|$)|//|[\\\x00-\x1f\x7f]")


def route_of(path: str) -> Route | None:
    """Find the line of the table that a percent-decoded path falls under; None when none does."""
    if _DEVIOUS.search(path):
        return None
    for route in TABLE:
        if path == route.path or path.startswith(f"{route.path}/"):
            return route
    return None
