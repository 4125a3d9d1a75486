"""Drivers as their own chat sees them: duty, position, jobs done, cash."""

from datetime import timedelta
from typing import Final

from shared.contracts.call import Nothing
from shared.contracts.orders.api import (
    DoneJob,
    Driver,
    DriverCall,
    DriverHistory,
    DriverHistoryQuery,
    DutyRequest,
    Mission,
    MissionStatus,
    PositionReport,
)
from shared.contracts.orders.cash import CashAccount, Handover
from shared.contracts.orders.errors import NothingToHandOver
from shared.contracts.orders.fake.dispatch import (
    cash_in_hand,
    decline_all,
    for_driver,
    offer_next,
    open_offers,
    pay_of,
)
from shared.contracts.orders.fake.moves import OVER
from shared.contracts.orders.fake.pages import PAGE, page
from shared.contracts.orders.fake.state import FakeDriver, State
from shared.values.clock import local_time
from shared.values.ids import new_id
from shared.values.phone import Country

HANDOVER_TTL: Final = timedelta(minutes=30)
NO_RATING: Final = 5.0
PAID: Final = (MissionStatus.DELIVERED, MissionStatus.RETURNED)


def get_driver(state: State, _query: Nothing, *, phone: str) -> Driver:
    """Tell a driver with the missions in hand.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    return _tell(state, state.driver(phone))


def change_duty(state: State, request: DutyRequest, *, phone: str) -> Driver:
    """Note whether a driver works, and where; going off duty declines what is offered.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    driver = state.driver(phone)
    driver.is_on_duty = request.is_on_duty
    driver.place = request.place or driver.place
    if not request.is_on_duty:
        decline_all(state, driver)
        return _tell(state, driver)
    asked = {offer.mission.reference for offer in open_offers(state)}
    for mission in list(state.missions.values()):
        if mission.status is MissionStatus.PENDING and mission.reference not in asked:
            offer_next(state, mission)
    return _tell(state, driver)


def report_position(state: State, report: PositionReport, *, phone: str) -> Driver:
    """Note where a driver is.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    driver = state.driver(phone)
    driver.place = report.place
    return _tell(state, driver)


def list_done_jobs(state: State, query: DriverHistoryQuery, *, phone: str) -> DriverHistory:
    """List the jobs that are over, newest first; today is the driver's own day.

    Raises:
        DriverNotFound: no driver has this phone.
        Invalid: `after` is none of our cursors.
    """
    driver = state.driver(phone)
    over = [mission for mission in _missions_of(state, driver) if mission.status in OVER]
    done = sorted((_done(mission) for mission in over), key=lambda job: job.ended_at)[::-1]
    paid = [job for job in done if job.status in PAID]
    today = local_time(state.now, Country.CONGO).date()
    todays = [job for job in paid if local_time(job.ended_at, Country.CONGO).date() == today]
    jobs, following = page(done, after=query.after)
    return DriverHistory(
        jobs=jobs,
        today_count=len(todays),
        today_pay=sum(job.pay for job in todays),
        next=following,
    )


def get_cash(state: State, _query: Nothing, *, phone: str) -> CashAccount:
    """Tell what a driver holds for others.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    return _account(state, state.driver(phone))


def start_handover(state: State, call: DriverCall, *, phone: str) -> CashAccount:
    """Prepare to hand everything over; the code stays the same until it expires.

    Raises:
        DriverNotFound: no driver has this phone.
        NothingToHandOver: there is no cash.
    """
    del call  # the path names the same phone
    driver = state.driver(phone)
    in_hand = cash_in_hand(driver)
    if in_hand == 0:
        raise NothingToHandOver
    if _open_handover(state, driver) is None:
        driver.handover = Handover(
            id=new_id(),
            amount=in_hand,
            code=f"{7000 + state.number('handover')}",
            expires_at=state.now + HANDOVER_TTL,
        )
    return _account(state, driver)


def _account(state: State, driver: FakeDriver) -> CashAccount:
    return CashAccount(
        in_hand=cash_in_hand(driver),
        ceiling=state.cash_ceiling,
        handover=_open_handover(state, driver),
        entries=driver.cash[::-1][:PAGE],
    )


def _open_handover(state: State, driver: FakeDriver) -> Handover | None:
    handover = driver.handover
    return handover if handover is not None and state.now < handover.expires_at else None


def _tell(state: State, driver: FakeDriver) -> Driver:
    missions = _missions_of(state, driver)
    return Driver(
        name=driver.card.name,
        phone=driver.card.phone,
        city=driver.city,
        is_on_duty=driver.is_on_duty,
        rating=_rating(state, missions),
        cash_in_hand=cash_in_hand(driver),
        active_missions=[for_driver(one) for one in missions if one.status not in OVER],
    )


def _missions_of(state: State, driver: FakeDriver) -> list[Mission]:
    return [one for one in state.missions.values() if one.driver == driver.card]


def _rating(state: State, missions: list[Mission]) -> float:
    rated = [(mission.reference, "driver") for mission in missions]
    stars = [state.ratings[slot] for slot in rated if slot in state.ratings]
    return sum(stars) / len(stars) if stars else NO_RATING


def _done(mission: Mission) -> DoneJob:
    return DoneJob(
        reference=mission.reference,
        status=mission.status,
        pay=pay_of(mission) if mission.status in PAID else 0,
        dropoff=mission.dropoff.place.label,
        ended_at=mission.timeline[-1].at,
    )
