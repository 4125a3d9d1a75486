"""Reads for the driver's chat: the driver, jobs to take, jobs done."""

from datetime import datetime
from typing import Final

from services.orders.dispatch.candidates import POSITION_HOLDS_FOR
from services.orders.dispatch.ranking import carries
from services.orders.dispatch.views import (
    advertised,
    cash_of,
    describe_done,
    describe_driver,
    earned,
    is_paid,
    pay_of,
)
from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionRow
from services.orders.missions.views import describe, describe_all
from services.orders.work import Work
from shared.contracts.orders.api import (
    Driver,
    DriverHistory,
    DriverHistoryQuery,
    Job,
    JobList,
    ParcelSize,
)
from shared.values.cities import city_called
from shared.values.clock import local_time
from shared.values.cursor import Moment, read_moment, write_moment
from shared.values.place import Place, distance_m

MOST_JOBS: Final = 10
PAGE: Final = 10


async def driver_called(work: Work, *, phone: str) -> Driver:
    """Tell the approved driver of a phone.

    Raises:
        DriverNotFound: no approved driver has this phone.
    """
    return await describe_driver(work, await work.drivers.get(phone))


async def jobs_for(work: Work, *, phone: str) -> JobList:
    """Tell what a driver may take: the own offer first, then what is open to all, nearest first.

    Raises:
        DriverNotFound: no approved driver has this phone.
    """
    driver = await work.drivers.get(phone)
    here = driver.place_since(work.now - POSITION_HOLDS_FOR)
    offered = await _offered(work, driver)
    rows = await work.dispatch.list_open_jobs(
        city=driver.city,
        near=here or city_called(driver.city).centre,
        now=work.now,
        sizes=frozenset(size for size in ParcelSize if carries(driver.vehicle, size=size)),
        cash_room=max(0, work.terms.cash_ceiling - await cash_of(work, driver)),
        limit=MOST_JOBS - len(offered),
    )
    told = await describe_all(work, rows)
    opened = [
        Job(
            mission=advertised(mission),
            pay=pay_of(row),
            distance_to_pickup_m=_away(row, here=here),
        )
        for row, mission in zip(rows, told, strict=True)
    ]
    return JobList(jobs=[*offered, *opened])


async def _offered(work: Work, driver: DriverRow) -> list[Job]:
    offer = await work.dispatch.find_open_offer_to(driver.id)
    if offer is None or offer.expires_at <= work.now:
        return []
    mission = await work.missions.get(offer.mission_id)
    return [
        Job(
            mission=advertised(await describe(work, mission)),
            pay=offer.pay,
            distance_to_pickup_m=offer.distance_to_pickup_m,
            offer_id=offer.id,
            expires_at=offer.expires_at,
        )
    ]


def _away(mission: MissionRow, *, here: Place | None) -> int | None:
    pickup = mission.pickup_stop.place
    return round(distance_m(here, pickup)) if here is not None and pickup.is_located else None


async def done_jobs_of(work: Work, query: DriverHistoryQuery, *, phone: str) -> DriverHistory:
    """Tell a driver's jobs that are over, newest first, and what those of today brought.

    Raises:
        DriverNotFound: no approved driver has this phone.
        Invalid: `after` is none of our cursors.
    """
    start = read_moment(query.after) if query.after else None
    driver = await work.drivers.get(phone)
    rows = await work.dispatch.list_done(driver.id, after=start, limit=PAGE + 1)
    today = await work.dispatch.list_done_since(driver.id, since=_midnight(work, driver))
    jobs = [describe_done(done) for done in rows[:PAGE]]
    last = jobs[-1] if len(rows) > PAGE else None
    return DriverHistory(
        jobs=jobs,
        today_count=sum(is_paid(done) for done in today),
        today_pay=sum(earned(done) for done in today),
        next=write_moment(Moment(last.ended_at, rows[PAGE - 1].mission.id)) if last else None,
    )


def _midnight(work: Work, driver: DriverRow) -> datetime:
    """When the driver's day began on the wall clocks of the city."""
    here = local_time(work.now, city_called(driver.city).country)
    return here.replace(hour=0, minute=0, second=0, microsecond=0)
