"""Reads of missions for the chat and the tracking page."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.orders.missions.parties import what_is_known_to
from services.orders.missions.statuses import state_of
from services.orders.missions.views import Knows, describe, describe_all
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionList
from shared.values.contact import ContactRef
from shared.values.place import Place

MOST_LISTED: Final = 10
POSITION_IS_FRESH_FOR: Final = timedelta(minutes=30)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Followed:
    """What a tracking link shows; `mission` is None once the link has expired.

    `driver_place` is None without a running mission and a position of the last half hour.
    """

    mission: Mission | None
    driver_place: Place | None = None


async def follow(work: Work, *, token: str) -> Followed | None:
    """Find what a tracking link shows; None when it leads nowhere."""
    row = await work.missions.find_by_token(token) if _TOKEN.fullmatch(token) else None
    if row is None:
        return None
    if not row.is_tracked(work.now):
        return Followed(mission=None)
    place = None
    if row.driver_id is not None and not state_of(row.status).is_terminal:
        drivers = await work.drivers.list_by_id([row.driver_id])
        place = drivers[row.driver_id].place_since(work.now - POSITION_IS_FRESH_FOR)
    return Followed(mission=await describe(work, row), driver_place=place)


async def mission_called(work: Work, *, reference: str, contact: ContactRef | None) -> Mission:
    """Tell the mission of a reference, as much as the contact may know.

    Without a contact our own services ask, and may know all that the client does.

    Raises:
        MissionNotFound: nobody uses this reference, or the contact is a stranger to it.
    """
    row = await work.missions.get_by_reference(reference)
    knows = Knows.CLIENT
    if contact is not None:
        knows = await what_is_known_to(work, row, contact=contact)
    return await describe(work, row, knows=knows)


async def active_missions_of(work: Work, *, contact: ContactRef) -> MissionList:
    """Tell a client's running missions, newest first, ten at most."""
    rows = await work.missions.list_active_of(contact, limit=MOST_LISTED)
    return MissionList(missions=await describe_all(work, rows, knows=Knows.CLIENT))
