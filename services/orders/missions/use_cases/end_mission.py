"""The team ends a mission that is stuck."""

from services.orders.missions.models import Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.statuses import state_of
from services.orders.missions.views import describe
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionEnd
from shared.contracts.orders.errors import MissionNotFound, StepNotAllowed


async def end_mission(work: Work, request: MissionEnd, *, reference: str) -> Mission:
    """Say where one of our own missions ended, whatever was proved; a problem twice is one.

    Its parties, its cash and its order follow as after any other report.

    Raises:
        MissionNotFound: there is no such mission of ours.
        StepNotAllowed: it is over.
    """
    mission = await work.missions.find_for_partner(reference, partner_id=None)
    if mission is None:
        raise MissionNotFound(reference=reference)
    if state_of(mission.status).is_terminal:
        raise StepNotAllowed(
            reference=reference, status=mission.status.value, step=request.status.value
        )
    await apply_report(work, mission, Report(request.status, Source.SYSTEM, note=request.note))
    return await describe(work, mission)
