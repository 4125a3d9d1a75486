"""A driver reports a step of the job."""

from services.orders.missions.models import Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.statuses import is_driver_step_allowed
from services.orders.missions.views import describe
from services.orders.work import Work
from shared.contracts.orders.api import Mission, StepReport
from shared.contracts.orders.errors import NotYourMission, StepNotAllowed


async def report_step(work: Work, step: StepReport, *, reference: str) -> Mission:
    """Move a mission forward for its driver; steps may be skipped, tapping twice changes nothing.

    Raises:
        MissionNotFound: there is no such mission.
        DriverNotFound: no approved driver has this phone.
        NotYourMission: another driver has it, or nobody yet.
        StepNotAllowed: the step is behind, or not a driver's to report.
    """
    mission = await work.missions.get_by_reference(reference, lock=True)
    driver = await work.drivers.get(step.driver_phone, lock=True)
    if mission.driver_id != driver.id:
        raise NotYourMission(reference=reference)
    if step.place is not None:
        driver.move_to(step.place, at=work.now)
    if step.status is mission.status:
        return await describe(work, mission)
    if not is_driver_step_allowed(mission.status, step.status):
        raise StepNotAllowed(
            reference=reference, status=mission.status.value, step=step.status.value
        )
    report = Report(step.status, Source.DRIVER, who=driver.phone, place=step.place)
    await apply_report(work, mission, report)
    return await describe(work, mission)
