"""The control API (`/sim`): act as a person, cause trouble, move time, read what happened.

For tests and the browser phone; Meta has nothing like it. Shapes: architecture.md, Fixed seams.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

import httpx
from fastapi import APIRouter, Body, Header, Query, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from shared.errors import Invalid, NotFound, UpstreamFailed
from simulator.chats import Entry
from simulator.graph.access import SimulatorOf
from simulator.graph.api import move_template
from simulator.graph.media import base_type
from simulator.graph.templates import TemplateStatus
from simulator.inbound import say
from simulator.live import Live
from simulator.people import IdentityMode, digits_of
from simulator.receipts import Habits
from simulator.said import Said
from simulator.webhooks.chaos import Chaos

router = APIRouter(prefix="/sim", tags=["control"])

After = Annotated[int, Query(ge=0)]
Page = Annotated[int, Query(ge=1, le=10_000)]
Json = dict[str, object]

SHOWN_INLINE = ("image/", "audio/", "video/")
PING_S = 15.0


class PersonChange(BaseModel):
    """What `PUT /sim/contacts/{phone}` may change; absent fields stay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str | None = None
    role: str | None = None
    mode: IdentityMode | None = None
    username: str | None = None
    blocked: bool | None = None


class ClockMove(BaseModel):
    """How far to move time."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    advance_s: float = Field(ge=0)


class TemplateState(BaseModel):
    """A template and the state it is to be in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    language: str = "fr"
    status: TemplateStatus


class Listing(BaseModel):
    """Messages after a number; ask again with `next`."""

    messages: list[Entry]
    next: int


def _phone(text: str) -> str:
    digits = digits_of(text)
    if not 6 <= len(digits) <= 15:
        raise Invalid(reason="a phone has 6 to 15 digits")
    return digits


@router.post("/contacts/{phone}/messages")
async def send_as_person(phone: str, said: Annotated[Said, Body()], simulator: SimulatorOf) -> Json:
    """Write, tap, share or react as a person; the phone is known from then on."""
    digits = _phone(phone)
    person = simulator.world.find(digits) or simulator.world.put(digits)
    return {"id": say(simulator, person, said)}


@router.get("/contacts/{phone}/messages")
async def list_messages(phone: str, simulator: SimulatorOf, after: After = 0) -> Listing:
    """List a chat: `in` is what the person wrote, `out` what the platform sent."""
    person = simulator.world.find(_phone(phone))
    if person is None:
        return Listing(messages=[], next=after)
    chat = simulator.world.chat(person)
    return Listing(messages=chat.after(after), next=max(after, chat.last_seq))


@router.put("/contacts/{phone}")
async def put_contact(phone: str, change: PersonChange, simulator: SimulatorOf) -> Json:
    """Make a person known, or change name, identifiers or whether they block the business."""
    changes = change.model_dump(exclude_none=True)
    if "blocked" in changes:
        changes["is_blocking"] = changes.pop("blocked")
    return simulator.world.put(_phone(phone), **changes).as_dict()


@router.post("/contacts/{phone}/seen")
async def look_at_chat(phone: str, simulator: SimulatorOf) -> Json:
    """Say that a screen shows this chat: everything in it is read."""
    simulator.receipts.look(simulator.world.get(_phone(phone)))
    return {"success": True}


@router.put("/chaos")
async def set_chaos(chaos: Chaos, simulator: SimulatorOf) -> Chaos:
    """Put trouble in force; what is not named is calm."""
    simulator.trouble.set(chaos)
    return chaos


@router.put("/receipts")
async def set_receipts(habits: Habits, simulator: SimulatorOf) -> Habits:
    """Decide when people's phones deliver and read what comes next."""
    simulator.receipts.habits = habits
    return habits


@router.post("/clock")
async def move_clock(move: ClockMove, simulator: SimulatorOf) -> Json:
    """Move the simulator's time forward; whatever became due happens now."""
    simulator.agenda.advance(timedelta(seconds=move.advance_s))
    return {"now": simulator.clock.now().isoformat(), "ahead_s": simulator.clock.ahead_s}


@router.post("/reset")
async def reset(simulator: SimulatorOf) -> Json:
    """Start over with the people known from the start."""
    simulator.reset()
    return {"success": True}


@router.post("/settle")
async def settle(simulator: SimulatorOf, timeout_s: Annotated[float, Query(gt=0)] = 10) -> Json:
    """Wait until no webhook that is due is left; those that wait for the clock do not count."""
    try:
        async with asyncio.timeout(timeout_s):
            await simulator.sender.quiet()
    except TimeoutError:
        return {"settled": False, "scheduled": len(simulator.agenda)}
    return {"settled": True, "scheduled": len(simulator.agenda)}


@router.get("/oracle")
async def read_oracle(simulator: SimulatorOf, after: After = 0, limit: Page = 1_000) -> Json:
    """List every accepted send in order: the truth about what the platform sent."""
    sends = simulator.world.sends[after : after + limit]
    return {
        "sends": [send.as_dict() for send in sends],
        "next": sends[-1].seq if sends else after,
    }


@router.get("/webhooks")
async def read_webhooks(simulator: SimulatorOf, after: After = 0, limit: Page = 1_000) -> Json:
    """List delivery attempts to the platform (the last 5,000)."""
    attempts = [attempt for attempt in simulator.sender.attempts if attempt.seq > after][:limit]
    return {
        "attempts": [attempt.as_dict() for attempt in attempts],
        "next": attempts[-1].seq if attempts else after,
    }


@router.get("/state")
async def read_state(simulator: SimulatorOf) -> Json:
    """Show people, time, trouble and counts."""
    return {
        "now": simulator.clock.now().isoformat(),
        "ahead_s": simulator.clock.ahead_s,
        "live": simulator.live.number,
        "business": simulator.settings.simulator_business_name,
        "people": [_with_chat(simulator, person.phone) for person in simulator.world.people],
        "chaos": simulator.trouble.chaos.model_dump(),
        "receipts": simulator.receipts.habits.model_dump(),
        "sends": len(simulator.world.sends),
        "refusals": {str(code): times for code, times in simulator.refusals.items()},
        "pending_webhooks": simulator.sender.waiting,
        "scheduled": len(simulator.agenda),
        "templates": [template.as_dict() for template in simulator.templates.listed()],
    }


def _with_chat(simulator: SimulatorOf, phone: str) -> Json:
    person = simulator.world.get(phone)
    chat = simulator.world.chat(person)
    opened = {number: at.isoformat() for number, at in chat.last_inbound.items()}
    return {**person.as_dict(), "messages": chat.last_seq, "last_inbound": opened}


@router.post("/template-state")
async def set_template_state(state: TemplateState, simulator: SimulatorOf) -> Json:
    """Move a template to a state; the platform hears of it by webhook."""
    template = simulator.templates.find(state.name, language=state.language)
    if template is None:
        raise NotFound
    account = simulator.settings.simulator_account_id
    return move_template(simulator, template, status=state.status, account=account).as_dict()


@router.post("/verify")
async def verify_webhook(simulator: SimulatorOf) -> Json:
    """Do Meta's verification handshake with the platform's webhook address (§1.1)."""
    challenge = "1158201444"
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": challenge,
        "hub.verify_token": simulator.settings.whatsapp_verify_token.get_secret_value(),
    }
    status, text = await simulator.sender.get(query)
    if not status:
        raise UpstreamFailed(upstream="webhook", reason=text)
    return {"verified": status == httpx.codes.OK and text == challenge, "http_status": status}


@router.get("/media/{media_id}")
async def show_media(media_id: str, simulator: SimulatorOf) -> Response:
    """Give a file to the browser phone; only pictures, sound and film open in the page."""
    media = simulator.media.find(media_id, now=simulator.clock.now())
    if media is None:
        raise NotFound
    is_inline = base_type(media.mime_type).startswith(SHOWN_INLINE)
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=3600"}
    if not is_inline or "svg" in media.mime_type:
        headers["Content-Disposition"] = "attachment"
    return Response(media.content, media_type=media.mime_type, headers=headers)


@router.get("/stream")
async def stream(
    simulator: SimulatorOf,
    last_event_id: Annotated[int | None, Header()] = None,
    after: int | None = None,
) -> StreamingResponse:
    """Stream what screens show (SSE); `Last-Event-ID` or `after` replays what was missed."""
    start = last_event_id if last_event_id is not None else after
    return StreamingResponse(
        _events(simulator.live, start),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(live: Live, after: int | None) -> AsyncIterator[str]:
    yield "retry: 1000\n\n"
    async for event in live.read(after):
        data = json.dumps(event.data, separators=(",", ":"))
        yield f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n"
