"""A driver takes an offered mission."""

from uuid import UUID

from services.orders.dispatch.award import award, check_cash
from services.orders.dispatch.models import OfferRow, OfferState
from services.orders.missions.models import MissionRow
from services.orders.missions.views import Knows, describe
from services.orders.work import Work
from shared.contracts.orders.api import DriverCall, Mission, MissionStatus
from shared.contracts.orders.errors import MissionAlreadyTaken, OfferExpired, OfferNotFound


async def accept_offer(work: Work, call: DriverCall, *, offer_id: UUID) -> Mission:
    """Give the mission to the first driver who accepts; accepting twice changes nothing.

    Raises:
        DriverNotFound: no approved driver has this phone.
        OfferNotFound: there is no such offer for this driver.
        MissionAlreadyTaken: another driver was faster.
        OfferExpired: the time to answer is over, or the mission was called off.
        CashCeilingReached: its cash would take the driver above the ceiling by now.
    """
    driver = await work.drivers.get(call.driver_phone)
    offer = await work.dispatch.find_offer(offer_id)
    if offer is None or offer.driver_id != driver.id:
        raise OfferNotFound(offer_id=offer_id)
    mission = await work.missions.get(offer.mission_id, lock=True)
    offer = await work.dispatch.find_offer(offer_id, lock=True) or offer
    if mission.driver_id != driver.id:
        _check(mission, offer, work=work)
        await work.drivers.get(call.driver_phone, lock=True)  # neither suspended nor paid meanwhile
        await check_cash(work, mission, driver=driver)
        offer.close(OfferState.ACCEPTED, at=work.now)
        await award(work, mission, driver=driver)
    return await describe(work, mission, knows=Knows.DRIVER)


def _check(mission: MissionRow, offer: OfferRow, *, work: Work) -> None:
    is_waiting = mission.status is MissionStatus.PENDING
    if not is_waiting and mission.status is not MissionStatus.CANCELLED:
        raise MissionAlreadyTaken(reference=mission.reference)
    is_open = offer.state is OfferState.OPEN and work.now < offer.expires_at
    if not (is_waiting and is_open):
        raise OfferExpired(offer_id=offer.id)
