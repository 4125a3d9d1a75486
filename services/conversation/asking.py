"""Ask another service what a turn wanted, outside any transaction, and put the answer in the lane.

Nobody is left waiting: a slow service is said to be slow, a refusal is an answer, and even a bug on
our side ends in a sentence after five tries.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import structlog
from pydantic import BaseModel
from pydantic_core import to_jsonable_python

from services.conversation.channels.hearing import ANSWER, DELAY
from services.conversation.channels.paper import render_pdf
from services.conversation.container import Container
from services.conversation.desks.cards.data_copy import copy_of
from services.conversation.dialogue.intents import (
    ASK_HUMAN,
    EXPORT_DATA,
    READ_BY_MODEL,
    TRANSCRIBE,
    AnyCall,
    ModelQuestion,
    VoiceNote,
)
from services.conversation.dialogue.wording import Voice
from services.conversation.model.errors import ModelUnavailable, Reason, TranscriptionUnavailable
from services.conversation.models import messaging
from services.conversation.queries import own_data_of
from services.conversation.repository import ContactGone
from services.conversation.use_cases.keep_export import keep_export
from services.conversation.use_cases.take_in_updates import lane_of
from shared.contracts.call import Nothing
from shared.contracts.notifications.calls import GET_SENT_MESSAGES
from shared.contracts.orders.calls import CALLS, GET_PERSONAL_DATA
from shared.contracts.orders.errors import PhoneUnknown
from shared.contracts.orders.orders import ContactQuery
from shared.errors import AppError, OutcomeUnknown, TooMany, Unavailable, UpstreamFailed
from shared.messaging.lane_worker import MAX_ATTEMPTS
from shared.messaging.lanes import Lane, LaneItem, LaneQueue
from shared.observability.correlation import correlated
from shared.values.backoff import backoff
from shared.values.contact import ContactRef

log = structlog.get_logger()

LONGEST_WAIT_S: Final = 15.0
_TRY_AGAIN: Final = (UpstreamFailed, Unavailable, OutcomeUnknown, TooMany)

Json = dict[str, Any]


def serve_intents(container: Container) -> Callable[[Lane], Awaitable[None]]:
    """Make what serves a person's intents, one after the other."""

    async def serve(lane: Lane) -> None:
        while True:
            async with lane.transaction() as session:
                waiting = await lane.waiting(session, 1)
            if waiting:
                with correlated(waiting[0].correlation_id):
                    await _carry_out(container, lane, waiting[0])
            elif await lane.let_go():
                return

    return serve


async def _carry_out(container: Container, lane: Lane, item: LaneItem) -> None:
    intent: Json = item.payload["intent"]  # type: ignore[assignment]  # stored as an object
    contact = ContactRef.model_validate(item.payload["contact"])
    base = {k: intent[k] for k in ("ask", "body", "run")} | {"intent_id": intent["id"]}
    try:
        answer = await _ask(container, contact, intent)
    except _TRY_AGAIN as error:
        await _try_again(lane, item, contact, repr(error))
    except AppError as refusal:
        params = to_jsonable_python(refusal.params)
        await _put(lane, item, contact, {**base, "refusal": refusal.code, "params": params})
    except ContactGone:  # forgotten meanwhile: nobody waits for an answer
        async with lane.transaction() as session:
            await lane.finish(session, [item])
    except Exception as error:
        log.exception("intent failed", ask=intent["ask"], attempt=item.attempts + 1)
        if item.attempts + 1 < MAX_ATTEMPTS:
            await _try_again(lane, item, contact, repr(error))
        else:
            await _put(lane, item, contact, {**base, "refusal": "internal_error"})
    else:
        await _put(lane, item, contact, {**base, "answer": answer})


async def _put(lane: Lane, item: LaneItem, contact: ContactRef, answer: Json) -> None:
    async with lane.transaction() as session:
        await LaneQueue(session, messaging).put(
            _lane_of(contact),
            kind=ANSWER,
            payload={"contact_id": str(contact.contact_id), "answer": answer},
        )
        await lane.finish(session, [item])


async def _try_again(lane: Lane, item: LaneItem, contact: ContactRef, error: str) -> None:
    """Wait and try again for as long as it takes; say so once."""
    delay = backoff(item.attempts, at_most_s=LONGEST_WAIT_S)
    async with lane.transaction() as session:
        await lane.retry(session, item, delay=delay, error=error)
        if item.attempts == 1:
            await LaneQueue(session, messaging).put(
                _lane_of(contact), kind=DELAY, payload={"contact_id": str(contact.contact_id)}
            )


def _lane_of(contact: ContactRef) -> str:
    """Name the lane in which the person's own messages come."""
    phone = contact.phone or ""
    return lane_of(contact.user_id or phone.removeprefix("+"))


async def _ask(container: Container, contact: ContactRef, intent: Mapping[str, Any]) -> Json:
    own = _OWN.get(intent["ask"])
    if own is not None:
        return await own(container, contact, intent["body"])
    call = CALLS[intent["ask"]]
    body, path = request_of(call, contact, intent["body"])
    key = None if call.method == "GET" else intent["id"]
    answer: BaseModel = await container.orders.call(call, body, key=key, **path)
    return answer.model_dump(mode="json")


def request_of(
    call: AnyCall, contact: ContactRef, fields: Mapping[str, Any]
) -> tuple[BaseModel, dict[str, str]]:
    """Make the body and the path of a call from a turn's fields and from who is asking.

    Who is asking always wins: nobody acts in another's name.

    Raises:
        PhoneUnknown: the call is made by phone, and the channel did not tell one.
    """
    known = {**fields, **_identity(call, contact)}
    if "phone" in call.path_params and not contact.phone:
        raise PhoneUnknown
    path = {name: str(known[name]) for name in call.path_params}
    body = {name: value for name, value in known.items() if name in call.body.model_fields}
    return call.body.model_validate(body), path


def _identity(call: AnyCall, contact: ContactRef) -> Json:
    """Who is asking, under the names that the call knows."""
    known: Json = {
        "client": contact,
        "contact": contact,
        "contact_id": contact.contact_id,
        "user_id": contact.user_id,
        "phone": contact.phone,
        "driver_phone": contact.phone,
        "merchant_phone": contact.phone,
    }
    names = {*call.body.model_fields, *call.path_params} & known.keys()
    if names & {"driver_phone", "merchant_phone"} and not contact.phone:
        raise PhoneUnknown
    return {name: known[name] for name in names}


async def _ask_human(container: Container, contact: ContactRef, _body: Json) -> Json:
    if contact.contact_id is not None:
        async with container.process.database.transaction() as session:
            work = container.open_work(session)
            await work.inbox.ask_human(contact.contact_id, at=work.now)
    return {"phone": container.support_phone}


async def _read_by_model(container: Container, _contact: ContactRef, body: Json) -> Json:
    if container.reader is None:
        raise ModelUnavailable(reason=Reason.OFF)
    reading = await container.reader.read(ModelQuestion.model_validate(body))
    return reading.model_dump(mode="json")


async def _transcribe(container: Container, _contact: ContactRef, body: Json) -> Json:
    if container.transcriber is None:
        raise TranscriptionUnavailable(reason=Reason.OFF)
    transcript = await container.transcriber.transcribe(VoiceNote.model_validate(body))
    return transcript.model_dump(mode="json")


async def _export(container: Container, contact: ContactRef, _body: Json) -> Json:
    """Collect all that is held of a person, outside any transaction, and keep it as a document."""
    if contact.contact_id is None or container.notifications is None:
        raise Unavailable(what="notifications", retry_after_s=60)
    held = await container.orders.call(GET_PERSONAL_DATA, ContactQuery.of(contact))
    whose = str(contact.contact_id)
    sent = await container.notifications.call(GET_SENT_MESSAGES, Nothing(), contact_id=whose)
    async with container.process.database.transaction() as session:
        own = await own_data_of(container.open_work(session), contact.contact_id)
    now = container.process.clock.now()
    voice = Voice(own.state.language, whose)
    paper = copy_of(own, held, sent.messages, voice=voice, at=now)
    content = await asyncio.to_thread(render_pdf, paper)
    name = f"toktok-{now:%Y%m%d}.pdf"
    async with container.process.database.transaction() as session:
        work = container.open_work(session)
        token = await keep_export(work, contact.contact_id, filename=name, content=content)
    return {"link": f"{container.public_url}/exports/{token}", "filename": name}


# What conversation does itself; who is asking is not told to a model.
_OWN: Final[Mapping[str, Callable[[Container, ContactRef, Json], Awaitable[Json]]]] = {
    ASK_HUMAN.name: _ask_human,
    READ_BY_MODEL.name: _read_by_model,
    TRANSCRIBE.name: _transcribe,
    EXPORT_DATA.name: _export,
}
