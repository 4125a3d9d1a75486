"""Conversation on a real database: its work, its lanes, and orders' fake."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial

import pytest
from pydantic import SecretStr
from redis.asyncio import Redis
from sqlalchemy import func, select

from services.conversation.asking import serve_intents
from services.conversation.container import Container, make_container
from services.conversation.flows import the_book
from services.conversation.models import messaging
from services.conversation.settings import ConversationSettings
from services.conversation.use_cases.serve_person import serve_person
from services.conversation.use_cases.sweep_contact import make_sweep
from services.conversation.use_cases.take_in_updates import Posted, read_batch
from shared.contracts.conversation.api import InboundBatch
from shared.contracts.conversation.events import ReplyWritten
from shared.contracts.orders.fake import FakeOrders
from shared.local.engines import Engines
from shared.messaging.lane_worker import LaneWorker, in_one_transaction

TakeIn = Callable[..., Awaitable[InboundBatch]]
Said = Callable[[], Awaitable[list[str]]]


@pytest.fixture
def orders() -> FakeOrders:
    """Orders' fake, with its two shops and two drivers."""
    return FakeOrders.with_town()


@pytest.fixture
async def container(
    engines: Engines, database_url: str, redis: Redis, orders: FakeOrders
) -> AsyncIterator[Container]:
    del redis
    settings = ConversationSettings(
        database_url=SecretStr(database_url), redis_url=SecretStr(engines.redis_url)
    )
    made = make_container(settings)
    async with made.process.running():
        yield Container(process=made.process, orders=orders)


@pytest.fixture
def take_in(container: Container) -> TakeIn:
    """Post updates, as the gateway does."""

    async def post(*updates: object) -> InboundBatch:
        posted: Sequence[Posted] = [Posted(f"c{at}", one) for at, one in enumerate(updates)]
        return await container.take_in(read_batch(posted))

    return post


@pytest.fixture
def settle(container: Container) -> Callable[[], Awaitable[None]]:
    """Work until no lane holds anything."""
    turns = in_one_transaction(
        partial(serve_person, book=the_book()),
        open_work=container.open_work,
        service="conversation",
        batch=20,
    )

    sweeps = make_sweep(container.process.database, container.open_work)

    async def run() -> None:
        database = container.process.database
        workers = [
            LaneWorker(database, messaging, turns, prefix="wa:"),
            LaneWorker(database, messaging, serve_intents(container), prefix="intent:"),
            LaneWorker(database, messaging, sweeps, prefix="erasure:"),
        ]
        running = [asyncio.create_task(worker.run()) for worker in workers]
        left = select(func.count()).select_from(messaging.lane_item)
        async with asyncio.timeout(20):
            while True:
                async with database.transaction() as session:
                    if await session.scalar(left) == 0:
                        break
                await asyncio.sleep(0.01)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    return run


@pytest.fixture
def replies(container: Container) -> Said:
    """The bodies of all replies written so far, oldest first."""

    async def read() -> list[str]:
        log = messaging.event_log
        query = select(log.c.body).where(log.c.name == ReplyWritten.name).order_by(log.c.id)
        async with container.process.database.transaction() as session:
            rows = (await session.scalars(query)).all()
        return [str(row["content"].get("body", "")) for row in rows]

    return read
