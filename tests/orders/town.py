"""A small town to test in: the service over its real engines, people, and time moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from pydantic import SecretStr
from sqlalchemy import text

from services.orders.app import create_app
from services.orders.catalogue.pictures import picture_lanes
from services.orders.container import NAME, Container, make_container
from services.orders.dispatch.award import award
from services.orders.drivers.use_cases.register_driver import Registration, register_driver
from services.orders.settings import OrdersSettings, Promo
from services.orders.worker import (
    erasure_lanes,
    mission_lanes,
    order_lanes,
    promo_lanes,
    webhook_lanes,
)
from shared.contracts.orders.api import (
    DutyRequest,
    Mission,
    MissionRequest,
    MissionStatus,
    QuoteRequest,
    StepReport,
    Stop,
    Vehicle,
)
from shared.contracts.orders.calls import (
    CHANGE_DUTY,
    CREATE_MISSION,
    GET_MISSION,
    MAKE_QUOTE,
    REPORT_STEP,
)
from shared.contracts.orders.orders import ContactQuery
from shared.process import Process
from shared.values.clock import ManualClock
from shared.values.contact import ContactRef
from shared.values.phone import PhoneNumber
from shared.values.place import Place
from shared.web.client import ServiceClient

POTO_POTO = Place(label="Poto-Poto", latitude=-4.2590, longitude=15.2790, city="Brazzaville")
BACONGO = Place(label="Bacongo", latitude=-4.2920, longitude=15.2450, city="Brazzaville")
MOUNGALI = Place(label="Moungali", latitude=-4.2480, longitude=15.2640, city="Brazzaville")
AWA = ContactRef(phone="+242065550101", name="Awa Mabiala")
JUNIOR = ContactRef(phone="+242055550102", name="Junior Okemba")
CEDRIC = "+242065550201"
TRESOR = "+242065550202"

_LANES_LEFT = """
SELECT count(*) FROM orders.lane_item AS item
WHERE parked_at IS NULL AND available_at <= now() AND NOT EXISTS (
  SELECT FROM orders.lane_item AS ahead
  WHERE ahead.lane = item.lane AND ahead.parked_at IS NULL AND ahead.id < item.id
    AND ahead.attempts > 0 AND ahead.available_at > now()
)
"""
_PULL_TIMERS = """
UPDATE orders.lane_item SET available_at = available_at - :by * interval '1 second'
WHERE parked_at IS NULL
"""
_PULL_LANES = """
UPDATE orders.lane SET ready_at = ready_at - :by * interval '1 second' WHERE ready_at < 'infinity'
"""


def new_key() -> str:
    """Make an idempotency key."""
    return uuid4().hex


def seeded(seed: int) -> Random:
    """Make chance that is the same every time."""
    return Random(seed)  # noqa: S311 - nothing secret is drawn


@dataclass(frozen=True, slots=True)
class Town:
    """The service and who lives around it."""

    container: Container
    app: FastAPI
    http: httpx.AsyncClient
    orders: ServiceClient
    clock: ManualClock

    async def events(self, name: str | None = None) -> list[dict[str, Any]]:
        """Read the bodies of the recorded events, oldest first."""
        query = "SELECT name, body FROM orders.event_log ORDER BY id"
        rows = await self.rows(query)
        return [row["body"] for row in rows if name is None or row["name"] == name]

    async def event_names(self) -> list[str]:
        """Read the names of the recorded events, oldest first."""
        return [
            row["name"] for row in await self.rows("SELECT name FROM orders.event_log ORDER BY id")
        ]

    async def rows(self, query: str, **values: object) -> list[dict[str, Any]]:
        """Look into the database."""
        async with self.container.process.database.engine.connect() as connection:
            found = await connection.execute(text(query), values)
            return [dict(row) for row in found.mappings()]

    async def settle(self) -> None:
        """Let the worker do everything that is ready."""
        lanes = (
            mission_lanes(self.container),
            order_lanes(self.container),
            promo_lanes(self.container),
            webhook_lanes(self.container),
            picture_lanes(self.container),
            erasure_lanes(self.container),
        )
        workers = [asyncio.create_task(one.run()) for one in lanes]
        try:
            async with asyncio.timeout(20):
                while (await self.rows(_LANES_LEFT))[0]["count"]:  # noqa: ASYNC110 - the database is what changes
                    await asyncio.sleep(0.01)
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)
        await self._free_lanes()

    async def pass_time(self, by: timedelta) -> None:
        """Move the clock and every timer, then let the worker do what became ready."""
        self.clock.advance(by)
        async with self.container.process.database.transaction() as session:
            for statement in (_PULL_TIMERS, _PULL_LANES):
                await session.execute(text(statement), {"by": by.total_seconds()})
        await self.settle()

    async def _free_lanes(self) -> None:
        """Take leases from the stopped worker."""
        async with self.container.process.database.transaction() as session:
            await session.execute(
                text(
                    "UPDATE orders.lane SET leased_until = '-infinity', ready_at = coalesce("
                    "(SELECT min(available_at) FROM orders.lane_item WHERE lane = lane.key"
                    " AND parked_at IS NULL), 'infinity') WHERE leased_until > '-infinity'"
                )
            )

    async def add_driver(
        self,
        phone: str = CEDRIC,
        *,
        name: str = "Cédric Loemba",
        at: Place | None = MOUNGALI,
        vehicle: Vehicle = Vehicle.MOTORBIKE,
    ) -> None:
        """Approve a driver of Brazzaville and, with a place, put the driver on duty there."""
        who = Registration(name=name, phone=PhoneNumber(phone), city="Brazzaville", vehicle=vehicle)
        async with self.container.process.database.transaction() as session:
            await register_driver(self.container.open_work(session), who)
        if at is not None:
            duty = DutyRequest(is_on_duty=True, place=at)
            await self.orders.call(CHANGE_DUTY, duty, key=new_key(), phone=phone)

    async def order_delivery(
        self,
        *,
        client: ContactRef = AWA,
        pickup: Place = POTO_POTO,
        dropoff: Place = BACONGO,
        cash: int | None = None,
    ) -> Mission:
        """Quote and confirm a delivery; the worker has not looked at it yet."""
        asked = QuoteRequest(pickup=pickup, dropoff=dropoff, contact_id=client.contact_id)
        quote = await self.orders.call(MAKE_QUOTE, asked, key=new_key())
        request = MissionRequest(
            quote_id=quote.id,
            client=client,
            pickup=Stop(place=pickup),
            dropoff=Stop(place=dropoff, contact_name="Marie", contact_phone="+242061234567"),
            description="Un gâteau",
            declared_value=5_000,
            cash_to_collect=cash,
        )
        return await self.orders.call(CREATE_MISSION, request, key=new_key())

    async def give(self, reference: str, *, to: str = CEDRIC) -> None:
        """Let a driver have a mission, as accepting an offer does, without the search."""
        async with self.container.begin() as work:
            mission = await work.missions.get_by_reference(reference, lock=True)
            await award(work, mission, driver=await work.drivers.get(to))

    async def report(
        self, reference: str, status: MissionStatus, *, by: str = CEDRIC, **shown: object
    ) -> Mission:
        """Report a step as the driver; `shown` are a code, a photo, a note, a place."""
        fields = {"driver_phone": by, "status": status, **shown}
        report = StepReport.model_validate(fields)
        return await self.orders.call(REPORT_STEP, report, key=new_key(), reference=reference)

    async def delivery_code(self, reference: str) -> str:
        """Ask the client for the code."""
        mission = await self.orders.call(GET_MISSION, ContactQuery(), reference=reference)
        assert mission.delivery_code is not None
        return mission.delivery_code

    async def deliver(
        self, reference: str, *, by: str = CEDRIC, at: Place | None = None
    ) -> Mission:
        """Give the parcel to the client, who says the code."""
        code = await self.delivery_code(reference)
        return await self.report(reference, MissionStatus.DELIVERED, by=by, code=code, place=at)


@asynccontextmanager
async def open_town(
    database_url: str,
    *,
    redis_url: str,
    clock: ManualClock,
    trusted_hosts: str = "",
    promo: Promo = Promo.OFF,
) -> AsyncIterator[Town]:
    """Open the service over ASGI, with an internal caller's client.

    Nothing carries wake-ups: inside one process they need no Redis.
    """
    settings = OrdersSettings(
        public_url="https://toktok.test",
        database_url=SecretStr(database_url),
        redis_url=SecretStr(redis_url),
        outbound_trusted_hosts=trusted_hosts,
        promo=promo,
    )
    process = Process(settings, name=NAME, clock=clock)
    container = make_container(settings, process=process)
    app = create_app(settings, container)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(process.redis.aclose)
        stack.push_async_callback(process.database.dispose)
        stack.push_async_callback(process.http.aclose)
        stack.push_async_callback(container.outbound.aclose)
        transport = httpx.ASGITransport(app)
        http = await stack.enter_async_context(
            httpx.AsyncClient(transport=transport, base_url="http://orders")
        )
        client = ServiceClient(
            http,
            base_url="http://orders",
            caller="conversation",
            audience=NAME,
            secret=settings.service_token_secret.get_secret_value(),
        )
        yield Town(container, app, http, client, clock)
