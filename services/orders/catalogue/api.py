"""Public reads of the catalogue."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.orders.catalogue.queries import merchants_of, products_of
from services.orders.deps import WorkDep
from shared.contracts.orders.catalogue import MerchantPage, ProductPage

router = APIRouter(prefix="/api/merchants", tags=["catalogue"])

City = Annotated[str, Query(pattern=r"^[^\x00]{2,60}$", examples=["Brazzaville"])]
After = Annotated[str | None, Query(max_length=400, description="`next` of the page before")]


@router.get("")
async def list_merchants(work: WorkDep, city: City, after: After = None) -> MerchantPage:
    """List the merchants of a city by name, twenty a page."""
    return await merchants_of(work, city=city, after=after)


@router.get("/{merchant_id}/products")
async def list_products(merchant_id: UUID, work: WorkDep, after: After = None) -> ProductPage:
    """List what a merchant sells by name, twenty a page."""
    return await products_of(work, merchant_id=merchant_id, after=after)
