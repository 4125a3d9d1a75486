"""The client and the driver of a mission say how it went with each other."""

from services.orders.missions.models import MissionRatingRow, MissionRow, RatingSide
from services.orders.missions.parties import what_is_known_to
from services.orders.missions.views import Knows, describe
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionStatus, RatingRequest
from shared.contracts.orders.errors import MissionNotRatable


async def rate_mission(work: Work, request: RatingRequest, *, reference: str) -> Mission:
    """Keep what one side says of the other on a delivered mission; rating again changes it.

    The client's word counts into the driver's rating.

    Raises:
        MissionNotFound: there is no such mission of this client or driver.
        MissionNotRatable: it is not delivered.
    """
    mission = await work.missions.get_by_reference(reference, lock=True)
    knows = await what_is_known_to(work, mission, contact=request.contact)
    if mission.status is not MissionStatus.DELIVERED:
        raise MissionNotRatable(reference=reference, status=mission.status.value)
    if knows is Knows.DRIVER:
        await _keep(work, mission, request, side=RatingSide.DRIVER_TO_CLIENT)
        return await describe(work, mission, knows=knows)
    before = await _keep(work, mission, request, side=RatingSide.CLIENT_TO_DRIVER)
    if mission.driver_id is not None:
        driver = await work.drivers.lock(mission.driver_id)
        driver.take_rating(request.stars, instead_of=before)
    return await describe(work, mission, knows=knows)


async def _keep(
    work: Work, mission: MissionRow, request: RatingRequest, *, side: RatingSide
) -> int | None:
    """Write the stars down and tell which they replace."""
    known = await work.missions.find_rating(mission.id, side=side)
    if known is None:
        work.missions.add_rating(
            MissionRatingRow(
                mission_id=mission.id,
                side=side,
                stars=request.stars,
                comment=request.comment,
                rated_at=work.now,
            )
        )
        return None
    before = known.stars
    known.stars, known.comment, known.rated_at = request.stars, request.comment, work.now
    return before
