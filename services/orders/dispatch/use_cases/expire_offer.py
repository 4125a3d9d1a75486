"""The time of an offer is over."""

from uuid import UUID

from services.orders.dispatch.models import OfferState
from services.orders.dispatch.use_cases.make_next_offer import make_next_offer
from services.orders.dispatch.views import describe_offer
from services.orders.work import Work
from shared.contracts.orders.errors import OfferNotFound
from shared.contracts.orders.events import OfferClosed


async def expire_offer(work: Work, *, offer_id: UUID) -> None:
    """Close an offer nobody answered and ask the next driver; an answered one stays as it is.

    Raises:
        OfferNotFound: there is no such offer.
    """
    offer = await work.dispatch.find_offer(offer_id)
    if offer is None:
        raise OfferNotFound(offer_id=offer_id)
    mission = await work.missions.get(offer.mission_id, lock=True)
    offer = await work.dispatch.find_offer(offer_id, lock=True) or offer
    if offer.state is not OfferState.OPEN:
        return
    offer.close(OfferState.EXPIRED, at=work.now)
    told = await describe_offer(work, offer, mission=mission)
    await work.outbox.add(OfferClosed(occurred_at=work.now, offer=told, reason="expired"))
    await make_next_offer(work, mission_id=mission.id)
