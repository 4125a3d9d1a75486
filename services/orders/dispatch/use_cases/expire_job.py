"""The time of an open job is over."""

from uuid import UUID

from services.orders.dispatch.use_cases.give_up_search import give_up_search
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus


async def expire_job(work: Work, *, mission_id: UUID) -> None:
    """Give up the search of a mission nobody took from the open list.

    Raises:
        MissionNotFound: there is no such mission.
    """
    mission = await work.missions.get(mission_id, lock=True)
    search = await work.dispatch.find_search(mission.id)
    if search is None or search.open_until is None or mission.status is not MissionStatus.PENDING:
        return
    await give_up_search(work, mission, search=search)
