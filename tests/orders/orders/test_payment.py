"""Paying before: the merchant confirms, or the order is given up in time."""

import asyncio
from datetime import timedelta

import pytest

from shared.contracts.orders.api import OrderStatus as S
from shared.contracts.orders.errors import PaymentAwaited, PaymentNotAwaited
from shared.contracts.orders.orders import PaymentMethod, PaymentState
from tests.orders.orders.market import PAID, Market

MOBILE = PaymentMethod.MOBILE_MONEY
HALF_AN_HOUR = timedelta(minutes=30)


async def test_an_unpaid_order_stays_where_it_is_or_is_refused(market: Market) -> None:
    order = await market.order(pay=MOBILE)
    assert order.payment_state is PaymentState.AWAITED
    assert order.pay_before == market.town.clock.now() + HALF_AN_HOUR
    for move in (S.CONFIRMED, S.PREPARING, S.READY):
        with pytest.raises(PaymentAwaited):
            await market.move(order, move)
    assert await market.seen(order) == order
    assert (await market.move(order, S.REFUSED, reason="fermé ce soir")).status is S.REFUSED
    assert await market.shelf("poulet") == (10, 0)
    await market.town.pass_time(HALF_AN_HOUR)
    seen = await market.seen(order)
    assert (seen.status, seen.payment_state) == (S.REFUSED, PaymentState.AWAITED)


async def test_a_payment_that_came_is_told_once_and_the_shop_goes_on(market: Market) -> None:
    order = await market.order(pay=PaymentMethod.TRANSFER)
    paid = await asyncio.gather(*(market.pay(order) for _ in range(3)))
    assert {one.payment_state for one in paid} == {PaymentState.RECEIVED}
    assert [change.note for change in paid[0].timeline] == [None, "Paiement reçu"]
    assert len(await market.town.events(PAID)) == 1
    assert (await market.move(order, S.CONFIRMED)).status is S.CONFIRMED
    await market.town.pass_time(HALF_AN_HOUR)
    assert (await market.seen(order)).status is S.CONFIRMED
    assert await market.shelf("poulet") == (10, 2)


async def test_what_is_not_paid_in_time_is_given_up(market: Market) -> None:
    order = await market.order(pay=MOBILE)
    await market.town.pass_time(HALF_AN_HOUR - timedelta(seconds=1))
    assert (await market.seen(order)).status is S.PENDING
    await market.town.pass_time(timedelta(seconds=1))
    seen = await market.seen(order)
    assert (seen.status, seen.payment_state) == (S.CANCELLED, PaymentState.EXPIRED)
    assert seen.timeline[-1].note == "Paiement non reçu à temps"
    assert await market.shelf("poulet") == (10, 0)
    assert (await market.moves())[-1] == ("pending", "cancelled", "system")
    with pytest.raises(PaymentNotAwaited):
        await market.pay(order)
    assert await market.town.events(PAID) == []


async def test_a_timer_that_is_early_waits_for_its_time(market: Market) -> None:
    order = await market.order(pay=MOBILE)
    await market.town.rows("SELECT 1")
    async with market.town.container.begin() as work:
        await work.lanes.put(
            f"order:{order.id}", kind="payment_due", payload={"order_id": str(order.id)}
        )
    await market.town.settle()
    assert (await market.seen(order)).status is S.PENDING
    await market.town.pass_time(HALF_AN_HOUR)
    assert (await market.seen(order)).status is S.CANCELLED
    assert len(await market.moves()) == 2


async def test_cash_is_not_awaited_and_a_cancelled_order_is_not_paid(market: Market) -> None:
    with pytest.raises(PaymentNotAwaited):
        await market.pay(await market.order(pay=PaymentMethod.CASH))
    order = await market.order(pay=MOBILE)
    await market.cancel(order)
    with pytest.raises(PaymentNotAwaited):
        await market.pay(order)
    assert await market.town.events(PAID) == []
