"""A driver takes a job that is open to all."""

from services.orders.dispatch.award import award, check_cash
from services.orders.dispatch.models import OfferState
from services.orders.dispatch.ranking import carries
from services.orders.dispatch.views import pay_of
from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionRow
from services.orders.missions.views import Knows, describe
from services.orders.work import Work
from shared.contracts.orders.api import DriverCall, Mission, MissionStatus
from shared.contracts.orders.errors import MissionAlreadyTaken, MissionNotFound, OfferExpired
from shared.values.ids import new_id


async def take_job(work: Work, call: DriverCall, *, reference: str) -> Mission:
    """Give an open job to the first driver who takes it; taking it twice changes nothing.

    Full hands or being off duty are no reason to refuse: nobody else wanted the job.

    Raises:
        DriverNotFound: no approved driver has this phone.
        MissionNotFound: there is none for a driver of this city and vehicle.
        MissionAlreadyTaken: another driver was faster.
        OfferExpired: it is not open (any more), or was called off.
        CashCeilingReached: its cash would take the driver above the ceiling.
    """
    driver = await work.drivers.get(call.driver_phone)
    mission = await work.missions.get_by_reference(reference, lock=True)
    if mission.driver_id != driver.id:
        _check_suits(mission, driver)
        await _close_search(work, mission)
        await work.drivers.get(call.driver_phone, lock=True)  # neither suspended nor paid meanwhile
        await check_cash(work, mission, driver=driver)
        await _write_down(work, mission, driver)
        await award(work, mission, driver=driver)
    return await describe(work, mission, knows=Knows.DRIVER)


def _check_suits(mission: MissionRow, driver: DriverRow) -> None:
    is_ours = mission.partner_id is None and mission.city == driver.city
    if not is_ours or not carries(driver.vehicle, size=mission.size):
        raise MissionNotFound(reference=mission.reference)


async def _close_search(work: Work, mission: MissionRow) -> None:
    if mission.status not in {MissionStatus.PENDING, MissionStatus.CANCELLED}:
        raise MissionAlreadyTaken(reference=mission.reference)
    search = await work.dispatch.find_search(mission.id)
    is_waiting = mission.status is MissionStatus.PENDING
    if search is None or not (is_waiting and search.is_open(work.now)):
        raise OfferExpired(offer_id=mission.reference)
    search.close()


async def _write_down(work: Work, mission: MissionRow, driver: DriverRow) -> None:
    values: dict[str, object] = {
        "id": new_id(),
        "mission_id": mission.id,
        "driver_id": driver.id,
        "state": OfferState.ACCEPTED,
        "pay": pay_of(mission),
        "distance_to_pickup_m": round(driver.distance_to(mission.pickup_stop.place) or 0),
        "made_at": work.now,
        "expires_at": work.now,
        "closed_at": work.now,
    }
    await work.dispatch.add_offer(values)
