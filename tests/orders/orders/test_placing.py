"""From the cart to the order: reserved once, or refused with what can be had instead."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.errors import (
    CartNotFound,
    CartStale,
    MerchantClosed,
    OrderNotEditable,
    OrderNotFound,
    OutOfStock,
    ProductNotFound,
)
from shared.contracts.orders.orders import (
    Cart,
    CartItem,
    Order,
    OrderEdit,
    PaymentMethod,
    PaymentState,
)
from shared.errors import IdempotencyKeyReused
from shared.values.contact import ContactRef
from tests.orders.orders.market import EDITED, Market
from tests.orders.town import AWA, BACONGO, JUNIOR, MOUNGALI, new_key


async def orders_kept(market: Market) -> int:
    [row] = await market.town.rows("SELECT count(*) FROM orders.marketplace_order")
    return int(row["count"])


async def edit(market: Market, order: Order, *, by: ContactRef = AWA, **wanted: int) -> Order:
    items = [CartItem(product_id=market.products[name], quantity=n) for name, n in wanted.items()]
    return await market.town.orders.send(
        "PUT",
        f"/internal/orders/{order.reference}/items",
        body=OrderEdit(contact=by, items=items),
        answer=Order,
        idempotency_key=new_key(),
    )


async def test_a_confirmed_cart_is_a_pending_order_with_its_goods_reserved(market: Market) -> None:
    cart = await market.cart({"poulet": 2, "jus": 3})
    order = await market.confirm(cart)
    assert (order.reference, order.status) == ("CMD-20261121-001", OrderStatus.PENDING)
    assert (order.lines, order.total) == (cart.lines, cart.total)
    assert (order.client, order.dropoff.place) == (AWA, BACONGO)
    assert (order.payment_state, order.pay_before) == (PaymentState.ON_DELIVERY, None)
    assert (order.is_cancellable, order.is_ratable, order.mission) == (True, False, None)
    assert [(one.status, one.source) for one in order.timeline] == [("pending", "client")]
    assert await market.shelf("poulet") == (10, 2)
    assert await market.shelf("jus") == (10, 3)
    assert await market.moves() == [(None, "pending", "client")]


async def test_references_count_up_within_a_local_day(market: Market) -> None:
    made = await asyncio.gather(*(market.order({"jus": 1}) for _ in range(4)))
    assert sorted(order.reference for order in made) == [
        f"CMD-20261121-00{number}" for number in range(1, 5)
    ]
    market.town.clock.advance(datetime(2026, 11, 21, 23, 0, tzinfo=UTC) - market.town.clock.now())
    assert (await market.order({"jus": 1})).reference == "CMD-20261122-001"


async def test_of_fifty_buyers_of_the_last_item_one_has_it(market: Market) -> None:
    buyers = [ContactRef(phone=f"+2420655{number:05d}") for number in range(50)]
    carts = [await market.cart({"saka": 1}, client=buyer) for buyer in buyers]
    outcomes = await asyncio.gather(
        *(market.confirm(cart, client=buyer) for cart, buyer in zip(carts, buyers, strict=True)),
        return_exceptions=True,
    )
    orders = [one for one in outcomes if isinstance(one, Order)]
    sold_out = [one for one in outcomes if isinstance(one, OutOfStock)]
    assert (len(orders), len(sold_out)) == (1, 49)
    assert {tuple(one.params.items()) for one in sold_out} == {
        (("product", "Saka-saka"), ("left", 0))
    }
    assert await market.shelf("saka") == (1, 1)
    assert await orders_kept(market) == 1
    assert await market.moves() == [(None, "pending", "client")]


async def test_confirming_twice_makes_one_order(market: Market) -> None:
    cart = await market.cart()
    with_one_key = await asyncio.gather(
        *(market.confirm(cart, key="the same key") for _ in range(5))
    )
    with_others = await asyncio.gather(*(market.confirm(cart) for _ in range(3)))
    assert {order.id for order in with_one_key + with_others} == {with_one_key[0].id}
    with pytest.raises(IdempotencyKeyReused):
        await market.confirm(cart, pay=PaymentMethod.TRANSFER, key="the same key")
    assert await market.shelf("poulet") == (10, 2)
    assert await orders_kept(market) == 1
    assert await market.moves() == [(None, "pending", "client")]


async def test_a_foreign_cart_is_none(market: Market) -> None:
    cart = await market.cart()
    unknown = cart.model_copy(update={"id": market.mireille})
    for wrong, client in ((cart, JUNIOR), (unknown, AWA)):
        with pytest.raises(CartNotFound):
            await market.confirm(wrong, client=client)
    assert await orders_kept(market) == 0


async def test_an_expired_cart_is_refused_with_a_fresh_one_that_can_be_ordered(
    market: Market,
) -> None:
    cart = await market.cart({"poulet": 2})
    market.town.clock.advance(timedelta(minutes=15))
    with pytest.raises(CartStale) as stale:
        await market.confirm(cart)
    fresh = Cart.model_validate(stale.value.params["cart"])
    assert fresh.id != cart.id
    assert fresh.expires_at == market.town.clock.now() + timedelta(minutes=15)
    assert (fresh.lines, fresh.total) == (cart.lines, cart.total)
    assert (await orders_kept(market), await market.shelf("poulet")) == (0, (10, 0))
    assert (await market.confirm(fresh)).total == fresh.total


async def test_another_price_or_another_door_is_refused_with_a_fresh_cart(market: Market) -> None:
    cart = await market.cart({"poulet": 1})
    await market.change("poulet", price=4_000)
    with pytest.raises(CartStale) as stale:
        await market.confirm(cart)
    fresh = Cart.model_validate(stale.value.params["cart"])
    assert (fresh.subtotal, fresh.lines[0].unit_price) == (4_000, 4_000)
    assert await market.shelf("poulet") == (10, 0)
    with pytest.raises(CartStale) as elsewhere:
        await market.confirm(fresh, dropoff=MOUNGALI)
    nearer = Cart.model_validate(elsewhere.value.params["cart"])
    assert nearer.distance_m < fresh.distance_m
    order = await market.confirm(nearer, dropoff=MOUNGALI)
    assert (order.total, order.dropoff.place) == (nearer.total, MOUNGALI)


async def test_a_stale_cart_that_cannot_be_had_any_more_says_so(market: Market) -> None:
    cart = await market.cart({"poulet": 2})
    market.town.clock.advance(timedelta(minutes=15))
    await market.change("poulet", stock=1)
    with pytest.raises(OutOfStock):
        await market.confirm(cart)
    await market.change("poulet", is_active=False)
    with pytest.raises(ProductNotFound):
        await market.confirm(cart)
    assert await orders_kept(market) == 0


async def test_a_shop_that_closed_takes_no_order(market: Market) -> None:
    cart = await market.cart()
    async with market.town.container.begin() as work:
        (await work.catalogue.get_merchant(market.mireille)).is_open = False
    with pytest.raises(MerchantClosed):
        await market.confirm(cart)
    assert (await orders_kept(market), await market.shelf("poulet")) == (0, (10, 0))


async def test_editing_reprices_the_lines_and_keeps_fee_and_promo_frozen(market: Market) -> None:
    order = await market.order({"poulet": 4, "jus": 2}, promo="BIENVENUE10")
    assert (order.subtotal, order.discount) == (16_000, 1_600)
    await market.change("jus", price=1_200)
    edited = await edit(market, order, jus=3, saka=1)
    assert [(line.name, line.unit_price, line.quantity) for line in edited.lines] == [
        ("Jus de gingembre", 1_200, 3),
        ("Saka-saka", 2_500, 1),
    ]
    assert (edited.subtotal, edited.discount) == (6_100, 1_600)
    assert edited.total == 4_500 + order.delivery_fee
    assert [await market.shelf(name) for name in ("poulet", "jus", "saka")] == [
        (10, 0),
        (10, 3),
        (1, 1),
    ]
    assert [change.note for change in edited.timeline] == [None, "Articles modifiés"]
    assert len(await market.town.events(EDITED)) == 1
    tiny = await edit(market, order, jus=1)
    assert (tiny.subtotal, tiny.discount, tiny.total) == (1_200, 1_200, order.delivery_fee)
    again = await edit(market, order, poulet=2)
    assert (again.subtotal, again.discount) == (7_000, 1_600)


async def test_an_edit_that_cannot_be_is_refused_whole(market: Market) -> None:
    order = await market.order({"poulet": 2})
    with pytest.raises(OutOfStock):
        await edit(market, order, poulet=1, saka=2)
    with pytest.raises(ProductNotFound):
        await edit(market, order, riz=1)
    with pytest.raises(OrderNotFound):
        await edit(market, order, by=JUNIOR, jus=1)
    assert await market.shelf("poulet") == (10, 2)
    await market.move(order, OrderStatus.CONFIRMED)
    with pytest.raises(OrderNotEditable):
        await edit(market, order, jus=1)
    seen = await market.seen(order)
    assert [(line.name, line.quantity) for line in seen.lines] == [("Poulet mayo", 2)]
    assert await market.town.events(EDITED) == []


async def test_edits_that_cross_do_not_wait_for_each_other_in_a_ring(market: Market) -> None:
    one = await market.order({"poulet": 1})
    two = await market.order({"jus": 1})
    for _ in range(4):
        await asyncio.gather(edit(market, one, jus=1), edit(market, two, poulet=1))
        await asyncio.gather(edit(market, one, poulet=1), edit(market, two, jus=1))
    assert (await market.shelf("poulet"), await market.shelf("jus")) == ((10, 1), (10, 1))
