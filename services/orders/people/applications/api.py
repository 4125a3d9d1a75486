"""Applications: handed in from the chat, decided by admins."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.orders.deps import WorkDep
from services.orders.models import messaging
from services.orders.people.applications.queries import applications_by_age
from services.orders.people.applications.use_cases.apply_as_driver import apply_as_driver
from services.orders.people.applications.use_cases.apply_as_merchant import apply_as_merchant
from services.orders.people.applications.use_cases.approve_application import approve_application
from services.orders.people.applications.use_cases.reject_application import reject_application
from shared.contracts.orders.applications import (
    Application,
    ApplicationPage,
    ApplicationQuery,
    DriverApplication,
    MerchantApplication,
    Rejection,
)
from shared.web.deps import IdempotencyKey, admin_caller, internal_caller
from shared.web.idempotency import once

router = APIRouter(
    prefix="/internal/applications", tags=["applications"], dependencies=[Depends(internal_caller)]
)
admin_router = APIRouter(
    prefix="/api/admin/applications", tags=["admin"], dependencies=[Depends(admin_caller)]
)


@router.post("/drivers")
async def apply_to_deliver(
    request: DriverApplication, key: IdempotencyKey, work: WorkDep
) -> Application:
    """Hand in an application to become a driver."""
    return await once(
        work.session,
        messaging,
        key=f"apply-driver:{key}",
        request=request,
        answer_type=Application,
        produce=lambda: apply_as_driver(work, request),
    )


@router.post("/merchants")
async def apply_to_sell(
    request: MerchantApplication, key: IdempotencyKey, work: WorkDep
) -> Application:
    """Hand in an application to become a merchant."""
    return await once(
        work.session,
        messaging,
        key=f"apply-merchant:{key}",
        request=request,
        answer_type=Application,
        produce=lambda: apply_as_merchant(work, request),
    )


@admin_router.get("")
async def list_applications(
    query: Annotated[ApplicationQuery, Query()], work: WorkDep
) -> ApplicationPage:
    """List applications, oldest first, twenty a page; `state` keeps those in one state."""
    return await applications_by_age(work, query)


@admin_router.post("/{application_id}/approve")
async def approve(application_id: UUID, work: WorkDep) -> Application:
    """Let the applicant deliver or sell from now on; repeating it changes nothing."""
    return await approve_application(work, application_id=application_id)


@admin_router.post("/{application_id}/reject")
async def reject(application_id: UUID, request: Rejection, work: WorkDep) -> Application:
    """Turn the applicant down with a reason; repeating it changes nothing."""
    return await reject_application(work, request, application_id=application_id)
