"""Ask another service what a turn wanted, outside any transaction, and put the answer in the lane.

Nobody is left waiting: a slow service is said to be slow, a refusal is an answer, and even a bug on
our side ends in a sentence after five tries.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from uuid import UUID

import structlog
from pydantic import BaseModel

from services.conversation.container import Container
from services.conversation.dialogue.intents import Ask
from services.conversation.hearing import ANSWER, DELAY
from services.conversation.models import messaging
from services.conversation.use_cases.take_in_updates import lane_of
from shared.contracts.orders.api import (
    CancelRequest,
    DriverCall,
    DutyRequest,
    MissionRequest,
    MissionStatus,
    PositionReport,
    QuoteRequest,
    RatingRequest,
    StepReport,
)
from shared.contracts.orders.errors import DriverNotFound, MissionNotFound
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
        params = {name: str(value) for name, value in refusal.params.items()}
        await _put(lane, item, contact, {**base, "refusal": refusal.code, "params": params})
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
    answer = await _ASKS[Ask(intent["ask"])](container, contact, intent)
    return answer.model_dump(mode="json") if isinstance(answer, BaseModel) else answer


def _driver_phone(contact: ContactRef) -> str:
    if contact.phone is None:
        raise DriverNotFound
    return contact.phone


async def _quote(
    container: Container, _contact: ContactRef, intent: Mapping[str, Any]
) -> BaseModel:
    request = QuoteRequest.model_validate(intent["body"])
    return await container.orders.make_quote(request, idempotency_key=intent["id"])


async def _create(
    container: Container, contact: ContactRef, intent: Mapping[str, Any]
) -> BaseModel:
    request = MissionRequest.model_validate({**intent["body"], "client": contact})
    return await container.orders.create_mission(request, idempotency_key=intent["id"])


async def _list(container: Container, contact: ContactRef, _intent: Mapping[str, Any]) -> Json:
    missions = await container.orders.list_active_missions(contact)
    return {"missions": [mission.model_dump(mode="json") for mission in missions]}


async def _show(container: Container, contact: ContactRef, intent: Mapping[str, Any]) -> BaseModel:
    reference = str(intent["body"]["reference"])
    mission = await container.orders.get_mission(reference)
    is_driver = mission.driver is not None and mission.driver.phone == contact.phone
    if not is_driver and not _is_client(mission.client, contact):
        raise MissionNotFound(reference=reference)
    return mission


def _is_client(client: ContactRef | None, contact: ContactRef) -> bool:
    if client is None:
        return False
    mine = {contact.contact_id, contact.phone, contact.user_id} - {None}
    return bool(mine & {client.contact_id, client.phone, client.user_id})


async def _cancel(
    container: Container, contact: ContactRef, intent: Mapping[str, Any]
) -> BaseModel:
    return await container.orders.cancel_mission(
        str(intent["body"]["reference"]),
        CancelRequest(contact=contact),
        idempotency_key=intent["id"],
    )


async def _rate(container: Container, contact: ContactRef, intent: Mapping[str, Any]) -> BaseModel:
    body = intent["body"]
    request = RatingRequest(contact=contact, stars=int(body["stars"]))
    reference = str(body["reference"])
    return await container.orders.rate_mission(reference, request, idempotency_key=intent["id"])


async def _accept(
    container: Container, contact: ContactRef, intent: Mapping[str, Any]
) -> BaseModel:
    return await container.orders.accept_offer(
        UUID(intent["body"]["offer_id"]),
        DriverCall(driver_phone=_driver_phone(contact)),
        idempotency_key=intent["id"],
    )


async def _decline(
    container: Container, contact: ContactRef, intent: Mapping[str, Any]
) -> BaseModel:
    return await container.orders.decline_offer(
        UUID(intent["body"]["offer_id"]),
        DriverCall(driver_phone=_driver_phone(contact)),
        idempotency_key=intent["id"],
    )


async def _step(container: Container, contact: ContactRef, intent: Mapping[str, Any]) -> BaseModel:
    step = StepReport(
        driver_phone=_driver_phone(contact), status=MissionStatus(intent["body"]["status"])
    )
    reference = str(intent["body"]["reference"])
    return await container.orders.report_step(reference, step, idempotency_key=intent["id"])


async def _duty(container: Container, contact: ContactRef, intent: Mapping[str, Any]) -> BaseModel:
    request = DutyRequest.model_validate(intent["body"])
    phone = _driver_phone(contact)
    return await container.orders.change_duty(phone, request, idempotency_key=intent["id"])


async def _driver(
    container: Container, contact: ContactRef, _intent: Mapping[str, Any]
) -> BaseModel:
    return await container.orders.get_driver(_driver_phone(contact))


async def _position(
    container: Container, contact: ContactRef, intent: Mapping[str, Any]
) -> BaseModel:
    report = PositionReport.model_validate(intent["body"])
    return await container.orders.report_position(_driver_phone(contact), report)


async def _human(container: Container, contact: ContactRef, _intent: Mapping[str, Any]) -> Json:
    if contact.contact_id is not None:
        async with container.process.database.transaction() as session:
            work = container.open_work(session)
            await work.inbox.ask_human(contact.contact_id, at=work.now)
    return {"phone": container.support_phone}


_Asks = Callable[[Container, ContactRef, Mapping[str, Any]], Awaitable[BaseModel | Json]]

_ASKS: Final[dict[Ask, _Asks]] = {
    Ask.QUOTE: _quote,
    Ask.CREATE_MISSION: _create,
    Ask.LIST_MISSIONS: _list,
    Ask.SHOW_MISSION: _show,
    Ask.CANCEL_MISSION: _cancel,
    Ask.RATE_MISSION: _rate,
    Ask.ACCEPT_OFFER: _accept,
    Ask.DECLINE_OFFER: _decline,
    Ask.REPORT_STEP: _step,
    Ask.SET_DUTY: _duty,
    Ask.SHOW_DRIVER: _driver,
    Ask.REPORT_POSITION: _position,
    Ask.ASK_HUMAN: _human,
}
