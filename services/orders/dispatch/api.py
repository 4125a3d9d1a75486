"""What the driver's chat does outside a mission: duty, position, offers. For our own services."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path

from services.orders.deps import WorkDep
from services.orders.dispatch.use_cases.accept_offer import accept_offer
from services.orders.dispatch.use_cases.change_duty import change_duty
from services.orders.dispatch.use_cases.decline_offer import decline_offer
from services.orders.drivers.use_cases.report_position import report_position
from services.orders.missions.queries import driver_called
from services.orders.models import messaging
from shared.contracts.orders.api import (
    Driver,
    DriverCall,
    DutyRequest,
    Mission,
    Offer,
    PositionReport,
)
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once

router = APIRouter(prefix="/internal", tags=["dispatch"], dependencies=[Depends(internal_caller)])

Phone = Annotated[str, Path(pattern=r"^\+\d{6,15}$", examples=["+242065550201"])]


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


@router.get("/drivers/{phone}")
async def get_driver(phone: Phone, work: WorkDep) -> Driver:
    """Tell an approved driver, with the missions in hand."""
    return await driver_called(work, phone=phone)


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
    await report_position(work, phone=phone, place=request.place)
    return await driver_called(work, phone=phone)
