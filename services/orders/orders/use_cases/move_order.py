"""A merchant moves one of the shop's orders on, or refuses it."""

from services.orders.catalogue.models import MerchantRow
from services.orders.missions.models import Source
from services.orders.missions.proof import hand_over_parcel
from services.orders.orders.delivery import call_off_delivery, lock_delivery, reopen_delivery
from services.orders.orders.models import OrderRow
from services.orders.orders.moves import Move, apply_move
from services.orders.orders.parties import own_order
from services.orders.orders.statuses import Party, is_move_allowed, state_of
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.errors import (
    OrderMoveNotAllowed,
    PaymentAwaited,
    ReasonRequired,
    StepNotAllowed,
)
from shared.contracts.orders.orders import Order, OrderMove


async def move_order(work: Work, request: OrderMove, *, reference: str) -> Order:
    """Move an order forward; steps may be skipped, asking twice changes nothing.

    Ready opens the delivery mission; asked again it opens another one if that was called off, or
    looks for a driver again if nobody took it. A ready order is refused with its mission, as long
    as that has no driver.

    Raises:
        NotAMerchant: no approved merchant has this phone.
        OrderNotFound: there is no such order of this shop.
        OrderMoveNotAllowed: the move does not follow, no driver is there to hand over to, or one
            comes for what would be refused.
        PaymentAwaited: it goes on only once it is paid; it may be refused.
        ReasonRequired: a refusal without a word on it.
        CodeRequired: handing over without the driver's code.
        WrongCode: it is another code; the guess is counted.
        CodeLocked: too many wrong codes.
    """
    merchant, order = await own_order(work, phone=request.merchant_phone, reference=reference)
    if request.status is order.status:
        if order.status is OrderStatus.READY:
            await reopen_delivery(work, order)
        return await describe_order(work, order)
    _check(order, request)
    if request.status is OrderStatus.HANDED_OVER:
        await _hand_over(work, order, merchant=merchant, code=request.code)
    if request.status is OrderStatus.REFUSED:
        await _call_off(work, order, request)
        order.refusal = request.reason
    move = Move(request.status, Party.MERCHANT, who=merchant.phone, note=request.reason)
    await apply_move(work, order, move)
    return await describe_order(work, order)


def _check(order: OrderRow, request: OrderMove) -> None:
    if not is_move_allowed(order.status, request.status, party=Party.MERCHANT):
        raise _not_allowed(order, request.status)
    if order.is_awaiting_payment and state_of(request.status).needs_payment:
        raise PaymentAwaited(reference=order.reference)
    if request.status is OrderStatus.REFUSED and request.reason is None:
        raise ReasonRequired(what=request.status.value)


async def _call_off(work: Work, order: OrderRow, request: OrderMove) -> None:
    mission = await lock_delivery(work, order)
    if mission is None:
        return
    if mission.status not in {MissionStatus.PENDING, MissionStatus.CANCELLED}:
        raise _not_allowed(order, request.status)
    who, why = request.merchant_phone, request.reason
    await call_off_delivery(work, mission, by=Source.MERCHANT, who=who, why=why)


async def _hand_over(
    work: Work, order: OrderRow, *, merchant: MerchantRow, code: str | None
) -> None:
    mission = await lock_delivery(work, order)
    if mission is None:
        raise _not_allowed(order, OrderStatus.HANDED_OVER)
    try:
        await hand_over_parcel(work, mission, code=code, merchant_phone=merchant.phone)
    except StepNotAllowed as refusal:
        raise _not_allowed(order, OrderStatus.HANDED_OVER) from refusal


def _not_allowed(order: OrderRow, move: OrderStatus) -> OrderMoveNotAllowed:
    return OrderMoveNotAllowed(
        reference=order.reference, status=order.status.value, move=move.value
    )
