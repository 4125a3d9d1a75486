"""The worker of orders: lanes of missions, of partners' endpoints, of erasures.

Orders consumes its own events, of which partners are told, and of others' only that a person who
asked to be forgotten is.
"""

import asyncio
from datetime import timedelta
from typing import Final, cast

from sqlalchemy import Table

from services.orders.catalogue.pictures import picture_lanes
from services.orders.catalogue.popularity import keep_counting
from services.orders.container import NAME, Container, make_container
from services.orders.dispatch.lane import serve_mission
from services.orders.missions.lane import PREFIX
from services.orders.models import messaging
from services.orders.orders.lane import PREFIX as ORDER_PREFIX
from services.orders.orders.lane import PROMO_PREFIX
from services.orders.orders.models import CartRow
from services.orders.orders.serving import make_promo_serve, serve_order
from services.orders.partners.consumers import of_our_own
from services.orders.partners.lane import PREFIX as WEBHOOK_PREFIX
from services.orders.partners.models import WebhookRow
from services.orders.partners.sender import WebhookSender
from services.orders.people.privacy.consumers import OF_NOTIFICATIONS, OF_OUR_OWN
from services.orders.people.privacy.lane import PREFIX as ERASURE_PREFIX
from services.orders.people.privacy.sweeping import make_sweep
from services.orders.settings import OrdersSettings
from services.orders.work import Work
from shared.messaging.consumer import EventConsumer
from shared.messaging.feed import LogFeed
from shared.messaging.lane_worker import LaneWorker, in_one_transaction
from shared.messaging.retention import Age, keep_forgetting
from shared.web.client import ServiceFeed

# Most of them wait for a partner's answer, so there are more than cores.
WEBHOOKS_AT_ONCE: Final = 32
OLD_WEBHOOKS: Final[Age] = (
    cast("Table", WebhookRow.__table__),
    WebhookRow.__table__.c.created_at,
    timedelta(days=30),
)
_OLD_CARTS: Final[Age] = (
    cast("Table", CartRow.__table__),
    CartRow.__table__.c.expires_at,
    timedelta(days=30),
)


async def run(settings: OrdersSettings, container: Container | None = None) -> None:
    """Serve the missions' lanes until cancelled."""
    held = container or make_container(settings)
    async with held.process.running(), asyncio.TaskGroup() as tasks:
        tasks.create_task(mission_lanes(held).run())
        tasks.create_task(order_lanes(held).run())
        tasks.create_task(promo_lanes(held).run())
        tasks.create_task(webhook_lanes(held).run())
        tasks.create_task(picture_lanes(held).run())
        tasks.create_task(keep_counting(held.process.database, held.process.clock))
        tasks.create_task(webhook_queue(held).run())
        tasks.create_task(erasure_lanes(held).run())
        tasks.create_task(erasure_news(held).run())
        tasks.create_task(
            keep_forgetting(held.process.database, messaging, besides=[OLD_WEBHOOKS, _OLD_CARTS])
        )


def mission_lanes(container: Container) -> LaneWorker:
    """Make the worker of the missions' lanes."""
    serve = in_one_transaction(serve_mission, open_work=container.open_work, service=NAME)
    return LaneWorker(container.process.database, messaging, serve, prefix=PREFIX)


def order_lanes(container: Container) -> LaneWorker:
    """Make the worker of the orders' lanes."""
    serve = in_one_transaction(serve_order, open_work=container.open_work, service=NAME)
    return LaneWorker(container.process.database, messaging, serve, prefix=ORDER_PREFIX)


def promo_lanes(container: Container) -> LaneWorker:
    """Make the worker of the lanes of promo holds, which mostly wait for billing."""
    serve = make_promo_serve(container)
    return LaneWorker(container.process.database, messaging, serve, prefix=PROMO_PREFIX)


def webhook_lanes(container: Container) -> LaneWorker:
    """Make the worker of the lanes of partners' endpoints."""
    sender = WebhookSender(container.outbound, container.open_work)
    return LaneWorker(
        container.process.database,
        messaging,
        sender.serve,
        prefix=WEBHOOK_PREFIX,
        concurrency=WEBHOOKS_AT_ONCE,
    )


def webhook_queue(container: Container) -> EventConsumer[Work]:
    """Make what notes of our own events which endpoints are to be told."""
    database = container.process.database
    return EventConsumer(
        database,
        messaging,
        LogFeed(database, schema=NAME),
        producer=NAME,
        subscriptions=[*of_our_own(), *OF_OUR_OWN],
        open_work=container.open_work,
    )


def erasure_lanes(container: Container) -> LaneWorker:
    """Make the worker of the lanes of erasures: rare, one at a time."""
    database = container.process.database
    sweep = make_sweep(container)
    return LaneWorker(database, messaging, sweep, prefix=ERASURE_PREFIX, concurrency=1)


def erasure_news(container: Container) -> EventConsumer[Work]:
    """Make what hears that the other services have gone past an erasure."""
    return EventConsumer(
        container.process.database,
        messaging,
        ServiceFeed(container.process.client("notifications")),
        producer="notifications",
        subscriptions=OF_NOTIFICATIONS,
        open_work=container.open_work,
    )
