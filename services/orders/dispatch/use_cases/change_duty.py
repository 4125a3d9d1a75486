"""A driver goes on or off duty."""

from datetime import timedelta
from typing import Final

from services.orders.dispatch.leaving import leave_open_offer
from services.orders.dispatch.views import describe_driver
from services.orders.missions.lane import LaneKind, lane_of
from services.orders.work import Work
from shared.contracts.orders.api import Driver, DutyRequest
from shared.messaging.lanes import NewItem

WORTH_ANOTHER_TRY: Final = timedelta(hours=1)
MOST_MISSIONS_RETRIED: Final = 20


async def change_duty(work: Work, request: DutyRequest, *, phone: str) -> Driver:
    """Note whether a driver works, and where.

    Coming on duty lets dispatch try again for the missions of the city it gave up within the hour;
    leaving declines what the driver is being asked.

    Raises:
        DriverNotFound: no approved driver has this phone.
    """
    driver = await work.drivers.get(phone, lock=True)
    is_coming = request.is_on_duty and not driver.is_on_duty
    driver.is_on_duty = request.is_on_duty
    if request.place is not None:
        driver.move_to(request.place, at=work.now)
    if is_coming:
        await _try_again(work, city=driver.city)
    if not request.is_on_duty:
        await leave_open_offer(work, driver_id=driver.id)
    return await describe_driver(work, driver)


async def _try_again(work: Work, *, city: str) -> None:
    since = work.now - WORTH_ANOTHER_TRY
    found = await work.dispatch.list_given_up(city=city, since=since, limit=MOST_MISSIONS_RETRIED)
    items = [
        NewItem(
            lane=lane_of(mission_id),
            kind=LaneKind.SEARCH_AGAIN.value,
            payload={"mission_id": str(mission_id)},
        )
        for mission_id in found
    ]
    await work.lanes.put_many(items)
