"""What the driver's chat does outside a mission: duty, position, offers, jobs, history.

For our own services; admins take drivers off the road and put them back.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from services.orders.deps import WorkDep
from services.orders.dispatch.queries import done_jobs_of, driver_called, jobs_for
from services.orders.dispatch.use_cases.accept_offer import accept_offer
from services.orders.dispatch.use_cases.change_duty import change_duty
from services.orders.dispatch.use_cases.decline_offer import decline_offer
from services.orders.dispatch.use_cases.restore_driver import restore_driver
from services.orders.dispatch.use_cases.suspend_driver import suspend_driver
from services.orders.dispatch.use_cases.take_job import take_job
from services.orders.missions.use_cases.follow_driver import follow_driver
from services.orders.models import messaging
from shared.contracts.orders.api import (
    Driver,
    DriverCall,
    DriverHistory,
    DriverHistoryQuery,
    DutyRequest,
    JobList,
    Mission,
    Offer,
    PositionReport,
)
from shared.web.deps import IdempotencyKey, admin_caller, internal_caller
from shared.web.idempotency import once

router = APIRouter(prefix="/internal", tags=["dispatch"], dependencies=[Depends(internal_caller)])
admin_router = APIRouter(
    prefix="/api/admin/drivers", tags=["admin"], dependencies=[Depends(admin_caller)]
)

Phone = Annotated[str, Path(pattern=r"^\+\d{6,15}$", examples=["+242065550201"])]
Reference = Annotated[str, Path(pattern=r"^[\w\-./#]{1,60}$", examples=["COUR-20261121-001"])]


@router.post("/offers/{offer_id}/accept")
async def accept(
    offer_id: UUID, request: DriverCall, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Take an offered mission; the first driver who accepts has it."""
    return await once(
        work.session,
        messaging,
        key=f"accept:{offer_id}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: accept_offer(work, request, offer_id=offer_id),
    )


@router.post("/offers/{offer_id}/decline")
async def decline(offer_id: UUID, request: DriverCall, key: IdempotencyKey, work: WorkDep) -> Offer:
    """Leave an offered mission to the next driver."""
    return await once(
        work.session,
        messaging,
        key=f"decline:{offer_id}:{key}",
        request=request,
        answer_type=Offer,
        produce=lambda: decline_offer(work, request, offer_id=offer_id),
    )


@router.post("/missions/{reference}/take")
async def take(
    reference: Reference, request: DriverCall, key: IdempotencyKey, work: WorkDep
) -> Mission:
    """Take a job that is open to all; the first driver who does has it."""
    return await once(
        work.session,
        messaging,
        key=f"take:{reference}:{key}",
        request=request,
        answer_type=Mission,
        produce=lambda: take_job(work, request, reference=reference),
    )


@router.get("/drivers/{phone}")
async def get_driver(phone: Phone, work: WorkDep) -> Driver:
    """Tell an approved driver, with the missions and the cash in hand."""
    return await driver_called(work, phone=phone)


@router.get("/drivers/{phone}/jobs")
async def list_jobs(phone: Phone, work: WorkDep) -> JobList:
    """List what a driver may take: the own offer first, then open jobs, nearest first."""
    return await jobs_for(work, phone=phone)


@router.get("/drivers/{phone}/history")
async def list_done_jobs(
    phone: Phone, query: Annotated[DriverHistoryQuery, Query()], work: WorkDep
) -> DriverHistory:
    """List a driver's jobs that are over, newest first, ten a page, and what today brought."""
    return await done_jobs_of(work, query, phone=phone)


@router.put("/drivers/{phone}/duty")
async def put_duty(
    phone: Phone, request: DutyRequest, key: IdempotencyKey, work: WorkDep
) -> Driver:
    """Go on or off duty."""
    return await once(
        work.session,
        messaging,
        key=f"duty:{phone}:{key}",
        request=request,
        answer_type=Driver,
        produce=lambda: change_duty(work, request, phone=phone),
    )


@router.put("/drivers/{phone}/position")
async def put_position(phone: Phone, request: PositionReport, work: WorkDep) -> Driver:
    """Say where a driver is; repeating it is harmless, so no key is needed."""
    await follow_driver(work, phone=phone, place=request.place)
    return await driver_called(work, phone=phone)


@admin_router.post("/{phone}/suspend")
async def suspend(phone: Phone, work: WorkDep) -> Driver:
    """Take a driver off the road until restored; repeating it changes nothing."""
    return await suspend_driver(work, phone=phone)


@admin_router.post("/{phone}/restore")
async def restore(phone: Phone, work: WorkDep) -> Driver:
    """Let a suspended driver work again; repeating it changes nothing."""
    return await restore_driver(work, phone=phone)
