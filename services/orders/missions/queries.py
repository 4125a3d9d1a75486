"""Reads of missions for the chat, the driver's chat and the tracking page."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.orders.drivers.models import DriverRow
from services.orders.missions.statuses import state_of
from services.orders.missions.views import describe, describe_all
from services.orders.work import Work
from shared.contracts.orders.api import Driver, Mission, MissionList
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


async def mission_called(work: Work, *, reference: str) -> Mission:
    """Tell the mission of a reference.

    Raises:
        MissionNotFound: nobody uses this reference.
    """
    return await describe(work, await work.missions.get_by_reference(reference))


async def active_missions_of(work: Work, *, contact: ContactRef) -> MissionList:
    """Tell a client's running missions, newest first, ten at most."""
    rows = await work.missions.list_active_of(contact, limit=MOST_LISTED)
    return MissionList(missions=await describe_all(work, rows))


async def driver_called(work: Work, *, phone: str) -> Driver:
    """Tell the approved driver of a phone.

    Raises:
        DriverNotFound: no approved driver has this phone.
    """
    return await driver_at_work(work, driver=await work.drivers.get(phone))


async def driver_at_work(work: Work, *, driver: DriverRow) -> Driver:
    """Tell a driver with the missions in hand, oldest first."""
    rows = await work.missions.list_active_of_driver(driver.id)
    return Driver(
        name=driver.name,
        phone=driver.phone,
        city=driver.city,
        is_on_duty=driver.is_on_duty,
        active_missions=await describe_all(work, rows),
    )
