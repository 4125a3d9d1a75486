"""Cash: for the driver's chat, and for the office that counts it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query

from services.orders.cash.queries import account_of, cash_holders
from services.orders.cash.use_cases.bank_handover import bank_handover
from services.orders.cash.use_cases.confirm_handover import confirm_handover
from services.orders.cash.use_cases.start_handover import start_handover
from services.orders.deps import WorkDep
from services.orders.models import messaging
from shared.contracts.orders.api import DriverCall
from shared.contracts.orders.cash import (
    BankDeposit,
    CashAccount,
    CashHolderPage,
    HandoverConfirmation,
    HandoverReceipt,
)
from shared.contracts.orders.errors import DriverNotFound, WrongCode
from shared.web.deps import IdempotencyKey, admin_caller, internal_caller
from shared.web.idempotency import once
from shared.web.kept_refusals import once_keeping

router = APIRouter(
    prefix="/internal/drivers", tags=["cash"], dependencies=[Depends(internal_caller)]
)
admin_router = APIRouter(
    prefix="/api/admin/cash", tags=["admin"], dependencies=[Depends(admin_caller)]
)

Phone = Annotated[str, Path(pattern=r"^\+\d{6,15}$", examples=["+242065550201"])]
After = Annotated[str | None, Query(max_length=200, description="`next` of the page before.")]


@router.get("/{phone}/cash")
async def get_cash(phone: Phone, work: WorkDep) -> CashAccount:
    """Tell what a driver holds for others, with the newest twenty lines."""
    return await account_of(work, phone=phone)


@router.post("/{phone}/handovers")
async def start(
    phone: Phone, request: DriverCall, key: IdempotencyKey, work: WorkDep
) -> CashAccount:
    """Begin to hand over all cash in hand; the account carries the code for half an hour."""
    if request.driver_phone != phone:
        raise DriverNotFound
    return await once(
        work.session,
        messaging,
        key=f"handover:{phone}:{key}",
        request=request,
        answer_type=CashAccount,
        produce=lambda: start_handover(work, request),
    )


@admin_router.get("")
async def list_holders(work: WorkDep, after: After = None) -> CashHolderPage:
    """List the drivers who hold cash, most first, fifty a page."""
    return await cash_holders(work, after=after)


@admin_router.post("/handovers/{handover_id}/confirm")
async def confirm(
    handover_id: UUID, request: HandoverConfirmation, key: IdempotencyKey, work: WorkDep
) -> HandoverReceipt:
    """Confirm that the cash was counted, by the driver's code; a wrong code is counted too."""
    return await once_keeping(
        WrongCode,
        work.session,
        messaging,
        key=f"confirm:{handover_id}:{key}",
        request=request,
        answer_type=HandoverReceipt,
        produce=lambda: confirm_handover(work, request, handover_id=handover_id),
    )


@admin_router.post("/handovers/{handover_id}/bank")
async def bank(
    handover_id: UUID, request: BankDeposit, key: IdempotencyKey, work: WorkDep
) -> HandoverReceipt:
    """Note under which reference the cash of a hand-over went to the bank."""
    return await once(
        work.session,
        messaging,
        key=f"bank:{handover_id}:{key}",
        request=request,
        answer_type=HandoverReceipt,
        produce=lambda: bank_handover(work, request, handover_id=handover_id),
    )
