"""What shows that a parcel changed hands: four-digit codes, or a picture where one may stand in.

Who knows what: the driver shows the pickup code to whoever gives the parcel; the client has the
delivery code, and the driver types it at the door. Whoever calls holds the mission's
lock, and checks before changing anything else (see `shared.web.kept_refusals`).
"""

from typing import assert_never

from services.orders.missions.models import MissionRow, ProofKind, Source
from services.orders.missions.moves import Report, apply_report
from services.orders.missions.statuses import has_reached, is_merchant_step_allowed, state_of
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, StepReport
from shared.contracts.orders.errors import (
    CodeLocked,
    CodeRequired,
    ReasonRequired,
    StepNotAllowed,
    WrongCode,
)
from shared.values.codes import MOST_TRIES, Look, look_at


def _check_pickup_code(mission: MissionRow, code: str | None) -> None:
    """Check what a merchant typed against what the driver shows; a wrong guess is counted.

    Raises:
        CodeRequired: nothing was typed.
        WrongCode: it is another code.
        CodeLocked: five guesses were wrong before.
    """
    expected = mission.pickup_code
    if expected is None:
        return
    if code is None:
        raise CodeRequired(reference=mission.reference)
    match look_at(code, expected=expected, tries=mission.pickup_tries):
        case Look.RIGHT:
            mission.pickup_proof = ProofKind.CODE
        case Look.WRONG:
            mission.pickup_tries += 1
            raise _wrong(mission, tries=mission.pickup_tries)
        case Look.LOCKED:
            raise CodeLocked(reference=mission.reference)
        case _ as never:
            assert_never(never)


async def hand_over_parcel(
    work: Work, mission: MissionRow, *, code: str | None, merchant_phone: str
) -> None:
    """Let a merchant give the parcel of a locked mission to its driver; twice changes nothing.

    Raises:
        StepNotAllowed: no driver has the mission, or it is over.
        CodeRequired: nothing was typed.
        WrongCode: it is another code.
        CodeLocked: five guesses were wrong before; the driver's picture must help.
    """
    here, there = mission.status, MissionStatus.PICKED_UP
    if has_reached(here, there) and not state_of(here).is_terminal:
        return
    if not is_merchant_step_allowed(here, there):
        raise StepNotAllowed(reference=mission.reference, status=here.value, step=there.value)
    _check_pickup_code(mission, code)
    await apply_report(work, mission, Report(there, Source.MERCHANT, who=merchant_phone))


def prove_step(mission: MissionRow, step: StepReport) -> None:
    """Check what a driver shows for a step of a locked mission, and note what proved it.

    An order's parcel first leaves the shop by the merchant's word or with a picture, and is not
    delivered before that; a courier's parcel, and one that goes out again, leaves by the driver's
    word. A delivery takes the client's code, or a picture when it cannot be had.

    Raises:
        ReasonRequired: a problem without a word on it.
        CodeRequired: neither a code nor a picture, or nothing showed that the parcel left the shop.
        WrongCode: it is another code.
        CodeLocked: five guesses were wrong before; only a picture helps now.
    """
    match step.status:
        case MissionStatus.PROBLEM:
            if step.note is None:
                raise ReasonRequired(what=step.status.value)
        case MissionStatus.DELIVERED:
            if _is_pickup_due(mission):
                raise CodeRequired(reference=mission.reference)
            _prove_delivery(mission, step)
        case MissionStatus.PICKED_UP | MissionStatus.IN_TRANSIT | MissionStatus.AT_DROPOFF:
            _prove_pickup(mission, step)
        case (
            MissionStatus.PENDING
            | MissionStatus.ACCEPTED
            | MissionStatus.TO_PICKUP
            | MissionStatus.AT_PICKUP
            | MissionStatus.RETURNED
            | MissionStatus.CANCELLED
        ):
            return
        case _ as never:
            assert_never(never)


def _prove_pickup(mission: MissionRow, step: StepReport) -> None:
    if _is_pickup_due(mission) and step.photo_media_id is None:
        raise CodeRequired(reference=mission.reference)
    is_first = not has_reached(mission.status, MissionStatus.PICKED_UP)
    if step.photo_media_id is not None and (is_first or _is_pickup_due(mission)):
        mission.pickup_proof = ProofKind.PHOTO


def _is_pickup_due(mission: MissionRow) -> bool:
    """Whether it still has to be shown that an order's parcel left the shop."""
    is_of_order = mission.order_id is not None and mission.redelivers_id is None
    return is_of_order and mission.pickup_proof is None


def _prove_delivery(mission: MissionRow, step: StepReport) -> None:
    expected, has_photo = mission.delivery_code, step.photo_media_id is not None
    if step.code is None or expected is None:
        if expected is not None and not has_photo:
            raise CodeRequired(reference=mission.reference)
        mission.delivery_proof = ProofKind.PHOTO if has_photo else None
        return
    match look_at(step.code, expected=expected, tries=mission.delivery_tries):
        case Look.RIGHT:
            mission.delivery_proof = ProofKind.CODE
        case Look.WRONG:
            mission.delivery_tries += 1
            raise _wrong(mission, tries=mission.delivery_tries)
        case Look.LOCKED:
            if not has_photo:
                raise CodeLocked(reference=mission.reference)
            mission.delivery_proof = ProofKind.PHOTO
        case _ as never:
            assert_never(never)


def _wrong(mission: MissionRow, *, tries: int) -> WrongCode:
    return WrongCode(reference=mission.reference, tries_left=MOST_TRIES - tries)
