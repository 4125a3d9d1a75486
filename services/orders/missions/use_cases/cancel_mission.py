"""A client calls a mission off."""

from services.orders.missions.models import Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.views import Knows, describe
from services.orders.work import Work
from shared.contracts.orders.api import CancelRequest, Mission, MissionStatus
from shared.contracts.orders.errors import MissionNotCancellable, MissionNotFound


async def cancel_mission(work: Work, request: CancelRequest, *, reference: str) -> Mission:
    """Cancel a mission whose parcel is not yet with the driver; asking twice changes nothing.

    Raises:
        MissionNotFound: there is no such mission of this client.
        MissionNotCancellable: the parcel was picked up, the mission is over, brings an order, or
            lives in a partner's back end.
    """
    mission = await work.missions.get_by_reference(reference, lock=True)
    if not mission.belongs_to(request.contact):
        raise MissionNotFound(reference=reference)
    if mission.status is MissionStatus.CANCELLED:
        return await describe(work, mission, knows=Knows.CLIENT)
    if not mission.is_cancellable:
        raise MissionNotCancellable(reference=reference, status=mission.status.value)
    report = Report(
        MissionStatus.CANCELLED, Source.CLIENT, who=request.contact.phone, note=request.reason
    )
    await apply_report(work, mission, report)
    return await describe(work, mission, knows=Knows.CLIENT)
