"""Who is told what by which event of orders. Pure; queueing is a use case's business.

The client is told about the mission, the driver about offers and a cancelled job. A dedupe key
names the mission, how many times it was accepted and the kind: whatever is replayed or reported
twice, each stage is told once per driver who had the mission.
"""

from collections.abc import Callable
from typing import Final

from services.notifications.messages.dispatch_exhausted import dispatch_exhausted
from services.notifications.messages.driver_offer import driver_offer
from services.notifications.messages.message import Addressed, Kind, Message
from services.notifications.messages.mission_accepted import driver_card, mission_accepted
from services.notifications.messages.mission_at_dropoff import mission_at_dropoff
from services.notifications.messages.mission_at_pickup import mission_at_pickup
from services.notifications.messages.mission_cancelled import mission_cancelled
from services.notifications.messages.mission_cancelled_driver import mission_cancelled_driver
from services.notifications.messages.mission_delivered import mission_delivered
from services.notifications.messages.mission_picked_up import mission_picked_up
from services.notifications.messages.mission_problem import mission_problem
from services.notifications.messages.mission_returned import mission_returned
from services.notifications.messages.offer_closed import offer_closed
from shared.contracts.orders.api import DriverCard, Mission, MissionStatus
from shared.contracts.orders.events import (
    DispatchExhausted,
    MissionStatusChanged,
    OfferClosed,
    OfferMade,
)
from shared.values.contact import ContactRef

# Statuses without an entry are not worth a message: the chat has just confirmed `pending`, and
# `to_pickup` follows `accepted` at once. `in_transit` shares its message with `picked_up`.
_TOLD_TO_CLIENT: Final[dict[MissionStatus, Callable[[Mission], Message]]] = {
    MissionStatus.ACCEPTED: mission_accepted,
    MissionStatus.AT_PICKUP: mission_at_pickup,
    MissionStatus.PICKED_UP: mission_picked_up,
    MissionStatus.IN_TRANSIT: mission_picked_up,
    MissionStatus.AT_DROPOFF: mission_at_dropoff,
    MissionStatus.DELIVERED: mission_delivered,
    MissionStatus.PROBLEM: mission_problem,
    MissionStatus.RETURNED: mission_returned,
    MissionStatus.CANCELLED: mission_cancelled,
}


def told_of_status(event: MissionStatusChanged) -> list[Addressed]:
    """List the messages of a change of status, in the order people should get them."""
    return [*_told_to_client(event), *_told_to_driver(event)]


def told_of_exhaustion(event: DispatchExhausted) -> list[Addressed]:
    """List the messages when nobody took a mission; each exhausted search is told."""
    client = event.mission.client
    if client is None:
        return []
    key = f"event:{event.event_id}"
    return [Addressed(client, dispatch_exhausted(event.mission), dedupe_key=key)]


def told_of_offer(event: OfferMade) -> list[Addressed]:
    """List the messages of a new offer."""
    message = driver_offer(event.offer, made_at=event.occurred_at)
    key = f"offer:{event.offer.id}:made"
    return [Addressed(_driver(event.offer.driver), message, dedupe_key=key)]


def told_of_closed_offer(event: OfferClosed) -> list[Addressed]:
    """List the messages of an offer that ended without its driver."""
    message = offer_closed(event.offer, reason=event.reason, closed_at=event.occurred_at)
    key = f"offer:{event.offer.id}:closed"
    return [Addressed(_driver(event.offer.driver), message, dedupe_key=key)]


def _told_to_client(event: MissionStatusChanged) -> list[Addressed]:
    mission, client = event.mission, event.mission.client
    write = _TOLD_TO_CLIENT.get(event.status)
    if client is None or write is None:
        return []
    messages = [write(mission)]
    if event.status is MissionStatus.ACCEPTED and mission.driver is not None:
        messages.append(driver_card(mission.driver))
    return [
        Addressed(client, message, dedupe_key=_key(event, message.kind)) for message in messages
    ]


def _told_to_driver(event: MissionStatusChanged) -> list[Addressed]:
    driver = event.mission.driver
    if driver is None or event.status is not MissionStatus.CANCELLED:
        return []
    message = mission_cancelled_driver(event.mission)
    return [Addressed(_driver(driver), message, dedupe_key=_key(event, message.kind))]


def _key(event: MissionStatusChanged, kind: Kind) -> str:
    if kind is Kind.MISSION_PROBLEM:  # may happen again, and is news each time
        return f"event:{event.event_id}"
    accepted = [e for e in event.mission.timeline if e.status is MissionStatus.ACCEPTED]
    return f"mission:{event.mission.id}:{len(accepted)}:{kind}"


def _driver(driver: DriverCard) -> ContactRef:
    return ContactRef(phone=driver.phone, name=driver.name)
