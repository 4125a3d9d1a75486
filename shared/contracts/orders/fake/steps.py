"""The steps of a job, and the codes that prove them."""

from typing import Final

from shared.contracts.orders.api import Mission, MissionStatus, StepReport
from shared.contracts.orders.errors import (
    CodeLocked,
    CodeRequired,
    NotYourMission,
    ReasonRequired,
    StepNotAllowed,
    WrongCode,
)
from shared.contracts.orders.fake.dispatch import for_driver
from shared.contracts.orders.fake.moves import LADDER, OVER, WITH_THE_PARCEL, move_mission
from shared.contracts.orders.fake.quotes import city_of
from shared.contracts.orders.fake.state import State
from shared.contracts.orders.fake.words import fold
from shared.values.place import Place

MOST_TRIES: Final = 5


def report_step(state: State, step: StepReport, *, reference: str) -> Mission:
    """Move a mission forward for its driver; steps may be skipped, telling twice changes nothing.

    Raises:
        MissionNotFound: there is no such mission.
        DriverNotFound: no driver has this phone.
        NotYourMission: another driver has it, or nobody yet.
        StepNotAllowed: the step does not follow from where the mission is.
        ReasonRequired: a problem without a note.
        CodeRequired: neither code nor photo proves the step.
        WrongCode: the code is another one.
        CodeLocked: there were too many wrong ones; a photo helps.
    """
    mission = state.mission(reference)
    driver = state.driver(step.driver_phone)
    if mission.driver is None or mission.driver.phone != driver.card.phone:
        raise NotYourMission(reference=reference)
    if step.status is mission.status:
        return for_driver(mission)
    if not _follows(mission.status, step.status):
        raise StepNotAllowed(
            reference=reference, status=mission.status.value, step=step.status.value
        )
    _check_proof(state, mission, step)
    driver.place = step.place or driver.place
    if step.status is MissionStatus.DELIVERED and driver.place is not None:
        _learn(state, mission, stood=driver.place)
    proven = mission.model_copy(update={"proof_url": _proof_url(mission, step)})
    return for_driver(move_mission(state, proven, step.status, source="driver", note=step.note))


def _follows(current: MissionStatus, step: MissionStatus) -> bool:
    if current in OVER or current is MissionStatus.PENDING:
        return False
    if current is MissionStatus.PROBLEM:
        return step in {MissionStatus.DELIVERED, MissionStatus.RETURNED}
    if step is MissionStatus.PROBLEM:
        return current in WITH_THE_PARCEL
    is_on_ladder = step in LADDER
    return is_on_ladder and LADDER.index(step) > LADDER.index(current)


def _check_proof(state: State, mission: Mission, step: StepReport) -> None:
    """Check what the step must bring along; a wrong code is counted although it is refused."""
    if step.status is MissionStatus.PROBLEM and step.note is None:
        raise ReasonRequired(what=step.status.value)
    has_picture_of_pickup = step.photo_media_id and step.status is not MissionStatus.DELIVERED
    if _leaves_a_shop(state, mission, step) and not has_picture_of_pickup:
        raise CodeRequired(reference=mission.reference)
    if step.status is MissionStatus.DELIVERED:
        _check_delivery(state, mission, step)


def _check_delivery(state: State, mission: Mission, step: StepReport) -> None:
    """Take the client's code; a photo stands for it when it cannot be had, or is locked."""
    is_locked = state.wrong_codes[_slot(mission, mission.delivery_code)] >= MOST_TRIES
    if step.photo_media_id is None or (step.code is not None and not is_locked):
        check_code(state, mission, given=step.code, expected=mission.delivery_code)


def _leaves_a_shop(state: State, mission: Mission, step: StepReport) -> bool:
    """Whether a step tells that an order's parcel is taken without the merchant handing it over.

    What goes out again is not in the shop any more.
    """
    picked_up = LADDER.index(MissionStatus.PICKED_UP)
    if mission.order_reference is None or mission.status not in LADDER[:picked_up]:
        return False
    is_first = not any(
        one.status is MissionStatus.RETURNED and one.order_reference == mission.order_reference
        for one in state.missions.values()
    )
    return is_first and step.status in LADDER[picked_up:]


def check_code(state: State, mission: Mission, *, given: str | None, expected: str | None) -> None:
    """Compare a code; five wrong ones lock it.

    Raises:
        CodeRequired: none is given.
        WrongCode: it is another one.
        CodeLocked: there were too many wrong ones.
    """
    if given is None:
        raise CodeRequired(reference=mission.reference)
    slot = _slot(mission, expected)
    if state.wrong_codes[slot] >= MOST_TRIES:
        raise CodeLocked(reference=mission.reference)
    if given != expected:
        state.wrong_codes[slot] += 1
        left = MOST_TRIES - state.wrong_codes[slot]
        raise WrongCode(reference=mission.reference, tries_left=left)


def _slot(mission: Mission, code: str | None) -> tuple[str, str]:
    return (mission.reference, code or "")


def _learn(state: State, mission: Mission, *, stood: Place) -> None:
    """Remember where what the client called the place led the driver."""
    said = mission.dropoff.place
    door = stood.model_copy(update={"label": said.label, "city": said.city or city_of(stood)})
    state.places.setdefault(fold(said.label), []).append(door)


def _proof_url(mission: Mission, step: StepReport) -> str | None:
    if step.photo_media_id is None:
        return mission.proof_url
    return f"http://127.0.0.1:8000/api/media/{step.photo_media_id}/large.jpg"
