"""The worker of conversation: turns, intents, erasures, and what it learns from others."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final, cast

from sqlalchemy import Table

from services.conversation.asking import serve_intents
from services.conversation.consumers import OF_NOTIFICATIONS, OF_ORDERS
from services.conversation.container import NAME, Container, make_container
from services.conversation.dialogue.desk import Book
from services.conversation.flows import the_book
from services.conversation.models import Export, messaging
from services.conversation.settings import ConversationSettings
from services.conversation.understanding import warm_up
from services.conversation.use_cases.serve_person import serve_person
from services.conversation.use_cases.sweep_contact import PREFIX as ERASURE_PREFIX
from services.conversation.use_cases.sweep_contact import make_sweep
from services.conversation.work import Work
from shared.messaging.consumer import EventConsumer, Subscription
from shared.messaging.lane_worker import LaneWorker, in_one_transaction
from shared.messaging.retention import Age, keep_forgetting
from shared.web.client import ServiceFeed

READ_TOGETHER: Final = 20
_OLD_EXPORTS: Final[Age] = (
    cast("Table", Export.__table__),
    Export.__table__.c.expires_at,
    timedelta(0),
)


async def run(settings: ConversationSettings, container: Container | None = None) -> None:
    """Work until cancelled, over a given container or one of its own."""
    held = container or make_container(settings)
    await asyncio.to_thread(warm_up)
    if held.reader is not None:
        await held.reader.warm_up()
    database = held.process.database
    serve_turns = in_one_transaction(
        partial(serve_person, book=_book(held), trials=settings.trials),
        open_work=held.open_work,
        service=NAME,
        batch=READ_TOGETHER,
    )
    turns = LaneWorker(
        database, messaging, serve_turns, prefix="wa:", concurrency=settings.lanes_at_once
    )
    intents = LaneWorker(
        database,
        messaging,
        serve_intents(held),
        prefix="intent:",
        concurrency=settings.lanes_at_once,
    )
    sweeps = make_sweep(database, held.open_work)
    async with held.process.running(), asyncio.TaskGroup() as tasks:
        tasks.create_task(turns.run())
        tasks.create_task(intents.run())
        tasks.create_task(_consumer(held, "orders", OF_ORDERS).run())
        tasks.create_task(_consumer(held, "notifications", OF_NOTIFICATIONS).run())
        tasks.create_task(LaneWorker(database, messaging, sweeps, prefix=ERASURE_PREFIX).run())
        tasks.create_task(keep_forgetting(database, messaging, besides=[_OLD_EXPORTS]))


def _consumer(
    container: Container, producer: str, subscriptions: Sequence[Subscription[Work]]
) -> EventConsumer[Work]:
    return EventConsumer(
        container.process.database,
        messaging,
        ServiceFeed(container.process.client(producer)),
        producer=producer,
        subscriptions=subscriptions,
        open_work=container.open_work,
    )


def _book(container: Container) -> Book:
    return replace(
        the_book(),
        has_model=container.has_model,
        has_transcription=container.has_transcription,
    )
