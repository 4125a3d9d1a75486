"""Places that were learned, for our own services."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.orders.deps import WorkDep
from services.orders.places.queries import find_place
from shared.contracts.orders.api import KnownPlace, KnownPlaceQuery
from shared.web.deps import internal_caller

router = APIRouter(
    prefix="/internal/places", tags=["places"], dependencies=[Depends(internal_caller)]
)


@router.get("")
async def find(query: Annotated[KnownPlaceQuery, Query()], work: WorkDep) -> KnownPlace:
    """Tell where a phrase led drivers before; no place before the third drop."""
    return await find_place(work, phrase=query.phrase, city=query.city)
