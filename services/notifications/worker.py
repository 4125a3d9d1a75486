"""The worker of notifications: consumers of conversation and orders, senders, early statuses."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import structlog

from services.notifications.consumers import of_conversation, of_orders
from services.notifications.container import NAME, Container, make_container
from services.notifications.lanes import (
    ERASURE_PREFIX,
    SEND_PREFIX,
    STATUS_PREFIX,
    read_status,
)
from services.notifications.models import messaging
from services.notifications.sending.sender import Sender
from services.notifications.sending.taking import Pace
from services.notifications.settings import NotificationsSettings
from services.notifications.sweeping import make_sweep
from services.notifications.use_cases.record_status import record_status
from services.notifications.work import Work
from shared.messaging.consumer import EventConsumer, Subscription
from shared.messaging.lane_worker import LaneWorker, in_one_transaction
from shared.messaging.lanes import LaneItem
from shared.messaging.retention import keep_forgetting
from shared.web.client import ServiceFeed

STATUS_BATCH: Final = 20

_log = structlog.get_logger()


async def run(settings: NotificationsSettings, container: Container | None = None) -> None:
    """Work until cancelled, over a given container or one of its own."""
    if settings.whatsapp_off_reason is not None:
        _log.warning("whatsapp_off", reason=settings.whatsapp_off_reason)
    held = container or make_container(settings)
    async with held.process.running(), asyncio.TaskGroup() as tasks:
        tasks.create_task(_senders(settings, held).run())
        tasks.create_task(_early_statuses(held).run())
        tasks.create_task(erasure_lanes(held).run())
        consumers = {
            "conversation": of_conversation(held.courtesy),
            "orders": of_orders(),
        }
        for producer, subscriptions in consumers.items():
            tasks.create_task(_consumer(held, producer, subscriptions).run())
        tasks.create_task(keep_forgetting(held.process.database, messaging))
        if held.whatsapp is not None:
            tasks.create_task(held.courtesy.run(held.whatsapp))


def make_sender(settings: NotificationsSettings, container: Container) -> Sender:
    """Make what serves the recipients' lanes."""
    pace = Pace(
        limiter=container.limiter,
        number=settings.whatsapp_phone_number_id,
        rate_per_second=settings.whatsapp_rate_per_second,
        unknown_hold=timedelta(seconds=settings.unknown_hold_s),
    )
    return Sender(
        container.whatsapp, pace=pace, clock=container.process.clock, open_work=container.open_work
    )


async def look_at_early_statuses(work: Work, items: list[LaneItem]) -> None:
    """Look again at statuses that fitted no notification when they came."""
    for item in items:
        status, looks = read_status(item)
        await record_status(work, status, looks=looks + 1)


def _senders(settings: NotificationsSettings, container: Container) -> LaneWorker:
    return LaneWorker(
        container.process.database,
        messaging,
        make_sender(settings, container).serve,
        prefix=SEND_PREFIX,
        concurrency=settings.sender_concurrency,
    )


def _early_statuses(container: Container) -> LaneWorker:
    serve = in_one_transaction(
        look_at_early_statuses,
        open_work=container.open_work,
        service=NAME,
        batch=STATUS_BATCH,
    )
    return LaneWorker(
        container.process.database, messaging, serve, prefix=STATUS_PREFIX, concurrency=2
    )


def erasure_lanes(container: Container) -> LaneWorker:
    """Make the worker of the lanes of erasures: rare, one at a time."""
    sweep = make_sweep(container)
    database = container.process.database
    return LaneWorker(database, messaging, sweep, prefix=ERASURE_PREFIX, concurrency=1)


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
