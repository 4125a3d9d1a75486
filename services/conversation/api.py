"""Internal HTTP of conversation: taking updates in, and two lists for operators."""

from datetime import datetime

import orjson
from fastapi import APIRouter, Depends, Query, Request, Response

from services.conversation.container import Container
from services.conversation.deps import WorkDep
from services.conversation.queries import (
    HumanRequestPage,
    QuarantinedPage,
    list_human_requests,
    list_quarantined,
)
from services.conversation.use_cases.take_in_updates import Posted, read_batch
from shared.contracts.conversation.api import InboundBatch
from shared.errors import Invalid
from shared.web.deps import internal_caller

router = APIRouter(prefix="/internal", tags=["internal"], dependencies=[Depends(internal_caller)])


@router.post("/inbound", response_model=InboundBatch)
async def take_in(request: Request) -> Response:
    """Take a batch of webhook bodies in; answered once every update in it is durable.

    The body is an array of `{"correlation_id", "channel", "update"}`.
    """
    container: Container = request.app.state.container
    taken = await container.take_in(read_batch(_posted(await request.body())))
    return Response(taken.model_dump_json(), media_type="application/json")


@router.get("/quarantine")
async def quarantine(
    work: WorkDep,
    before: datetime | None = None,
    limit: int = Query(50, ge=1, le=200),
) -> QuarantinedPage:
    """List signed updates that could not be read, newest first."""
    return await list_quarantined(work.session, before=before, limit=limit)


@router.get("/human-requests")
async def human_requests(work: WorkDep, limit: int = Query(50, ge=1, le=200)) -> HumanRequestPage:
    """List who waits for a person of the team, longest wait first."""
    return await list_human_requests(work.session, limit=limit)


def _posted(body: bytes) -> list[Posted]:
    try:
        return [Posted(str(one["correlation_id"]), one["update"]) for one in orjson.loads(body)]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise Invalid(reason="the body is not an array of updates") from error
