"""A partner calls off a mission of its own."""

from services.orders.missions.models import Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.statuses import state_of
from services.orders.partners.models import PartnerRow
from services.orders.partners.views import describe_mission
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.errors import MissionNotCancellable
from shared.contracts.orders.partners import PartnerCancelRequest, PartnerMission


async def cancel_requested_mission(
    work: Work, request: PartnerCancelRequest, *, partner: PartnerRow, reference: str
) -> PartnerMission:
    """Cancel a mission whose parcel is not yet with the driver; asking twice changes nothing.

    Raises:
        MissionNotFound: the partner has no such mission.
        MissionNotCancellable: the parcel was picked up, or the mission is over.
    """
    mission = await work.partners.get_mission(reference, partner_id=partner.id, lock=True)
    if mission.status is MissionStatus.CANCELLED:
        return await describe_mission(work, mission)
    if not state_of(mission.status).is_cancellable:
        raise MissionNotCancellable(reference=reference, status=mission.status.value)
    report = Report(MissionStatus.CANCELLED, Source.PARTNER, who=partner.name, note=request.reason)
    await apply_report(work, mission, report)
    return await describe_mission(work, mission)
