"""An admin lets a suspended driver work again."""

from services.orders.dispatch.views import describe_driver
from services.orders.work import Work
from shared.contracts.orders.api import Driver
from shared.contracts.orders.errors import DriverNotFound


async def restore_driver(work: Work, *, phone: str) -> Driver:
    """Lift a suspension; the driver goes on duty by own decision. Twice changes nothing.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    driver = await work.drivers.find(phone)
    if driver is None:
        raise DriverNotFound
    driver.suspended_at = None
    return await describe_driver(work, driver)
