"""Carts and orders, for the client's chat."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.orders.deps import ContainerDep, WorkDep
from services.orders.models import messaging
from services.orders.orders import checkout
from services.orders.orders.api.paths import Reference
from services.orders.orders.queries import order_called
from services.orders.orders.use_cases.cancel_order import cancel_order
from services.orders.orders.use_cases.edit_order import edit_order
from services.orders.orders.use_cases.rate_order import rate_order
from shared.contracts.orders.api import CancelRequest, RatingRequest
from shared.contracts.orders.orders import (
    Cart,
    CartRequest,
    ContactQuery,
    Order,
    OrderEdit,
    OrderRequest,
)
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once

router = APIRouter(prefix="/internal", tags=["orders"], dependencies=[Depends(internal_caller)])


@router.post("/carts")
async def price_cart(request: CartRequest, key: IdempotencyKey, container: ContainerDep) -> Cart:
    """Price what somebody wants from one shop, brought to the door; it holds for 15 minutes.

    Prices, fee and discount are ours. A promo code that does not apply leaves the cart whole:
    `promo_refusal` says why.
    """
    return await checkout.price(container, request, key=key)


@router.post("/orders")
async def place_order(request: OrderRequest, key: IdempotencyKey, container: ContainerDep) -> Order:
    """Order a cart: its goods are reserved now, or it is refused now.

    A cart that no longer holds is refused as `cart_stale`, with a fresh one in `params.cart`.
    """
    return await checkout.place(container, request, key=key)


@router.get("/orders/{reference}")
async def get_order(
    reference: Reference, reader: Annotated[ContactQuery, Query()], work: WorkDep
) -> Order:
    """Tell one order to its client or its merchant; to our own services with an empty query."""
    return await order_called(work, reference=reference, reader=reader)


@router.post("/orders/{reference}/cancel")
async def cancel(
    reference: Reference, request: CancelRequest, key: IdempotencyKey, work: WorkDep
) -> Order:
    """Call an order off while it is not being prepared; its goods are free again."""
    return await once(
        work.session,
        messaging,
        key=f"order-cancel:{reference}:{key}",
        request=request,
        answer_type=Order,
        produce=lambda: cancel_order(work, request, reference=reference),
    )


@router.put("/orders/{reference}/items")
async def edit(
    reference: Reference, request: OrderEdit, key: IdempotencyKey, work: WorkDep
) -> Order:
    """Change what a pending order holds; the fee and the discount stay frozen."""
    return await once(
        work.session,
        messaging,
        key=f"order-edit:{reference}:{key}",
        request=request,
        answer_type=Order,
        produce=lambda: edit_order(work, request, reference=reference),
    )


@router.post("/orders/{reference}/rating")
async def rate(
    reference: Reference, request: RatingRequest, key: IdempotencyKey, work: WorkDep
) -> Order:
    """Say how the shop of a delivered order was."""
    return await once(
        work.session,
        messaging,
        key=f"order-rating:{reference}:{key}",
        request=request,
        answer_type=Order,
        produce=lambda: rate_order(work, request, reference=reference),
    )
