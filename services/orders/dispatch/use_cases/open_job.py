"""Exclusive offers found nobody: the job is open to all drivers of the city."""

from typing import Final

from services.orders.dispatch.models import SearchRow
from services.orders.dispatch.ranking import nearest
from services.orders.dispatch.shortlist import shortlist
from services.orders.dispatch.use_cases.give_up_search import give_up_search
from services.orders.dispatch.views import advertised, pay_of
from services.orders.missions.lane import LaneKind, lane_of
from services.orders.missions.models import MissionRow
from services.orders.missions.views import describe
from services.orders.work import Work
from shared.contracts.orders.api import DriverCard
from shared.contracts.orders.events import JobOpened

MOST_TOLD: Final = 10


async def open_job(work: Work, mission: MissionRow, *, search: SearchRow) -> None:
    """Put a locked mission on the open list for ten minutes and tell the nearest ten drivers.

    Who let an offer expire is told again, who declined is not. With nobody to tell, the search is
    given up at once: the client is owed the truth, not ten minutes of hope.

    Raises:
        Nothing: finding nobody is an outcome.
    """
    drivers = await _nearest_drivers(work, mission)
    if not drivers:
        await give_up_search(work, mission, search=search)
        return
    search.open(
        mission.pickup_stop.place, city=mission.city, until=work.now + work.terms.open_job_ttl
    )
    told = advertised(await describe(work, mission))
    await work.outbox.add(
        JobOpened(occurred_at=work.now, mission=told, drivers=drivers, pay=pay_of(mission))
    )
    await work.lanes.put(
        lane_of(mission.id),
        kind=LaneKind.OPEN_JOB_EXPIRED.value,
        payload={"mission_id": str(mission.id)},
        delay=work.terms.open_job_ttl,
    )


async def _nearest_drivers(work: Work, mission: MissionRow) -> list[DriverCard]:
    possible = nearest(await shortlist(work, mission, asked_since=None), most=MOST_TOLD)
    drivers = await work.drivers.list_by_id([one.driver_id for one in possible])
    return [drivers[one.driver_id].card for one in possible]
