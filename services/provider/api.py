"""Public reads of the directory of artisans."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.provider.deps import WorkDep
from services.provider.queries import providers_of
from shared.contracts.provider.api import ProviderPage

router = APIRouter(prefix="/api/providers", tags=["directory"])

City = Annotated[str, Query(pattern=r"^[^\x00]{2,60}$", examples=["Brazzaville"])]
Trade = Annotated[str | None, Query(pattern=r"^[a-z_]{2,40}$", examples=["plumbing"])]
After = Annotated[str | None, Query(max_length=400, description="`next` of the page before")]


@router.get("")
async def list_providers(
    work: WorkDep, city: City, trade: Trade = None, after: After = None
) -> ProviderPage:
    """List the approved artisans of a city by name, twenty a page."""
    return await providers_of(work, city=city, trade=trade, after=after)
