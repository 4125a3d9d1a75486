"""Orders for the operator, who also ends what is stuck."""

from fastapi import APIRouter, Depends

from services.orders.deps import WorkDep
from services.orders.models import messaging
from services.orders.orders.api.paths import Reference
from services.orders.orders.queries import order_called
from services.orders.orders.use_cases.end_order import end_order
from shared.contracts.orders.orders import ContactQuery, Order, OrderEnd
from shared.web.deps import IdempotencyKey, admin_caller
from shared.web.idempotency import once

router = APIRouter(prefix="/api/admin/orders", tags=["admin"], dependencies=[Depends(admin_caller)])


@router.get("/{reference}")
async def get_order(reference: Reference, work: WorkDep) -> Order:
    """Tell any order with its timeline, payment and delivery."""
    return await order_called(work, reference=reference, reader=ContactQuery())


@router.post("/{reference}/status")
async def end(reference: Reference, request: OrderEnd, key: IdempotencyKey, work: WorkDep) -> Order:
    """End a stuck order: cancelled, refused, delivered, or a problem; the note says why.

    What had not left the shop is back on the shelf after cancelled and refused, and no driver comes
    for it. An order that is over stays as it is.
    """
    return await once(
        work.session,
        messaging,
        key=f"order-end:{reference}:{key}",
        request=request,
        answer_type=Order,
        produce=lambda: end_order(work, request, reference=reference),
    )
