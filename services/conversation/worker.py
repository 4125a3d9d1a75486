"""The worker of conversation: turns, intents, and what it learns from orders."""

import asyncio
from dataclasses import replace
from functools import partial
from typing import Final

from services.conversation.asking import serve_intents
from services.conversation.consumers import OF_ORDERS
from services.conversation.container import NAME, Container, make_container
from services.conversation.dialogue.desk import Book
from services.conversation.flows import the_book
from services.conversation.models import messaging
from services.conversation.settings import ConversationSettings
from services.conversation.understanding import warm_up
from services.conversation.use_cases.handle_messages import handle_messages
from shared.messaging.consumer import EventConsumer
from shared.messaging.lane_worker import LaneWorker, in_one_transaction
from shared.messaging.retention import keep_forgetting
from shared.web.client import ServiceFeed

READ_TOGETHER: Final = 20


async def run(settings: ConversationSettings, container: Container | None = None) -> None:
    """Work until cancelled, over a given container or one of its own."""
    held = container or make_container(settings)
    await asyncio.to_thread(warm_up)
    database = held.process.database
    serve_turns = in_one_transaction(
        partial(handle_messages, book=_book(held), trials=settings.trials),
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
    orders = EventConsumer(
        database,
        messaging,
        ServiceFeed(held.process.client("orders")),
        producer="orders",
        subscriptions=OF_ORDERS,
        open_work=held.open_work,
    )
    async with held.process.running(), asyncio.TaskGroup() as tasks:
        tasks.create_task(turns.run())
        tasks.create_task(intents.run())
        tasks.create_task(orders.run())
        tasks.create_task(keep_forgetting(database, messaging))


def _book(container: Container) -> Book:
    return replace(
        the_book(),
        has_model=container.has_model,
        has_transcription=container.has_transcription,
    )
