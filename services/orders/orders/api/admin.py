"""Orders for the operator."""

from fastapi import APIRouter, Depends

from services.orders.deps import WorkDep
from services.orders.orders.api.paths import Reference
from services.orders.orders.queries import order_called
from shared.contracts.orders.orders import ContactQuery, Order
from shared.web.deps import admin_caller

router = APIRouter(prefix="/api/admin/orders", tags=["admin"], dependencies=[Depends(admin_caller)])


@router.get("/{reference}")
async def get_order(reference: Reference, work: WorkDep) -> Order:
    """Tell any order with its timeline, payment and delivery."""
    return await order_called(work, reference=reference, reader=ContactQuery())
