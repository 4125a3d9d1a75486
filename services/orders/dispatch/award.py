"""A mission gets its driver: what accepting an offer and taking an open job have in common."""

from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, apply_report
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus


async def award(work: Work, mission: MissionRow, *, driver: DriverRow) -> None:
    """Give a locked mission that waits to a driver, and tell it."""
    mission.driver_id = driver.id
    report = Report(MissionStatus.ACCEPTED, Source.DRIVER, who=driver.phone)
    await apply_report(work, mission, report)
