"""Missions for our own services: the client's chat and the driver's."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from services.orders.deps import WorkDep
from services.orders.missions.queries import active_missions_of, mission_called
from services.orders.missions.use_cases.cancel_mission import cancel_mission
from services.orders.missions.use_cases.create_mission import create_mission
from services.orders.missions.use_cases.rate_mission import rate_mission
from services.orders.missions.use_cases.report_step import report_step
from services.orders.models import messaging
from shared.contracts.orders.api import (
    CancelRequest,
    Mission,
    MissionList,
    MissionRequest,
    RatingRequest,
    StepReport,
)
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once

router = APIRouter(
    prefix="/internal/missions", tags=["missions"], dependencies=[Depends(internal_caller)]
)

Reference = Annotated[str, Path(pattern=r"^[\w\-./#]{1,60}$", examples=["COUR-20261121-001"])]
Known = Annotated[str | None, Query(pattern=r"^[\w+.\-]{1,200}$")]


@router.post("")
async def create(request: MissionRequest, key: IdempotencyKey, work: WorkDep) -> Mission:
    """Create a mission at a quote's price; a driver is looked for at once."""
    return await once(
        work.session,
        messaging,
        key=f"mission:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: create_mission(work, request),
    )


@router.get("")
async def list_active(
    work: WorkDep, contact_id: UUID | None = None, phone: Known = None, user_id: Known = None
) -> MissionList:
    """List a client's running missions by any of the ways a person is known, newest first."""
    if not (phone or user_id):
        raise Invalid(reason="phone or user_id is needed")
    contact = ContactRef(contact_id=contact_id, phone=phone, user_id=user_id)
    return await active_missions_of(work, contact=contact)


@router.get("/{reference}")
async def get(reference: Reference, work: WorkDep) -> Mission:
    """Tell one mission."""
    return await mission_called(work, reference=reference)


@router.post("/{reference}/cancel")
async def cancel(
    reference: Reference, request: CancelRequest, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Call a mission off while its parcel is not yet with the driver."""
    return await once(
        work.session,
        messaging,
        key=f"cancel:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: cancel_mission(work, request, reference=reference),
    )


@router.post("/{reference}/rating")
async def rate(
    reference: Reference, request: RatingRequest, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Say how a delivered mission went."""
    return await once(
        work.session,
        messaging,
        key=f"rating:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: rate_mission(work, request, reference=reference),
    )


@router.post("/{reference}/steps")
async def step(
    reference: Reference, request: StepReport, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Report a step of the job for its driver."""
    return await once(
        work.session,
        messaging,
        key=f"step:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: report_step(work, request, reference=reference),
    )
