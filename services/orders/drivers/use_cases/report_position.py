"""A driver's phone says where it is."""

from services.orders.work import Work
from shared.values.place import Place


async def report_position(work: Work, *, phone: str, place: Place) -> None:
    """Remember where a driver is; the last one counts, no track is kept.

    Raises:
        DriverNotFound: no approved driver has this phone.
    """
    driver = await work.drivers.get(phone, lock=True)
    driver.move_to(place, at=work.now)
