"""An admin takes a driver off the road."""

from services.orders.dispatch.leaving import leave_open_offer
from services.orders.dispatch.views import describe_driver
from services.orders.work import Work
from shared.contracts.orders.api import Driver
from shared.contracts.orders.errors import DriverNotFound


async def suspend_driver(work: Work, *, phone: str) -> Driver:
    """Let a driver have no more jobs until restored; doing it twice changes nothing.

    What the driver is being asked goes to the next. Missions in hand stay with the driver, who can
    no longer report their steps: the team brings them to an end.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    driver = await work.drivers.find(phone)
    if driver is None:
        raise DriverNotFound
    driver.suspend(at=work.now)
    await leave_open_offer(work, driver_id=driver.id)
    return await describe_driver(work, driver)
