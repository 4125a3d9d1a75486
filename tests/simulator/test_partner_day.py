"""A partner's day: played against the service itself, and the arithmetic of its reconciliation."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from sqlalchemy import text

from services.orders.models import messaging
from services.orders.partners.lane import PREFIX
from services.orders.partners.sender import WebhookSender
from services.orders.worker import mission_lanes, webhook_queue
from shared.local.engines import Engines
from shared.messaging.lane_worker import LaneWorker
from shared.values.clock import ManualClock
from simulator.partner_day.api import PartnerApi, take_on
from simulator.partner_day.day import Day
from simulator.partner_day.listener import HOST, Listener, Told
from simulator.partner_day.reconciliation import Books, differences
from tests.orders.town import Town, open_town

_HURRY = (
    "UPDATE orders.lane_item SET available_at = now() WHERE lane LIKE 'webhook:%'",
    "UPDATE orders.lane SET ready_at = now() WHERE key LIKE 'webhook:%' AND ready_at < 'infinity'",
)


@asynccontextmanager
async def at_work(town: Town) -> AsyncIterator[None]:
    """Run the worker, which gives an endpoint a fifth of a second and waits for no pause."""
    container = town.container
    database = container.process.database
    sender = WebhookSender(container.outbound, container.open_work, timeout_s=0.2)

    async def hurry() -> None:
        while True:
            async with database.transaction() as session:
                for statement in _HURRY:
                    await session.execute(text(statement))
            await asyncio.sleep(0.2)

    jobs = (
        LaneWorker(database, messaging, sender.serve, prefix=PREFIX).run(),
        mission_lanes(container).run(),
        webhook_queue(container).run(),
        hurry(),
    )
    tasks = [asyncio.create_task(job) for job in jobs]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_a_whole_day_ends_without_a_difference(database_url: str, engines: Engines) -> None:
    clock = ManualClock(datetime.now(UTC))
    lines: list[str] = []
    async with (
        open_town(
            database_url, redis_url=engines.redis_url, clock=clock, trusted_hosts=HOST
        ) as town,
        at_work(town),
    ):
        secret = town.app.state.settings.admin_secret.get_secret_value()
        credentials = await take_on(town.http, admin_secret=secret, name="Journée d’essai")
        async with Listener.standing(credentials.secret) as listener:
            day = Day(
                PartnerApi(town.http, credentials),
                listener,
                Random(1),  # noqa: S311 - a day that can be played again
                missions=4,
                say=lines.append,
                look_every_s=0.05,
            )
            assert await day.run() == []
        assert {one.answered for one in listener.told} == {0, 204, 503}
        assert listener.forged == 0
        assert len(await town.rows("SELECT 1 FROM orders.mission WHERE external_id <> ''")) == 4
        assert await town.rows("SELECT 1 FROM orders.partner_endpoint") == []
    assert "  missions asked for            4" in lines


def told(number: int, status: str, *, reference: str = "COUR-1") -> Told:
    return Told(f"msg_{number}", f"mission.{status}", {"reference": reference}, 204)


def mission(status: str, *happened: str, **changes: object) -> dict[str, Any]:
    timeline = [{"status": one} for one in (*happened, status)]
    known = {"external_id": "JOUR-1", "reference": "COUR-1", "status": status}
    return {**known, "timeline": timeline, **changes}


GOOD = Books(
    asked={"JOUR-1": "COUR-1"},
    expected={"EXT-1": "delivered"},
    taken=[told(1, "pending"), told(2, "no_driver"), told(1, "pending"), told(3, "cancelled")],
    missions=[mission("cancelled", "pending")],
    reported={"EXT-1": "delivered"},
    deliveries=[{"id": f"msg_{number}", "state": "delivered"} for number in (1, 2, 3)],
)


@pytest.mark.parametrize(
    ("books", "found"),
    [
        (GOOD, []),
        (replace(GOOD, missions=[], taken=[]), ["JOUR-1 is 0 missions", "webhook msg_1 never"]),
        (replace(GOOD, missions=[*GOOD.missions, *GOOD.missions]), ["JOUR-1 is 2 missions"]),
        (replace(GOOD, asked={"JOUR-1": "COUR-9"}), ["JOUR-1 is COUR-1, not COUR-9"]),
        (replace(GOOD, asked={}), ["JOUR-1 was never asked for"]),
        (replace(GOOD, reported={}), ["EXT-1 is unknown on the platform, not delivered"]),
        (replace(GOOD, taken=GOOD.taken[:2]), ["webhook msg_3 never arrived", "COUR-1: happened"]),
        (replace(GOOD, deliveries=GOOD.deliveries[:2]), ["webhook msg_3 is in nobody's list"]),
        (
            replace(GOOD, deliveries=[*GOOD.deliveries[:2], {"id": "msg_3", "state": "held"}]),
            ["webhook msg_3 is held"],
        ),
        (replace(GOOD, taken=GOOD.taken[::-1]), ["COUR-1: happened ['mission.pending'"]),
    ],
)
def test_a_difference_is_told(books: Books, found: list[str]) -> None:
    lines = differences(books)
    for start in found:
        assert any(line.startswith(start) for line in lines), lines
    assert bool(lines) is bool(found)
