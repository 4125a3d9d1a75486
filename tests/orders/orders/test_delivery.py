"""A ready order opens its delivery, and follows it to the door."""

import asyncio
from datetime import timedelta
from itertools import permutations

import pytest

from services.orders.missions.models import Source
from services.orders.missions.moves import Report, apply_report
from services.orders.orders.lane import LaneKind
from services.orders.orders.serving import serve_order
from shared.contracts.orders.api import CancelRequest, MissionStatus, OrderStatus
from shared.contracts.orders.calls import CANCEL_MISSION, REDELIVER_MISSION
from shared.contracts.orders.errors import MissionNotCancellable
from shared.contracts.orders.orders import Order, PaymentMethod, PaymentState
from shared.messaging.lanes import LaneItem
from tests.orders.dispatch.steps import EXHAUSTED, asked
from tests.orders.orders.market import Market
from tests.orders.town import AWA, BACONGO, CEDRIC

M = MissionStatus


async def missions(market: Market) -> list[tuple[str, str]]:
    rows = await market.town.rows("SELECT order_reference, status FROM orders.mission ORDER BY id")
    return [(row["order_reference"], row["status"]) for row in rows]


async def call_off(market: Market, order: Order) -> None:
    """Let the system call the order's newest mission off."""
    seen = await market.seen(order)
    assert seen.mission is not None
    async with market.town.container.begin() as work:
        mission = await work.missions.get(seen.mission.id, lock=True)
        await apply_report(work, mission, Report(M.CANCELLED, Source.SYSTEM))
    await market.town.settle()


async def test_ready_opens_one_delivery_however_often_it_is_said(market: Market) -> None:
    order = await market.order({"poulet": 2, "jus": 1})
    await asyncio.gather(*(market.move(order, OrderStatus.READY) for _ in range(4)))
    await market.move(order, OrderStatus.READY)
    await market.town.settle()
    seen = await market.seen(order, by=AWA)
    mission = seen.mission
    assert mission is not None
    assert await missions(market) == [(order.reference, "pending")]
    assert (mission.order_reference, mission.price) == (order.reference, order.delivery_fee)
    assert (mission.cash_to_collect, mission.declared_value) == (order.total, order.subtotal)
    assert mission.pickup.contact_name == "Chez Mireille"
    assert (mission.dropoff.place, mission.dropoff.contact_name) == (BACONGO, AWA.name)
    what = f"Commande {order.reference} : 2 × Poulet mayo, 1 × Jus de gingembre"
    assert mission.description == what
    assert mission.delivery_code is not None
    assert await market.moves() == [(None, "pending", "client"), ("pending", "ready", "merchant")]


async def test_what_is_paid_already_is_not_collected_again(market: Market) -> None:
    order = await market.order(pay=PaymentMethod.CASH)
    paid = await market.order(pay=PaymentMethod.MOBILE_MONEY)
    await market.pay(paid)
    for one in (order, paid):
        await market.move(one, OrderStatus.READY)
    rows = await market.town.rows("SELECT cash_to_collect FROM orders.mission ORDER BY id")
    assert [row["cash_to_collect"] for row in rows] == [order.total, None]


async def test_an_order_follows_its_mission_to_the_door(market: Market) -> None:
    order = await market.picked_up()
    assert order.status is OrderStatus.HANDED_OVER
    assert await market.shelf("poulet") == (8, 0)
    assert order.mission is not None
    await market.town.deliver(order.mission.reference)
    await market.town.settle()
    seen = await market.seen(order)
    assert (seen.status, seen.is_ratable) == (OrderStatus.DELIVERED, True)
    assert seen.payment_state is PaymentState.RECEIVED
    assert await market.shelf("poulet") == (8, 0)
    assert (await market.moves())[2:] == [
        ("ready", "handed_over", "driver"),
        ("handed_over", "delivered", "driver"),
    ]
    [change] = await market.town.rows(
        "SELECT source, who FROM orders.order_change WHERE status = 'delivered'"
    )
    assert (change["source"], change["who"]) == ("driver", CEDRIC)
    [sold] = await market.town.rows("SELECT units FROM orders.product_sale")
    assert sold["units"] == 2


async def test_a_parcel_that_came_back_and_went_out_again_ends_delivered(market: Market) -> None:
    order = await market.picked_up()
    assert order.mission is not None
    await market.town.report(order.mission.reference, M.PROBLEM, note="absent")
    await market.town.report(order.mission.reference, M.RETURNED)
    await market.town.settle()
    failed = await market.seen(order)
    assert (failed.status, failed.timeline[-1].note) == (OrderStatus.PROBLEM, "absent")
    again = await market.call(
        REDELIVER_MISSION, CancelRequest(contact=AWA), reference=order.mission.reference
    )
    assert again.order_reference == order.reference
    await market.town.give(again.reference)
    await market.town.report(again.reference, M.PICKED_UP, photo_media_id="picture-2")
    await market.town.settle()
    seen = await market.seen(order)
    assert (seen.status, seen.mission and seen.mission.id) == (OrderStatus.PROBLEM, again.id)
    await market.town.deliver(again.reference)
    await market.town.settle()
    assert (await market.seen(order)).status is OrderStatus.DELIVERED
    assert await market.shelf("poulet") == (8, 0)


async def test_news_of_the_mission_in_any_order_and_number_end_in_one_state(
    market: Market,
) -> None:
    steps = (M.PICKED_UP, M.PROBLEM, M.DELIVERED)
    for shuffled in permutations(steps):
        order = await market.order({"jus": 1})
        ready = await market.move(order, OrderStatus.READY)
        assert ready.mission is not None
        for status in shuffled:
            async with market.town.container.begin() as work:
                mission = await work.missions.get(ready.mission.id, lock=True)
                await apply_report(work, mission, Report(status, Source.PARTNER))
            await hear(market, order, times=2)
        seen = await market.seen(order)
        assert seen.status is OrderStatus.DELIVERED
        moved = [change.status for change in seen.timeline]
        assert len(moved) == len(set(moved))
    assert await market.shelf("jus") == (4, 0)


async def hear(market: Market, order: Order, *, times: int) -> None:
    """Let the order hear of its mission, as its lane does."""
    seen = await market.seen(order)
    assert seen.mission is not None
    payload: dict[str, object] = {"mission_id": str(seen.mission.id)}
    item = LaneItem(0, LaneKind.MISSION_MOVED, payload, "", market.town.clock.now(), 0)
    for _ in range(times):
        async with market.town.container.begin() as work:
            await serve_order(work, [item])


async def test_a_called_off_mission_is_replaced_once_by_us_and_again_by_the_merchant(
    market: Market,
) -> None:
    order = await market.order()
    await market.move(order, OrderStatus.READY)
    first = (await market.seen(order)).mission
    await call_off(market, order)
    seen = await market.seen(order)
    assert seen.status is OrderStatus.READY
    assert await missions(market) == [
        (order.reference, "cancelled"),
        (order.reference, "pending"),
    ]
    assert first is not None
    assert seen.mission is not None
    assert seen.mission.id != first.id
    await call_off(market, order)
    assert [status for _, status in await missions(market)] == ["cancelled", "cancelled"]
    assert await market.shelf("poulet") == (10, 2)
    for _ in range(2):
        await market.move(order, OrderStatus.READY)
    assert [status for _, status in await missions(market)] == ["cancelled", "cancelled", "pending"]


async def test_ready_again_looks_for_a_driver_again_when_nobody_took_it(market: Market) -> None:
    order = await market.order()
    await market.move(order, OrderStatus.READY)
    await market.town.settle()
    assert len(await market.town.events(EXHAUSTED)) == 1
    await market.town.pass_time(timedelta(hours=2))
    await market.town.add_driver(CEDRIC)  # too late to be asked for coming alone
    await market.town.settle()
    assert await asked(market.town) == []
    for _ in range(2):
        await market.move(order, OrderStatus.READY)
        await market.town.settle()
    assert await asked(market.town) == [CEDRIC]
    assert await missions(market) == [(order.reference, "pending")]


async def test_the_client_cancels_the_order_not_its_mission(market: Market) -> None:
    ready = await market.on_the_way(by=CEDRIC)
    assert ready.mission is not None
    with pytest.raises(MissionNotCancellable):
        await market.call(
            CANCEL_MISSION, CancelRequest(contact=AWA), reference=ready.mission.reference
        )
    seen = await market.seen(ready, by=AWA)
    assert seen.mission is not None
    assert (seen.mission.status, seen.mission.is_cancellable) == (M.ACCEPTED, False)
