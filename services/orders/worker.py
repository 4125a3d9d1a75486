"""The worker of orders: it serves the missions' lanes. Orders consumes nobody's events."""

import asyncio

from services.orders.container import NAME, Container, make_container
from services.orders.dispatch.lane import serve_mission
from services.orders.missions.lane import PREFIX
from services.orders.models import messaging
from services.orders.settings import OrdersSettings
from shared.messaging.lane_worker import LaneWorker, in_one_transaction
from shared.messaging.retention import keep_forgetting


async def run(settings: OrdersSettings, container: Container | None = None) -> None:
    """Serve the missions' lanes until cancelled."""
    held = container or make_container(settings)
    async with held.process.running(), asyncio.TaskGroup() as tasks:
        tasks.create_task(mission_lanes(held).run())
        tasks.create_task(keep_forgetting(held.process.database, messaging))


def mission_lanes(container: Container) -> LaneWorker:
    """Make the worker of the missions' lanes."""
    serve = in_one_transaction(serve_mission, open_work=container.open_work, service=NAME)
    return LaneWorker(container.process.database, messaging, serve, prefix=PREFIX)
