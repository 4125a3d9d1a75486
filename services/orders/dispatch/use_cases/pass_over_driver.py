"""The driver who was being asked has stopped working."""

from uuid import UUID

from services.orders.dispatch.models import OfferState
from services.orders.dispatch.use_cases.make_next_offer import make_next_offer
from services.orders.work import Work
from shared.contracts.orders.errors import OfferNotFound


async def pass_over_driver(work: Work, *, offer_id: UUID) -> None:
    """Decline an open offer for its driver and ask the next; an answered one stays as it is.

    Raises:
        OfferNotFound: there is no such offer.
    """
    offer = await work.dispatch.find_offer(offer_id)
    if offer is None:
        raise OfferNotFound(offer_id=offer_id)
    mission = await work.missions.get(offer.mission_id, lock=True)
    offer = await work.dispatch.find_offer(offer_id, lock=True) or offer
    if offer.state is OfferState.OPEN:
        offer.close(OfferState.DECLINED, at=work.now)
        await make_next_offer(work, mission_id=mission.id)
