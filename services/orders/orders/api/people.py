"""What a person has, had, and may have again: missions and orders together."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.orders.deps import WorkDep
from services.orders.orders.queries import activity_of, history_of, last_job_of
from shared.contracts.orders.orders import Activity, ContactQuery, HistoryPage, LastJob
from shared.web.deps import internal_caller

router = APIRouter(prefix="/internal", tags=["people"], dependencies=[Depends(internal_caller)])

Whose = Annotated[ContactQuery, Query()]


@router.get("/activity")
async def list_activity(whose: Whose, work: WorkDep) -> Activity:
    """List what somebody has running, newest first; an order shows its own delivery."""
    return await activity_of(work, whose)


@router.get("/history")
async def list_history(whose: Whose, work: WorkDep) -> HistoryPage:
    """List what somebody had, newest first, ten a page."""
    return await history_of(work, whose)


@router.get("/last-job")
async def get_last_job(whose: Whose, work: WorkDep) -> LastJob:
    """Tell the newest job that can be repeated."""
    return await last_job_of(work, whose)
