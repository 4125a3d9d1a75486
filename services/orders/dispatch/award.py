"""A mission gets its driver: what accepting an offer and taking an open job have in common."""

from services.orders.dispatch.ranking import CashLimit
from services.orders.dispatch.views import cash_of
from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, apply_report
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.errors import CashCeilingReached


async def check_cash(work: Work, mission: MissionRow, *, driver: DriverRow) -> None:
    """Refuse a mission whose cash a locked driver has no room for.

    Raises:
        CashCeilingReached: it would take the driver above the ceiling.
    """
    limit = CashLimit(mission.cash_to_collect or 0, work.terms.cash_ceiling)
    held = await cash_of(work, driver)
    if not limit.has_room(held):
        raise CashCeilingReached(in_hand=held, ceiling=limit.ceiling)


async def award(work: Work, mission: MissionRow, *, driver: DriverRow) -> None:
    """Give a locked mission that waits to a driver, and tell it."""
    mission.driver_id = driver.id
    report = Report(MissionStatus.ACCEPTED, Source.DRIVER, who=driver.phone)
    await apply_report(work, mission, report)
