"""A driver does not want an offered mission."""

from uuid import UUID

from services.orders.dispatch.models import OfferState
from services.orders.dispatch.views import describe_offer
from services.orders.missions.lane import LaneKind
from services.orders.missions.moves import ask_dispatch
from services.orders.work import Work
from shared.contracts.orders.api import DriverCall, Offer
from shared.contracts.orders.errors import OfferNotFound


async def decline_offer(work: Work, call: DriverCall, *, offer_id: UUID) -> Offer:
    """Close the offer and let dispatch ask the next driver; an offer that is over stays as it is.

    Raises:
        DriverNotFound: no approved driver has this phone.
        OfferNotFound: there is no such offer for this driver.
    """
    driver = await work.drivers.get(call.driver_phone)
    offer = await work.dispatch.find_offer(offer_id)
    if offer is None or offer.driver_id != driver.id:
        raise OfferNotFound(offer_id=offer_id)
    mission = await work.missions.get(offer.mission_id, lock=True)
    offer = await work.dispatch.find_offer(offer_id, lock=True) or offer
    if offer.state is OfferState.OPEN:
        offer.close(OfferState.DECLINED, at=work.now)
        await ask_dispatch(work, mission, kind=LaneKind.DISPATCH)
    return await describe_offer(work, offer, mission=mission)
