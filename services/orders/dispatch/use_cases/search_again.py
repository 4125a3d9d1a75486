"""A search that was given up gets another round."""

from uuid import UUID

from services.orders.dispatch.use_cases.make_next_offer import make_next_offer
from services.orders.work import Work


async def search_again(work: Work, *, mission_id: UUID) -> None:
    """Start another round for a given-up search; a running one goes on as it is.

    Whoever was asked in an earlier round may be asked again, a refusal counting for half an hour.

    Raises:
        MissionNotFound: there is no such mission.
    """
    mission = await work.missions.get(mission_id, lock=True)
    search = await work.dispatch.start_search(mission.id, at=work.now)
    if search.exhausted_at is not None:
        search.start_round(at=work.now)
    await make_next_offer(work, mission_id=mission_id)
