"""A driver reports a step of the job."""

from datetime import timedelta
from typing import Final

from services.orders.drivers.models import DriverRow
from services.orders.media.use_cases.take_in_picture import PictureSource, take_in_picture
from services.orders.missions.models import MissionRow, ProofKind, Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.proof import prove_step
from services.orders.missions.statuses import has_reached, is_driver_step_allowed
from services.orders.missions.views import Knows, describe
from services.orders.places.models import End
from services.orders.places.use_cases.record_drop import Drop, record_drop
from services.orders.work import Work
from shared.contracts.orders.api import Mission, MissionStatus, StepReport
from shared.contracts.orders.errors import NotYourMission, StepNotAllowed

STANDS_THERE_STILL: Final = timedelta(minutes=5)


async def report_step(work: Work, step: StepReport, *, reference: str) -> Mission:
    """Move a mission forward for its driver; steps may be skipped, tapping twice changes nothing.

    A parcel taken or given at a known position teaches what its place is called.

    Raises:
        MissionNotFound: there is no such mission.
        DriverNotFound: no approved driver has this phone.
        NotYourMission: another driver has it, or nobody yet.
        StepNotAllowed: the step is behind, or not a driver's to report.
        ReasonRequired: a problem without a word on it.
        CodeRequired: the step has to be proved, and nothing was shown.
        WrongCode: the code is another one; the guess is counted.
        CodeLocked: five guesses were wrong; a photo must help.
    """
    mission = await work.missions.get_by_reference(reference, lock=True)
    driver = await work.drivers.get(step.driver_phone, lock=True)
    if mission.driver_id != driver.id:
        raise NotYourMission(reference=reference)
    if step.status is not mission.status:
        _check(mission, step)
        await _move(work, mission, step, driver=driver)
    return await describe(work, mission, knows=Knows.DRIVER)


def _check(mission: MissionRow, step: StepReport) -> None:
    if not is_driver_step_allowed(mission.status, step.status):
        raise StepNotAllowed(
            reference=mission.reference, status=mission.status.value, step=step.status.value
        )
    prove_step(mission, step)


async def _move(work: Work, mission: MissionRow, step: StepReport, *, driver: DriverRow) -> None:
    if step.place is not None:
        driver.move_to(step.place, at=work.now)
    await _keep_photo(work, mission, step)
    report = Report(step.status, Source.DRIVER, who=driver.phone, place=step.place, note=step.note)
    await apply_report(work, mission, report)
    await _learn(work, mission, driver=driver)


async def _keep_photo(work: Work, mission: MissionRow, step: StepReport) -> None:
    """Take the picture in: before the ride it shows the parcel taken, later how it was left."""
    if step.photo_media_id is None:
        return
    image_id = await take_in_picture(work, PictureSource.of_channel(step.photo_media_id))
    is_at_the_door = step.status in (MissionStatus.DELIVERED, MissionStatus.PROBLEM)
    is_late_proof = mission.pickup_proof is ProofKind.PHOTO and mission.pickup_photo_id is None
    has_left = has_reached(mission.status, MissionStatus.PICKED_UP) and not is_late_proof
    if is_at_the_door or has_left:
        mission.delivery_photo_id = image_id
    else:
        mission.pickup_photo_id = image_id


async def _learn(work: Work, mission: MissionRow, *, driver: DriverRow) -> None:
    ends = {
        MissionStatus.PICKED_UP: (End.PICKUP, mission.pickup_stop),
        MissionStatus.DELIVERED: (End.DROPOFF, mission.dropoff_stop),
    }
    stood = driver.place_since(work.now - STANDS_THERE_STILL)
    if mission.status not in ends or mission.city is None or stood is None:
        return
    end, stop = ends[mission.status]
    await record_drop(work, Drop(mission.id, end, mission.city, said=stop.place, stood=stood))
