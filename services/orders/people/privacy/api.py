"""A person's data, for our own services: a copy of it, and its erasure."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.orders.deps import WorkDep
from services.orders.models import messaging
from services.orders.people.privacy.queries import personal_data_of
from services.orders.people.privacy.use_cases.erase_person import erase_person
from shared.contracts.orders.orders import ContactQuery
from shared.contracts.orders.privacy import Erasure, ErasureRequest, PersonalData
from shared.web.deps import IdempotencyKey, internal_caller
from shared.web.idempotency import once

router = APIRouter(
    prefix="/internal/people", tags=["people"], dependencies=[Depends(internal_caller)]
)


@router.get("/data")
async def get_personal_data(whose: Annotated[ContactQuery, Query()], work: WorkDep) -> PersonalData:
    """Tell all that is held of a person."""
    return await personal_data_of(work, whose)


@router.post("/erasure")
async def erase(request: ErasureRequest, key: IdempotencyKey, work: WorkDep) -> Erasure:
    """Forget a person, unless something of theirs is under way."""
    return await once(
        work.session,
        messaging,
        key=f"erasure:{key}",
        request=request,
        answer_type=Erasure,
        produce=lambda: erase_person(work, request),
    )
