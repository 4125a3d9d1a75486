"""Prices, for our own services."""

from fastapi import APIRouter, Depends

from services.orders.deps import ContainerDep
from services.orders.models import messaging
from services.orders.quotes.use_cases.make_quote import make_quote
from shared.contracts.orders.api import Quote, QuoteRequest
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once

router = APIRouter(
    prefix="/internal/quotes", tags=["quotes"], dependencies=[Depends(internal_caller)]
)


@router.post("")
async def ask_price(request: QuoteRequest, key: IdempotencyKey, container: ContainerDep) -> Quote:
    """Price a delivery; the price holds for fifteen minutes."""
    ridden_m = await container.roads.measure(request.pickup, request.dropoff)
    async with container.begin() as work:
        return await once(
            work.session,
            messaging,
            key=f"quote:{key}",
            request=request,
            answer_type=Quote,
            produce=lambda: make_quote(work, request, ridden_m=ridden_m),
        )
