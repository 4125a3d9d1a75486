"""A turn's questions to the models, carried out after it and answered in the person's lane."""

import asyncio
from dataclasses import asdict
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.conversation.asking import serve_intents
from services.conversation.container import Container
from services.conversation.dialogue.intents import (
    READ_BY_MODEL,
    TRANSCRIBE,
    Intent,
    VoiceNote,
)
from services.conversation.model.reader import ModelReader
from services.conversation.models import messaging
from shared.contracts.orders.fake import FakeOrders
from shared.messaging.lane_worker import LaneWorker
from shared.messaging.lanes import LaneQueue
from shared.process import Process
from shared.values.contact import ContactRef
from tests.conversation.model.conftest import IMPATIENT_S, PATIENT_S, QUESTION, TEXT, MakeCalls
from tests.support.model_server import ModelServer, Mood

AWA = ContactRef(contact_id=UUID(int=7), phone="+242069990001", user_id="CG.7")
READ = Intent("i-1", READ_BY_MODEL.name, QUESTION.model_dump(), run="run-1")
HEAR = Intent("i-2", TRANSCRIBE.name, VoiceNote(media_id="77").model_dump(), run="run-1")


@pytest.fixture
def container(process: Process) -> Container:
    return Container(process=process, orders=FakeOrders.with_town())


async def answers(container: Container, *intents: Intent) -> list[dict[str, Any]]:
    """Carry intents out, and read what comes back into Awa's lane."""
    database = container.process.database
    async with database.transaction() as session:
        for intent in intents:
            payload: dict[str, object] = {
                "intent": asdict(intent),
                "contact": AWA.model_dump(mode="json"),
            }
            await LaneQueue(session, messaging).put(
                "intent:7", kind=intent.ask, payload=payload, key=intent.id
            )
    worker = LaneWorker(database, messaging, serve_intents(container), prefix="intent:")
    item = messaging.lane_item
    query = select(item.c.lane, item.c.payload, item.c.attempts).order_by(item.c.id)
    running = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(PATIENT_S):
            while True:
                async with database.transaction() as session:
                    rows = (await session.execute(query)).all()
                assert all(row.attempts == 0 for row in rows)
                if rows and all(row.lane.startswith("wa:") for row in rows):
                    return [row.payload["answer"] for row in rows]
                await asyncio.sleep(0.01)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_a_reading_comes_back_to_the_errand_that_waits(
    container: Container, make_calls: MakeCalls, server: ModelServer
) -> None:
    server.readings[TEXT] = {"errand": "courier", "fields": {"dropoff": "talangay"}}
    with_model = Container(
        process=container.process,
        orders=container.orders,
        reader=ModelReader(make_calls(), budget_s=PATIENT_S),
    )

    [answer] = await answers(with_model, READ)

    assert answer["answer"] == {"errand": "courier", "fields": {"dropoff": "talangay"}}
    assert (answer["intent_id"], answer["ask"], answer["run"]) == ("i-1", "read_by_model", "run-1")
    sent = str(server.asked)
    assert TEXT in sent
    assert not [word for word in ("069990001", "CG.7", str(AWA.contact_id)) if word in sent]


async def test_a_model_that_never_answers_is_a_refusal_and_is_not_asked_again(
    container: Container, make_calls: MakeCalls, server: ModelServer
) -> None:
    server.mood = Mood.SLOW
    reader = ModelReader(make_calls(), budget_s=IMPATIENT_S)
    with_model = Container(process=container.process, orders=container.orders, reader=reader)

    [answer] = await answers(with_model, READ)

    assert (answer["refusal"], answer["params"]) == ("model_unavailable", {"reason": "too_slow"})
    assert len(server.asked) <= 1


async def test_without_models_both_questions_are_refused_at_once(
    container: Container, server: ModelServer
) -> None:
    read, heard = await answers(container, READ, HEAR)

    assert (read["refusal"], read["params"]) == ("model_unavailable", {"reason": "off"})
    assert heard["refusal"] == "transcription_unavailable"
    assert (server.asked, server.heard) == ([], [])
