"""HTTP of conversation: taking updates in, two lists for operators, and a person's own copy."""

from datetime import datetime
from typing import Annotated, Final

import orjson
from fastapi import APIRouter, Depends, Path, Query, Request, Response, status

from services.conversation.container import Container
from services.conversation.deps import WorkDep
from services.conversation.dialogue.intents import EXPORT_DATA
from services.conversation.queries import (
    HumanRequestPage,
    QuarantinedPage,
    export_called,
    list_human_requests,
    list_quarantined,
)
from services.conversation.use_cases.act_for_person import act_for_person
from services.conversation.use_cases.take_in_updates import Posted, read_batch
from shared.contracts.conversation.api import InboundBatch
from shared.contracts.orders.calls import ERASE_PERSON
from shared.errors import Invalid
from shared.values.phone import PhoneNumber
from shared.web.deps import IdempotencyKey, admin_caller, internal_caller

people = APIRouter(prefix="/api/admin/people", tags=["admin"], dependencies=[Depends(admin_caller)])
Phone = Annotated[str, Path(pattern=r"^\+\d{6,15}$", examples=["+242065550101"])]
exports = APIRouter(tags=["personal data"])
Token = Annotated[str, Path(pattern=r"^[\w-]{20,100}$")]
_PRIVATE: Final = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
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


@people.post("/{phone}/copy", status_code=status.HTTP_202_ACCEPTED)
async def send_copy(phone: Phone, key: IdempotencyKey, work: WorkDep) -> Response:
    """Send a person their own data, in their chat, as if they had asked there."""
    await act_for_person(work, PhoneNumber(phone), ask=EXPORT_DATA.name, key=key)
    return Response(status_code=status.HTTP_202_ACCEPTED)


@people.post("/{phone}/erasure", status_code=status.HTTP_202_ACCEPTED)
async def erase(phone: Phone, key: IdempotencyKey, work: WorkDep) -> Response:
    """Forget a person, as if they had confirmed it in their chat; refusals are told there."""
    await act_for_person(work, PhoneNumber(phone), ask=ERASE_PERSON.name, key=key)
    return Response(status_code=status.HTTP_202_ACCEPTED)


@exports.get(
    "/exports/{token}",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {}}, "description": "The copy."},
        404: {"description": "No such link, or its day is over."},
    },
)
async def export(token: Token, work: WorkDep) -> Response:
    """Hand a person's own copy to whoever has its link, for a day."""
    found = await export_called(work, token=token)
    named = {"Content-Disposition": f'attachment; filename="{found.filename}"'}
    return Response(found.content, media_type="application/pdf", headers={**_PRIVATE, **named})


def _posted(body: bytes) -> list[Posted]:
    try:
        return [Posted(str(one["correlation_id"]), one["update"]) for one in orjson.loads(body)]
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise Invalid(reason="the body is not an array of updates") from error
