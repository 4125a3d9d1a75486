"""How jobs are told to drivers: with the driver's part, and without what only the winner may know.

Before a job is taken its mission carries no code, no link to the client's page, and nobody's phone.
"""

from typing import Final

from services.orders.cash.journal import in_hand
from services.orders.dispatch.models import OfferRow
from services.orders.dispatch.repository import Done
from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionRow
from services.orders.missions.views import Knows, describe, describe_all
from services.orders.work import Work
from shared.contracts.orders.api import DoneJob, Driver, Mission, MissionStatus, Offer, Stop

DRIVER_PART_PERCENT: Final = 80


def pay_of(mission: MissionRow) -> int:
    """Give the driver's part of the price in whole francs, rounded down."""
    return (mission.price or 0) * DRIVER_PART_PERCENT // 100


def is_paid(done: Done) -> bool:
    """Whether a job brought its driver anything: what never left cannot have come back."""
    is_back = done.mission.status is MissionStatus.RETURNED and done.was_picked_up
    return is_back or done.mission.status is MissionStatus.DELIVERED


def earned(done: Done) -> int:
    """Give what a job brought its driver: the promise, for a parcel that arrived or came back."""
    if not is_paid(done):
        return 0
    return pay_of(done.mission) if done.promised is None else done.promised


def advertised(mission: Mission) -> Mission:
    """Leave out of a mission what only its driver may know."""
    hidden = {"client": None, "tracking_url": None, "pickup_code": None, "delivery_code": None}
    ends = {"pickup": _without_phone(mission.pickup), "dropoff": _without_phone(mission.dropoff)}
    return mission.model_copy(update={**hidden, **ends})


def _without_phone(stop: Stop) -> Stop:
    return stop.model_copy(update={"contact_phone": None})


async def describe_offer(work: Work, offer: OfferRow, *, mission: MissionRow) -> Offer:
    """Tell an offer as it is now in this transaction."""
    drivers = await work.drivers.list_by_id([offer.driver_id])
    return Offer(
        id=offer.id,
        mission=advertised(await describe(work, mission)),
        driver=drivers[offer.driver_id].card,
        pay=offer.pay,
        distance_to_pickup_m=offer.distance_to_pickup_m,
        expires_at=offer.expires_at,
    )


async def describe_driver(work: Work, driver: DriverRow) -> Driver:
    """Tell a driver with the missions in hand, oldest first, and the cash."""
    rows = await work.missions.list_active_of_driver(driver.id)
    return Driver(
        name=driver.name,
        phone=driver.phone,
        city=driver.city,
        is_on_duty=driver.is_on_duty,
        is_suspended=driver.suspended_at is not None,
        rating=driver.rating,
        cash_in_hand=await cash_of(work, driver),
        active_missions=await describe_all(work, rows, knows=Knows.DRIVER),
    )


async def cash_of(work: Work, driver: DriverRow) -> int:
    """Tell what a driver holds for others, in whole francs."""
    return (await in_hand(work, [driver.id])).get(driver.id, 0)


def describe_done(done: Done) -> DoneJob:
    """Tell a job that is over."""
    mission = done.mission
    return DoneJob(
        reference=mission.reference,
        status=mission.status,
        pay=earned(done),
        dropoff=mission.dropoff_stop.place.label,
        ended_at=mission.ended_at or mission.status_since,
    )
