"""The shop's desk and its orders, for the merchant's chat."""

from fastapi import APIRouter, Depends

from services.orders.catalogue.use_cases.open_shop import open_shop
from services.orders.deps import WorkDep
from services.orders.models import messaging
from services.orders.orders.api.paths import Phone, Reference
from services.orders.orders.queries import desk_of
from services.orders.orders.use_cases.confirm_payment import confirm_payment
from services.orders.orders.use_cases.move_order import move_order
from shared.contracts.orders.catalogue import OpeningRequest
from shared.contracts.orders.errors import WrongCode
from shared.contracts.orders.orders import MerchantCall, MerchantDesk, Order, OrderMove
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once
from shared.web.kept_refusals import once_keeping

router = APIRouter(prefix="/internal", tags=["shop"], dependencies=[Depends(internal_caller)])


@router.get("/merchants/{phone}/desk")
async def get_desk(phone: Phone, work: WorkDep) -> MerchantDesk:
    """Tell the shop and the newest twenty orders it has in hand, oldest first among them."""
    return await desk_of(work, phone=phone)


@router.put("/merchants/{phone}/opening")
async def set_opening(phone: Phone, request: OpeningRequest, work: WorkDep) -> MerchantDesk:
    """Open or close the shop from now on; orders already placed stay."""
    await open_shop(work, phone=phone, is_open=request.is_open)
    return await desk_of(work, phone=phone)


@router.post("/orders/{reference}/moves")
async def move(
    reference: Reference, request: OrderMove, key: IdempotencyKey, work: WorkDep
) -> Order:
    """Move an order on: confirmed, preparing, ready, handed_over (with the driver's code), refused.

    `ready` opens the delivery mission. A wrong code is counted although it is refused.
    """
    return await once_keeping(
        WrongCode,
        work.session,
        messaging,
        key=f"order-move:{reference}:{key}",
        request=request,
        answer_type=Order,
        produce=lambda: move_order(work, request, reference=reference),
    )


@router.post("/orders/{reference}/payment")
async def payment(
    reference: Reference, request: MerchantCall, key: IdempotencyKey, work: WorkDep
) -> Order:
    """Say that the awaited money of an order has come; the shop may go on."""
    return await once(
        work.session,
        messaging,
        key=f"order-payment:{reference}:{key}",
        request=request,
        answer_type=Order,
        produce=lambda: confirm_payment(work, request, reference=reference),
    )
