"""What partners are told: signed, in order, again and again, for three days; then honestly not."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from services.orders.models import messaging
from services.orders.partners.lane import PREFIX
from services.orders.partners.models import PartnerRow, Reach
from services.orders.worker import OLD_WEBHOOKS, webhook_lanes
from shared.contracts.billing.fake import FakeBilling
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.messaging.retention import forget
from simulator.partner_day.listener import Listener
from tests.orders.orders.market import open_market
from tests.orders.partners.account import ENDPOINTS, Account, Json, Operator, note, tell
from tests.orders.town import Town, new_key

DISABLED = "orders.partner_endpoint_disabled.v1"
PAUSES_S = (5, 30, 120, 600, 1_800, 3_600)


@pytest.fixture
async def partner(town: Town) -> Account:
    return await Operator(town).takes_on()


@pytest.fixture
async def listener(town: Town, partner: Account) -> AsyncIterator[Listener]:
    async with Listener.standing(partner.secret) as listener:
        listener.now = lambda: town.clock.now().timestamp()
        yield listener


def types(listener: Listener) -> list[str]:
    return [one.type for one in listener.taken]


async def test_a_missions_moves_are_told_in_order_and_signed(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener)
    await town.add_driver()
    mission = await partner.asks()
    await town.give(mission["reference"])
    await town.report(mission["reference"], MissionStatus.PICKED_UP)
    await town.deliver(mission["reference"])
    await tell(town)
    assert types(listener) == [
        "mission.pending",
        "mission.accepted",
        "mission.picked_up",
        "mission.delivered",
    ]
    assert listener.forged == 0
    last = listener.taken[-1]
    assert last.data["external_id"] == "CMD-1"
    assert last.data["delivery_code"] == mission["delivery_code"]
    assert last.data["previous"] == "picked_up"
    told = await partner.webhooks(endpoint)
    assert [one["id"] for one in told] == [one.id for one in reversed(listener.taken)]
    assert {one["state"] for one in told} == {"delivered"}
    health = await partner.endpoint(endpoint)
    assert (health["pending"], health["consecutive_failures"]) == (0, 0)
    assert health["last_success_at"] == "2026-11-21T12:00:00Z"


async def test_only_what_was_asked_for_is_told(
    town: Town, partner: Account, listener: Listener
) -> None:
    await partner.subscribes(listener, "mission.cancelled", "mission.no_driver")
    reference = (await partner.asks())["reference"]
    await town.order_delivery()
    await partner.call("POST", f"/api/missions/{reference}/cancel", json={})
    await tell(town)
    assert types(listener) == ["mission.cancelled"]


async def platform(town: Town) -> Account:
    """Take on the back end that carries all of ours."""
    account = await Operator(town).takes_on("TokTok historique")
    async with town.container.process.database.transaction() as session:
        row = await session.get(PartnerRow, UUID(account.id))
        assert row is not None
        row.reach = Reach.PLATFORM
    return account


async def test_nobody_is_told_of_others_missions_but_the_platform_and_that_without_codes(
    town: Town, partner: Account, listener: Listener
) -> None:
    other = await platform(town)
    async with Listener.standing(other.secret) as theirs:
        theirs.now = listener.now
        await other.subscribes(theirs)
        await partner.subscribes(listener)
        clients = await town.order_delivery()
        mine = await partner.asks()
        await tell(town)
    references = [clients.reference, mine["reference"]]
    assert [one.data["reference"] for one in listener.taken] == references[1:]
    assert [one.data["reference"] for one in theirs.taken] == references
    assert all("delivery_code" not in one.data for one in theirs.taken)
    assert all(one.data["external_id"] is None for one in theirs.taken)


async def test_orders_are_told_to_the_platform_alone_and_without_their_missions_codes(
    town: Town, partner: Account, listener: Listener
) -> None:
    other = await platform(town)
    billing = town.container.billing
    assert isinstance(billing, FakeBilling)
    market = await open_market(town, billing)
    async with Listener.standing(other.secret) as theirs:
        theirs.now = listener.now
        await other.subscribes(theirs, "order.*")
        await partner.subscribes(listener)
        order = await market.order()
        for status in (OrderStatus.CONFIRMED, OrderStatus.PREPARING, OrderStatus.READY):
            await market.move(order, status)
        await tell(town)
    kinds = [one.type for one in theirs.taken]
    assert kinds == ["order.pending", "order.confirmed", "order.preparing", "order.ready"]
    assert [one.data["previous"] for one in theirs.taken][-1] == "preparing"
    missions = [one.data["mission"] for one in theirs.taken if one.data["mission"]]
    assert all("delivery_code" not in mission for mission in missions)
    assert listener.told == []


async def test_a_try_that_was_cut_off_is_made_again_under_the_same_id(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener, "mission.pending")
    listener.mood = 0
    await partner.asks()
    await note(town)
    dying = asyncio.create_task(webhook_lanes(town.container).run())
    async with asyncio.timeout(10):
        while not listener.told:  # noqa: ASYNC110 - another task's socket is what changes
            await asyncio.sleep(0.01)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await town._free_lanes()
    [cut] = await partner.webhooks(endpoint)
    assert (cut["state"], cut["attempts"]) == ("pending", 0)
    listener.mood = 204
    await town.settle()
    assert [one.id for one in listener.told] == [cut["id"], cut["id"]]
    assert [one.answered for one in listener.told] == [0, 204]


async def test_webhooks_are_forgotten_after_thirty_days(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener, "mission.pending")
    await partner.asks("CMD-1")
    await partner.asks("CMD-2")
    await tell(town)
    database = town.container.process.database
    async with database.transaction() as session:
        aged = "UPDATE orders.partner_webhook SET created_at = now() - interval '31 days'"
        await session.execute(text(f"{aged} WHERE number = 1"))
    await forget(database, messaging, besides=[OLD_WEBHOOKS])
    assert [one["id"] for one in await partner.webhooks(endpoint)] == [listener.taken[1].id]


async def test_an_event_is_noted_once_however_often_it_is_read(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener)
    await partner.asks()
    await note(town)
    async with town.container.process.database.transaction() as session:
        for table in ("event_cursor", "inbox_key"):
            await session.execute(text(f"DELETE FROM orders.{table}"))  # noqa: S608 - ours
    await tell(town)
    assert len(await partner.webhooks(endpoint)) == 1
    assert types(listener) == ["mission.pending"]


async def test_a_failing_endpoint_is_asked_again_while_others_are_told_at_once(
    town: Town, partner: Account, listener: Listener
) -> None:
    async with Listener.standing(partner.secret) as well:
        well.now = listener.now
        failing = await partner.subscribes(listener, "mission.pending")
        await partner.subscribes(well, "mission.pending")
        listener.mood = 503
        first = await partner.asks("CMD-1")
        second = await partner.asks("CMD-2")
        await tell(town)
        assert [one.data["external_id"] for one in well.taken] == ["CMD-1", "CMD-2"]
    for pause in PAUSES_S:
        tries = len(listener.told)
        await town.pass_time(timedelta(seconds=pause * 0.79))
        assert len(listener.told) == tries
        await town.pass_time(timedelta(seconds=pause * 0.42))
        assert len(listener.told) == tries + 1
    assert {one.data["external_id"] for one in listener.told} == {"CMD-1"}
    assert len({one.id for one in listener.told}) == 1
    health = await partner.endpoint(failing)
    assert (health["consecutive_failures"], health["last_error"]) == (7, "HTTP 503")
    assert (health["pending"], health["failing_since"]) == (2, "2026-11-21T12:00:00Z")
    listener.mood = 200
    await town.pass_time(timedelta(hours=4))
    assert [one.data["reference"] for one in listener.taken] == [
        first["reference"],
        second["reference"],
    ]
    health = await partner.endpoint(failing)
    assert (health["consecutive_failures"], health["failing_since"]) == (0, None)
    assert await town.events(DISABLED) == []


async def test_a_redirect_is_a_failure_and_is_not_followed(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener)
    listener.mood = 307
    await partner.asks()
    await tell(town)
    assert (await partner.endpoint(endpoint))["last_error"] == "HTTP 307"


async def test_an_endpoint_that_fails_three_days_is_disabled_and_replayed_when_it_is_back(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener, "mission.pending")
    listener.mood = 500
    await partner.asks("CMD-1")
    await partner.asks("CMD-2")
    await tell(town)
    await town.pass_time(timedelta(days=2.8))
    assert (await partner.endpoint(endpoint))["is_enabled"] is True
    await town.pass_time(timedelta(days=0.5))
    health = await partner.endpoint(endpoint)
    assert (health["is_enabled"], health["disabled_reason"]) == (False, "failing")
    assert (health["pending"], health["held"]) == (0, 2)
    [event] = await town.events(DISABLED)
    assert (event["partner"], event["url"], event["last_error"]) == (
        "Express Congo",
        listener.url,
        "HTTP 500",
    )
    listener.mood = 200
    await partner.asks("CMD-3")
    await tell(town)
    assert listener.taken == []
    replay = {"since": "2026-11-21T12:00:00Z"}
    path = f"{ENDPOINTS}/{endpoint}"
    early = await partner.call("POST", f"{path}/replay", json=replay)
    assert (early.status_code, early.json()["code"]) == (409, "endpoint_disabled")
    await partner.call("PATCH", path, json={"is_enabled": True})
    done = (await partner.call("POST", f"{path}/replay", json=replay)).json()
    assert done == {"queued": 3, "next": None}
    await tell(town)
    assert [one.data["external_id"] for one in listener.taken] == ["CMD-1", "CMD-2", "CMD-3"]
    assert (await partner.endpoint(endpoint))["held"] == 0
    assert await town.rows(f"SELECT 1 FROM orders.lane_item WHERE lane LIKE '{PREFIX}%'") == []  # noqa: S608 - ours


async def test_one_webhook_that_is_refused_three_days_is_given_up_and_the_line_moves(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener, "mission.pending")
    listener.mood = 422
    await partner.asks("CMD-1")
    await partner.asks("CMD-2")
    await tell(town)
    await town.pass_time(timedelta(days=2.8))
    assert {one.data["external_id"] for one in listener.told} == {"CMD-1"}
    await town.pass_time(timedelta(days=0.5))
    assert [one.data["external_id"] for one in listener.told] == ["CMD-1"] * 3 + ["CMD-2"]
    listener.mood = 200
    await town.pass_time(timedelta(hours=4))
    assert [one.data["external_id"] for one in listener.taken] == ["CMD-2"]
    states = [one["state"] for one in await partner.webhooks(endpoint)]
    assert states == ["delivered", "given_up"]
    assert (await partner.endpoint(endpoint))["is_enabled"] is True
    assert await town.events(DISABLED) == []


async def test_an_endpoint_that_is_gone_is_disabled_at_once(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener)
    listener.mood = 410
    await partner.asks()
    await tell(town)
    health = await partner.endpoint(endpoint)
    assert (health["is_enabled"], health["disabled_reason"]) == (False, "gone")
    assert len(await town.events(DISABLED)) == 1
    await town.pass_time(timedelta(days=1))
    assert len(listener.told) == 1


async def test_a_replay_sends_what_was_told_again_under_the_same_ids(
    town: Town, partner: Account, listener: Listener
) -> None:
    endpoint = await partner.subscribes(listener, "mission.pending")
    await partner.asks("CMD-1")
    await partner.asks("CMD-2")
    await tell(town)
    ids = [one.id for one in listener.taken]
    path, key = f"{ENDPOINTS}/{endpoint}/replay", new_key()
    body: Json = {"ids": [ids[1], "msg_unknown", ids[0]]}
    receipts = [(await partner.call("POST", path, json=body, key=key)).json() for _ in range(2)]
    assert receipts == [{"queued": 2, "next": None}] * 2
    await tell(town)
    assert [one.id for one in listener.taken] == ids + ids
    by_operator = await Operator(town).call(
        "POST", f"/{partner.id}/endpoints/{endpoint}/replay", ids=[ids[0]]
    )
    assert by_operator.json() == {"queued": 1, "next": None}
    await tell(town)
    assert [one.id for one in listener.taken] == [*ids, *ids, ids[0]]
    for bad in ({}, {"ids": ids, "since": "2026-11-21T12:00:00Z"}, {"since": "2026-11-21T12:00"}):
        assert (await partner.call("POST", path, json=bad)).status_code == 422


async def test_an_address_that_is_not_public_is_never_called(
    town: Town, partner: Account, listener: Listener
) -> None:
    refused = await partner.call("POST", ENDPOINTS, json={"url": "https://169.254.169.254/"})
    assert (refused.status_code, refused.json()["code"]) == (422, "address_refused")
    endpoint = await partner.subscribes(listener)
    async with town.container.process.database.transaction() as session:
        row = await town.container.open_work(session).endpoints.find(UUID(endpoint), lock=True)
        assert row is not None
        row.url = listener.url.replace("127.0.0.1", "2130706433")  # as DNS would lead there
    await partner.asks()
    await tell(town)
    assert listener.told == []
    health = await partner.endpoint(endpoint)
    assert health["last_error"] == "We do not connect to this address: it is not public."


async def test_endpoints_are_five_at_most_edited_and_removed(
    town: Town, partner: Account, listener: Listener
) -> None:
    made = [await partner.subscribes(listener, "mission.*") for _ in range(5)]
    sixth = await partner.call("POST", ENDPOINTS, json={"url": listener.url})
    assert (sixth.status_code, sixth.json()["code"]) == (409, "too_many_endpoints")
    for body, code in (
        ({"event_types": ["mission.flown"]}, "unknown_event_type"),
        ({"url": "http://example.cg/"}, "address_refused"),
        ({"event_types": []}, "invalid"),
    ):
        answer = await partner.call("PATCH", f"{ENDPOINTS}/{made[0]}", json=body)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    await partner.call("PATCH", f"{ENDPOINTS}/{made[0]}", json={"is_enabled": False})
    await partner.call("PATCH", f"{ENDPOINTS}/{made[1]}", json={"event_types": ["order.*"]})
    await partner.asks()
    await note(town)
    gone = await partner.call("DELETE", f"{ENDPOINTS}/{made[2]}")
    assert gone.status_code == 204
    await town.settle()
    assert types(listener) == ["mission.pending"] * 2
    listed = (await partner.call("GET", ENDPOINTS)).json()["endpoints"]
    assert [one["id"] for one in listed] == [*made[:2], *made[3:]]
    assert [one["held"] for one in listed] == [1, 0, 0, 0]
    assert listed[0]["disabled_reason"] == "switched_off"
    assert listed[1]["event_types"] == ["order.*"]
    assert await town.rows("SELECT 1 FROM orders.partner_webhook WHERE state = 'pending'") == []
