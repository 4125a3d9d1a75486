"""A use of a promo code: held with the order, used up by its delivery, let go by its bad ends."""

import asyncio
from datetime import timedelta

import pytest

from shared.contracts.billing.fake import PromoCode
from shared.contracts.orders.api import OrderStatus as S
from shared.contracts.orders.errors import CartStale, OutOfStock
from shared.contracts.orders.orders import Cart, Order, PaymentMethod
from shared.errors import OutcomeUnknown, Unavailable
from shared.values.contact import ContactRef
from shared.values.money import Money
from tests.orders.orders.market import Market
from tests.orders.town import AWA, JUNIOR

CODE = "BIENVENUE10"
FOUR = {"poulet": 4}


def told(market: Market) -> list[str]:
    """Tell what billing was told of held uses."""
    return [name for name in market.billing.calls if name != "check_promo"]


async def test_a_delivered_order_uses_its_code_up(market: Market) -> None:
    order = await market.picked_up(wanted=FOUR, promo=CODE)
    assert (order.discount, order.promo_code) == (1_400, CODE)
    assert order.mission is not None
    assert order.mission.cash_to_collect == 12_600 + order.delivery_fee
    await market.town.deliver(order.mission.reference)
    await market.town.settle()
    assert told(market) == ["reserve_promo", "commit_promo"]
    await market.town.pass_time(timedelta(days=2))
    assert (told(market), market.billing.uses_of(CODE)) == (["reserve_promo", "commit_promo"], 1)


async def test_each_bad_end_lets_go_of_the_use_once(market: Market) -> None:
    async def refuse(order: Order) -> None:
        await market.move(order, S.REFUSED, reason="plus de gaz")

    async def cancel(order: Order) -> None:
        await market.cancel(order)
        await market.cancel(order)

    async def let_expire(order: Order) -> None:
        assert order.pay_before is not None
        await market.town.pass_time(timedelta(minutes=30))

    mobile = PaymentMethod.MOBILE_MONEY
    ends = ((refuse, mobile), (cancel, PaymentMethod.CASH), (let_expire, mobile))
    for number, (end, pay) in enumerate(ends, 1):
        order = await market.order({"poulet": 4}, pay=pay, promo=CODE)
        assert market.billing.uses_of(CODE) == 1
        await end(order)
        await market.town.settle()
        assert market.billing.uses_of(CODE) == 0
        assert told(market) == ["reserve_promo", "release_promo"] * number
        assert (await market.seen(order)).discount == 1_400
    await market.town.pass_time(timedelta(minutes=30))
    assert told(market) == ["reserve_promo", "release_promo"] * 3


async def test_a_refused_placement_lets_go_and_its_cart_is_not_placed_again(
    market: Market,
) -> None:
    cart = await market.cart(FOUR, promo=CODE)
    await market.change("poulet", stock=3)
    with pytest.raises(OutOfStock):
        await market.confirm(cart)
    await market.town.settle()
    assert (told(market), market.billing.uses_of(CODE)) == (["reserve_promo", "release_promo"], 0)
    await market.change("poulet", stock=10)
    with pytest.raises(CartStale) as stale:
        await market.confirm(cart)
    order = await market.confirm(Cart.model_validate(stale.value.params["cart"]))
    assert (order.discount, market.billing.uses_of(CODE)) == (1_400, 1)


async def test_a_use_whose_order_never_came_is_let_go_by_the_timer(market: Market) -> None:
    cart = await market.cart(FOUR, promo=CODE)
    market.billing.fail_with(OutcomeUnknown(upstream="billing"))
    with pytest.raises(OutcomeUnknown):
        await market.confirm(cart)
    market.billing.fail_with(None)
    await market.town.pass_time(timedelta(minutes=20))
    assert told(market) == ["release_promo"]
    with pytest.raises(CartStale):
        await market.confirm(cart)


async def test_asked_again_after_an_unknown_outcome_the_same_use_is_held(market: Market) -> None:
    cart = await market.cart(FOUR, promo=CODE)
    market.billing.fail_with(OutcomeUnknown(upstream="billing"))
    with pytest.raises(OutcomeUnknown):
        await market.confirm(cart, key="the same key")
    market.billing.fail_with(None)
    orders = await asyncio.gather(*(market.confirm(cart, key="the same key") for _ in range(4)))
    assert len({order.id for order in orders}) == 1
    await market.town.pass_time(timedelta(minutes=20))
    assert (market.billing.uses_of(CODE), "release_promo" in told(market)) == (1, False)


async def test_what_billing_could_not_be_told_is_told_later(market: Market) -> None:
    order = await market.order(FOUR, promo=CODE)
    await market.cancel(order)
    market.billing.fail_with(Unavailable(what="billing", retry_after_s=1))
    await market.town.settle()
    assert market.billing.uses_of(CODE) == 1
    market.billing.fail_with(None)
    await market.town.pass_time(timedelta(minutes=2))
    assert (market.billing.uses_of(CODE), told(market)) == (0, ["reserve_promo", "release_promo"])


async def test_of_twenty_buyers_with_the_last_two_uses_two_have_them(market: Market) -> None:
    code = PromoCode("DEUX", Money(0), amount=Money(500), uses=2)
    market.billing.codes[code.code] = code
    await market.change("jus", stock=100)
    buyers = [ContactRef(phone=f"+2420655{number:05d}") for number in range(20)]
    carts = [await market.cart({"jus": 1}, client=buyer, promo="DEUX") for buyer in buyers]
    assert {cart.discount for cart in carts} == {500}
    outcomes = await asyncio.gather(
        *(market.confirm(cart, client=buyer) for cart, buyer in zip(carts, buyers, strict=True)),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Order) for one in outcomes) == 2
    stale = [one for one in outcomes if isinstance(one, CartStale)]
    assert len(stale) == 18
    fresh = Cart.model_validate(stale[0].params["cart"])
    assert (fresh.discount, fresh.promo_refusal) == (0, "Le code DEUX est épuisé.")
    await market.town.settle()
    assert (market.billing.uses_of("DEUX"), await market.shelf("jus")) == (2, (100, 2))


async def test_a_fresh_cart_keeps_the_code_of_who_may_use_it_once(market: Market) -> None:
    once = PromoCode("UNEFOIS", Money(0), percent=10, per_contact=1)
    market.billing.codes[once.code] = once
    cart = await market.cart(FOUR, promo="UNEFOIS")
    market.town.clock.advance(timedelta(minutes=15))
    with pytest.raises(CartStale) as stale:
        await market.confirm(cart)
    fresh = Cart.model_validate(stale.value.params["cart"])
    assert (await market.confirm(fresh)).discount == 1_400
    again = await market.cart(FOUR, promo="UNEFOIS")
    assert (again.discount, again.promo_refusal) == (0, "Vous avez déjà utilisé UNEFOIS.")
    assert (await market.cart(FOUR, client=JUNIOR, promo="UNEFOIS")).discount == 1_400


async def test_a_stranger_lets_go_of_nobodys_use(market: Market) -> None:
    cart = await market.cart(FOUR, promo=CODE)
    await market.confirm(cart, client=AWA)
    with pytest.raises(Exception, match="There is no cart"):
        await market.confirm(cart, client=JUNIOR)
    await market.town.settle()
    assert (told(market), market.billing.uses_of(CODE)) == (["reserve_promo"], 1)
