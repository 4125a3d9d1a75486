"""A mission stopped waiting for a driver: whoever is still being asked is told so."""

from uuid import UUID

from services.orders.dispatch.models import OfferState
from services.orders.dispatch.views import describe_offer
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.events import OfferClosed


async def settle_offers(work: Work, *, mission_id: UUID) -> None:
    """Withdraw the open offers of a mission that was taken or cancelled; it is open to nobody.

    Raises:
        MissionNotFound: there is no such mission.
    """
    mission = await work.missions.get(mission_id, lock=True)
    if mission.status is MissionStatus.PENDING:
        return
    search = await work.dispatch.find_search(mission.id)
    if search is not None:
        search.close()
    reason = "cancelled" if mission.status is MissionStatus.CANCELLED else "taken"
    for offer in await work.dispatch.list_open_offers(mission.id):
        offer.close(OfferState.WITHDRAWN, at=work.now)
        told = await describe_offer(work, offer, mission=mission)
        await work.outbox.add(OfferClosed(occurred_at=work.now, offer=told, reason=reason))
