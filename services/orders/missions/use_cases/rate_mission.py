"""A client says how a delivery went."""

from services.orders.missions.views import describe
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionStatus, RatingRequest
from shared.contracts.orders.errors import MissionNotFound, MissionNotRatable


async def rate_mission(work: Work, request: RatingRequest, *, reference: str) -> Mission:
    """Keep the rating of a delivered mission; rating again changes it.

    Raises:
        MissionNotFound: there is no such mission of this client.
        MissionNotRatable: it is not delivered.
    """
    mission = await work.missions.get_by_reference(reference)
    if not mission.belongs_to(request.contact):
        raise MissionNotFound(reference=reference)
    if mission.status is not MissionStatus.DELIVERED:
        raise MissionNotRatable(reference=reference, status=mission.status.value)
    await work.missions.rate(mission.id, stars=request.stars, at=work.now)
    return await describe(work, mission)
