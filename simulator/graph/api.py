"""The Graph API's endpoints; `access.GraphVersion` has taken the version off their paths."""

import base64
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import UploadFile

from simulator.container import Simulator
from simulator.graph.access import (
    AccountOf,
    BodyOf,
    NumberOf,
    SimulatorOf,
    account_of,
    check_token,
    number_of,
)
from simulator.graph.disturbance import disturbed
from simulator.graph.errors import GraphError, unknown_object
from simulator.graph.media import UPLOADED_FOR, Media, check_upload
from simulator.graph.messages import take
from simulator.graph.rules import Body
from simulator.graph.templates import Template, TemplateStatus, check_definition
from simulator.webhooks.payloads import Update

router = APIRouter(tags=["graph"], dependencies=[Depends(check_token)])


@router.post("/{number_id}/messages")
async def send_message(
    request: Request, simulator: SimulatorOf, number: NumberOf, body: BodyOf
) -> Response:
    """Send a message, or mark one as read (whatsapp-cloud-api.md, §3)."""
    await simulator.links.bring(body)
    return await disturbed(request, simulator, lambda: take(simulator, number, body))


@router.post("/{number_id}/media", dependencies=[Depends(number_of)])
async def upload_media(request: Request, simulator: SimulatorOf) -> Body:
    """Keep a file for thirty days (multipart: `file`, `type`, `messaging_product`)."""
    async with request.form() as form:
        file = form.get("file")
        if form.get("messaging_product") != "whatsapp" or not isinstance(file, UploadFile):
            raise GraphError(100, details="The parameters messaging_product and file are required.")
        content, mime_type = await file.read(), file.content_type or str(form.get("type"))
        kind = str(form.get("type")).partition("/")[0]
        check_upload(kind, mime_type=mime_type, size=len(content))
        expires_at = simulator.clock.now() + UPLOADED_FOR
        media = simulator.media.add(
            content, mime_type=mime_type, expires_at=expires_at, filename=file.filename
        )
    return {"id": media.id}


@router.get("/media-files/{token}")
async def download_media(token: str, simulator: SimulatorOf) -> Response:
    """Give the bytes behind a download link; 404 once its five minutes are over."""
    media = simulator.media.follow(token, now=simulator.clock.now())
    if media is None:
        return Response(status_code=404)
    return Response(media.content, media_type=media.mime_type)


@router.get("/{account_id}/message_templates", dependencies=[Depends(account_of)])
async def list_templates(
    simulator: SimulatorOf,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 25,
    after: str | None = None,
    name: str | None = None,
) -> Body:
    """List templates, a page at a time (`paging.cursors.after`)."""
    found = simulator.templates.listed(name=name)
    start = _position(after)
    end = min(start + limit, len(found))
    paging: Body = {"cursors": {"before": _cursor(start), "after": _cursor(end)}}
    if end < len(found):
        paging["next"] = f"?limit={limit}&after={_cursor(end)}"
    return {"data": [known.as_dict() for known in found[start:end]], "paging": paging}


@router.post("/{account_id}/message_templates")
async def create_template(simulator: SimulatorOf, account: AccountOf, body: BodyOf) -> Body:
    """Register a template; the review approves it at once and says so by webhook."""
    check_definition(body)
    template = simulator.templates.add(body)
    move_template(simulator, template, status=TemplateStatus.APPROVED, account=account)
    return {"id": template.id, "status": "PENDING", "category": template.category.value}


@router.delete("/{account_id}/message_templates", dependencies=[Depends(account_of)])
async def delete_template(simulator: SimulatorOf, name: str, hsm_id: str | None = None) -> Body:
    """Drop a template by name, in every language unless `hsm_id` names one."""
    simulator.templates.delete(name, template_id=hsm_id)
    return {"success": True}


@router.get("/{object_id}")
async def read_object(object_id: str, request: Request, simulator: SimulatorOf) -> Body:
    """Describe a business number or a file."""
    settings = simulator.settings
    if object_id in settings.number_ids:
        return _number(simulator, object_id, fields=request.query_params.get("fields"))
    media = simulator.media.find(object_id, now=simulator.clock.now())
    if media is None:
        raise unknown_object(object_id, method="get")
    return _media(simulator, media, base_url=str(request.base_url))


@router.delete("/{object_id}")
async def delete_object(object_id: str, simulator: SimulatorOf) -> Body:
    """Forget a file."""
    if simulator.media.find(object_id, now=simulator.clock.now()) is None:
        raise unknown_object(object_id, method="delete")
    simulator.media.delete(object_id)
    return {"success": True}


@router.api_route("/{path:path}", methods=["GET", "POST", "DELETE"], include_in_schema=False)
async def read_unknown_path(path: str) -> Response:
    """Refuse what Meta has no path for."""
    raise GraphError(2500, details=f"Unknown path components: /{path}")


def move_template(
    simulator: Simulator, template: Template, *, status: TemplateStatus, account: str
) -> Template:
    """Move a template to a state and tell the platform (§2.5)."""
    moved = simulator.templates.set_status(template, status=status)
    now: datetime = simulator.clock.now()
    value: Body = {
        "event": status.value,
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "reason": "NONE",
        "message_template_category": template.category.value,
    }
    key = f"template-{account}-{template.id}-{status}"
    field = "message_template_status_update"
    simulator.sender.post(Update(key=key, lane=key, value=value, at=now, field=field))
    return moved


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def _position(cursor: str | None) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor or _cursor(0)))
    except ValueError as error:
        raise GraphError(100, details="Param after is not a valid cursor.") from error


def _number(simulator: Simulator, number_id: str, *, fields: str | None) -> Body:
    settings = simulator.settings
    known: Body = {
        "verified_name": settings.simulator_business_name,
        "display_phone_number": f"+{settings.simulator_display_phone}",
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "status": "CONNECTED",
        "name_status": "APPROVED",
        "throughput": {"level": "STANDARD"},
        "whatsapp_business_manager_messaging_limit": f"TIER_{settings.simulator_messaging_limit}",
        "webhook_configuration": {"application": settings.simulator_webhook_url},
    }
    default = "verified_name,display_phone_number,quality_rating,code_verification_status"
    names = (fields or default).split(",")
    return {name: known[name] for name in names if name in known} | {"id": number_id}


def _media(simulator: Simulator, media: Media, *, base_url: str) -> Body:
    token = simulator.media.new_link(media, now=simulator.clock.now())
    return {
        "messaging_product": "whatsapp",
        "url": f"{base_url}media-files/{token}",
        "mime_type": media.mime_type,
        "sha256": media.sha256.hex(),
        "file_size": str(len(media.content)),
        "id": media.id,
    }


async def answer_refusal(request: Request, error: Exception) -> JSONResponse:
    """Render a `GraphError` as Meta does, and count it."""
    if not isinstance(error, GraphError):
        raise error
    simulator: Simulator = request.app.state.simulator
    simulator.refusals[error.code] += 1
    return JSONResponse(error.as_answer(), status_code=error.http_status)
