"""Orders and its fake, by one suite: from the cart to the door."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from shared.contracts.orders import calls
from shared.contracts.orders.api import (
    CancelRequest,
    Mission,
    MissionStatus,
    OrderStatus,
    RatingRequest,
)
from shared.contracts.orders.catalogue import OpeningRequest, ProductEdit, ShelfProduct
from shared.contracts.orders.errors import (
    CartNotFound,
    CartStale,
    CodeLocked,
    CodeRequired,
    MerchantClosed,
    MerchantNotFound,
    MissionNotCancellable,
    NotAMerchant,
    OrderMoveNotAllowed,
    OrderNotCancellable,
    OrderNotFound,
    OrderNotRatable,
    OutOfArea,
    OutOfStock,
    PaymentAwaited,
    PaymentNotAwaited,
    PlaceNotLocated,
    ProductNotFound,
    ReasonRequired,
    WrongCode,
)
from shared.contracts.orders.orders import (
    Cart,
    ContactQuery,
    MerchantCall,
    Order,
    PaymentMethod,
    PaymentState,
)
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.contracts.asking import (
    AWA,
    CEDRIC,
    GROCER,
    JUNIOR,
    MIREILLE,
    MOUNGALI,
    PARIS,
    POTO_POTO,
    accept,
    activity,
    basket,
    cancel,
    checkout,
    deliver,
    driver,
    left,
    move,
    new_key,
    order,
    place,
    price,
    product,
    read,
    redeliver,
    step,
)
from tests.contracts.world import World

NOBODY = "+242069999999"
Shop = tuple[UUID, ShelfProduct, ShelfProduct]


async def kitchen(world: World) -> Shop:
    """Open Chez Mireille with twenty chickens and three juices."""
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    chicken = await product(world, "Poulet mayo", price=3_500, stock=20)
    juice = await product(world, "Jus de gingembre", price=1_000, stock=3, category="Boissons")
    return shop, chicken, juice


async def ready(world: World, *, method: PaymentMethod = PaymentMethod.CASH) -> Order:
    """Let two chickens be ordered, prepared and won by a driver."""
    shop, chicken, _ = await kitchen(world)
    await world.add_driver(CEDRIC, at=MOUNGALI)
    placed = await place(world, basket(shop, (chicken, 2)), method=method)
    await move(world, placed.reference, OrderStatus.READY)
    await accept(world, await world.newest_offer())
    return await order(world, placed.reference)


def mission_in(told: Order) -> Mission:
    assert told.mission is not None
    return told.mission


async def call_off(world: World, reference: str, *, by: ContactRef = AWA) -> Order:
    request = CancelRequest(contact=by, reason="trop long")
    return await world.orders.call(calls.CANCEL_ORDER, request, key=new_key(), reference=reference)


async def pay(world: World, reference: str, *, to: str = MIREILLE) -> Order:
    call = MerchantCall(merchant_phone=to)
    return await world.orders.call(calls.CONFIRM_PAYMENT, call, key=new_key(), reference=reference)


async def rate(world: World, reference: str, *, stars: int, by: ContactRef = AWA) -> Order:
    request = RatingRequest(contact=by, stars=stars)
    return await world.orders.call(calls.RATE_ORDER, request, key=new_key(), reference=reference)


async def close(world: World) -> None:
    request = OpeningRequest(is_open=False)
    await world.orders.call(calls.SET_OPENING, request, key=new_key(), phone=MIREILLE)


async def edit(world: World, one: ShelfProduct, **changes: object) -> None:
    change = ProductEdit.model_validate({"merchant_phone": MIREILLE, **changes})
    await world.orders.call(calls.EDIT_PRODUCT, change, key=new_key(), product_id=str(one.id))


async def test_a_cart_adds_up_at_our_prices_and_promises_nothing_yet(world: World) -> None:
    shop, chicken, juice = await kitchen(world)
    cart = await price(world, basket(shop, (chicken, 1), (juice, 3), (chicken, 1)))
    assert [(line.name, line.quantity, line.total) for line in cart.lines] == [
        ("Poulet mayo", 2, 7_000),
        ("Jus de gingembre", 3, 3_000),
    ]
    assert (cart.subtotal, cart.discount) == (10_000, 0)
    assert cart.delivery_fee > 0
    assert cart.total == cart.subtotal + cart.delivery_fee
    assert cart.merchant.id == shop
    assert await left(world, juice.id) == 3


async def test_a_promo_code_that_does_not_apply_leaves_the_cart_whole(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    wanted = basket(shop, (chicken, 1)).model_copy(update={"promo_code": "PASUNCODE"})
    cart = await price(world, wanted)
    assert (cart.subtotal, cart.discount) == (3_500, 0)
    assert cart.total == 3_500 + cart.delivery_fee
    assert cart.promo_refusal


async def test_what_cannot_be_had_is_no_cart(world: World) -> None:
    shop, chicken, juice = await kitchen(world)
    other = await world.add_shop(GROCER, name="Alimentation Moungali", at=MOUNGALI)
    unknown = chicken.model_copy(update={"id": uuid4()})
    refused = [
        (basket(uuid4(), (chicken, 1)), MerchantNotFound),
        (basket(other, (chicken, 1)), ProductNotFound),
        (basket(shop, (unknown, 1)), ProductNotFound),
        (basket(shop, (juice, 2), (juice, 2)), OutOfStock),
        (basket(shop, (chicken, 1), to=Place(label="quelque part")), PlaceNotLocated),
        (basket(shop, (chicken, 1), to=PARIS), OutOfArea),
    ]
    for request, refusal in refused:
        with pytest.raises(refusal):
            await price(world, request)
    with pytest.raises(OutOfStock) as told:
        await price(world, basket(shop, (juice, 4)))
    assert (told.value.params["product"], told.value.params["left"]) == ("Jus de gingembre", 3)
    await close(world)
    with pytest.raises(MerchantClosed):
        await price(world, basket(shop, (chicken, 1)))


async def test_an_order_reserves_its_goods_once_however_often_it_is_placed(world: World) -> None:
    shop, chicken, juice = await kitchen(world)
    cart = await price(world, basket(shop, (chicken, 2), (juice, 1)))
    wanted = checkout(cart)
    placed = [
        await world.orders.call(calls.PLACE_ORDER, wanted, key=key)
        for key in ("one key for both", "one key for both", new_key())
    ]
    first = placed[0]
    assert {one.id for one in placed} == {first.id}
    assert (first.reference, first.status) == ("CMD-20261121-001", OrderStatus.PENDING)
    assert (first.lines, first.total) == (cart.lines, cart.total)
    assert (first.payment_state, first.pay_before) == (PaymentState.ON_DELIVERY, None)
    assert (first.is_cancellable, first.is_ratable, first.mission) == (True, False, None)
    assert [(entry.status, entry.source) for entry in first.timeline] == [
        (OrderStatus.PENDING, "client")
    ]
    assert (await left(world, chicken.id), await left(world, juice.id)) == (18, 2)
    assert (await activity(world)).orders == [first]


async def test_a_cart_that_no_longer_holds_comes_back_fresh(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    wanted = basket(shop, (chicken, 1))
    expired = await price(world, wanted)
    world.advance(timedelta(minutes=15))
    with pytest.raises(CartStale) as stale:
        await world.orders.call(calls.PLACE_ORDER, checkout(expired), key=new_key())
    dearer = Cart.model_validate(stale.value.params["cart"])
    await edit(world, chicken, price=4_000)
    with pytest.raises(CartStale) as stale:
        await world.orders.call(calls.PLACE_ORDER, checkout(dearer), key=new_key())
    fresh = Cart.model_validate(stale.value.params["cart"])
    assert fresh.subtotal == 4_000
    with pytest.raises(CartStale):
        await world.orders.call(calls.PLACE_ORDER, checkout(fresh, to=MOUNGALI), key=new_key())
    assert await left(world, chicken.id) == 20

    placed = await world.orders.call(calls.PLACE_ORDER, checkout(fresh), key=new_key())
    assert placed.total == fresh.total
    assert await left(world, chicken.id) == 19


async def test_nobody_orders_what_is_gone_closed_or_not_theirs(world: World) -> None:
    shop, chicken, juice = await kitchen(world)
    juices = await price(world, basket(shop, (juice, 2)))
    meal = await price(world, basket(shop, (chicken, 1)))
    await place(world, basket(shop, (juice, 2), by=JUNIOR))
    await edit(world, chicken, is_active=False)
    cases = [
        (checkout(juices), OutOfStock),
        (checkout(meal), ProductNotFound),
        (checkout(meal, by=JUNIOR), CartNotFound),
        (checkout(meal.model_copy(update={"id": uuid4()})), CartNotFound),
    ]
    for wanted, refusal in cases:
        with pytest.raises(refusal):
            await world.orders.call(calls.PLACE_ORDER, wanted, key=new_key())
    await close(world)
    with pytest.raises(MerchantClosed):
        await world.orders.call(calls.PLACE_ORDER, checkout(juices), key=new_key())
    assert (await activity(world)).orders == []
    assert await left(world, juice.id) == 1


async def test_each_party_reads_an_order_and_nobody_else(world: World) -> None:
    told = await ready(world)
    for_client = await order(world, told.reference, query=ContactQuery.of(AWA))
    assert for_client == told
    mission = mission_in(for_client)
    assert mission.order_reference == told.reference
    assert mission.delivery_code is not None
    for_shop = await order(world, told.reference, query=ContactQuery(phone=MIREILLE))
    seen = mission_in(for_shop)
    assert (seen.reference, seen.pickup_code, seen.delivery_code) == (mission.reference, None, None)
    with pytest.raises(OrderNotFound):
        await order(world, told.reference, query=ContactQuery.of(JUNIOR))
    with pytest.raises(OrderNotFound):
        await order(world, "CMD-20261121-999")


async def test_a_refused_order_needs_a_reason_and_gives_the_goods_back(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    await world.add_shop(GROCER, name="Alimentation Moungali", at=MOUNGALI)
    placed = await place(world, basket(shop, (chicken, 2)))
    with pytest.raises(ReasonRequired):
        await move(world, placed.reference, OrderStatus.REFUSED)
    for phone, refusal in ((GROCER, OrderNotFound), (NOBODY, NotAMerchant)):
        with pytest.raises(refusal):
            await move(world, placed.reference, OrderStatus.CONFIRMED, by=phone)
    assert await left(world, chicken.id) == 18
    for _ in range(2):
        refused = await move(world, placed.reference, OrderStatus.REFUSED, reason="plus de gaz")
        assert (refused.status, refused.refusal) == (OrderStatus.REFUSED, "plus de gaz")
    assert await left(world, chicken.id) == 20
    with pytest.raises(OrderMoveNotAllowed):
        await move(world, placed.reference, OrderStatus.CONFIRMED)
    assert (await activity(world)).orders == []


async def test_a_client_calls_an_order_off_until_it_is_prepared(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    first, second = [await place(world, basket(shop, (chicken, 1))) for _ in range(2)]
    await move(world, first.reference, OrderStatus.CONFIRMED)
    with pytest.raises(OrderNotFound):
        await call_off(world, first.reference, by=JUNIOR)
    for _ in range(2):
        gone = await call_off(world, first.reference)
        assert (gone.status, gone.is_cancellable) == (OrderStatus.CANCELLED, False)
    assert await left(world, chicken.id) == 19
    await move(world, second.reference, OrderStatus.PREPARING)
    with pytest.raises(OrderNotCancellable):
        await call_off(world, second.reference)
    with pytest.raises(OrderNotRatable):
        await rate(world, second.reference, stars=5)
    assert (await order(world, second.reference)).status is OrderStatus.PREPARING


async def test_an_order_paid_before_waits_for_its_payment(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    method = PaymentMethod.MOBILE_MONEY
    first, second = [await place(world, basket(shop, (chicken, 1)), method=method) for _ in "ab"]
    assert first.payment_state is PaymentState.AWAITED
    assert first.pay_before is not None
    assert first.pay_before - first.created_at == timedelta(minutes=30)
    with pytest.raises(PaymentAwaited):
        await move(world, first.reference, OrderStatus.CONFIRMED)
    await world.add_shop(GROCER, name="Alimentation Moungali", at=MOUNGALI)
    for phone, refusal in ((GROCER, OrderNotFound), (NOBODY, NotAMerchant)):
        with pytest.raises(refusal):
            await pay(world, first.reference, to=phone)
    for _ in range(2):
        assert (await pay(world, first.reference)).payment_state is PaymentState.RECEIVED
    confirmed = await move(world, first.reference, OrderStatus.CONFIRMED)
    assert confirmed.status is OrderStatus.CONFIRMED

    await world.pass_time(timedelta(minutes=31))
    given_up = await order(world, second.reference)
    assert (given_up.status, given_up.payment_state) == (
        OrderStatus.CANCELLED,
        PaymentState.EXPIRED,
    )
    assert await left(world, chicken.id) == 19
    with pytest.raises(PaymentNotAwaited):
        await pay(world, second.reference)
    assert (await order(world, first.reference)).status is OrderStatus.CONFIRMED


async def test_a_ready_order_asks_for_a_driver_by_itself_once(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    placed = await place(world, basket(shop, (chicken, 2)))
    with pytest.raises(OrderMoveNotAllowed):
        await move(world, placed.reference, OrderStatus.HANDED_OVER, code="1234")
    first, again = [await move(world, placed.reference, OrderStatus.READY) for _ in range(2)]
    assert mission_in(first).id == mission_in(again).id
    mission = await read(world, mission_in(first).reference)
    assert (mission.status, mission.price) == (MissionStatus.PENDING, placed.delivery_fee)
    assert (mission.cash_to_collect, mission.client) == (placed.total, AWA)
    assert mission.pickup.contact_phone == MIREILLE
    assert mission.dropoff.contact_phone == AWA.phone
    with pytest.raises(OrderMoveNotAllowed):
        await move(world, placed.reference, OrderStatus.CONFIRMED)
    with pytest.raises(OrderMoveNotAllowed):
        await move(world, placed.reference, OrderStatus.HANDED_OVER, code="1234")
    with pytest.raises(MissionNotCancellable):
        await cancel(world, mission.reference)


async def test_a_ready_order_that_nobody_came_for_is_refused_with_its_mission(world: World) -> None:
    shop, chicken, _ = await kitchen(world)
    placed = await place(world, basket(shop, (chicken, 2)))
    told = await move(world, placed.reference, OrderStatus.READY)
    refused = await move(world, placed.reference, OrderStatus.REFUSED, reason="plus de gaz")
    assert (refused.status, refused.refusal) == (OrderStatus.REFUSED, "plus de gaz")
    called_off = await read(world, mission_in(told).reference)
    assert called_off.status is MissionStatus.CANCELLED
    assert await left(world, chicken.id) == 20


async def test_an_order_is_handed_over_by_the_drivers_code_and_delivered(world: World) -> None:
    told = await ready(world)
    mission = mission_in(told)
    chicken = told.lines[0].product_id
    with pytest.raises(CodeRequired):
        await step(world, mission.reference, MissionStatus.PICKED_UP)
    with pytest.raises(CodeRequired):
        await step(world, mission.reference, MissionStatus.DELIVERED, photo="media-1")
    with pytest.raises(OrderMoveNotAllowed):
        await move(world, told.reference, OrderStatus.REFUSED, reason="plus de gaz")
    with pytest.raises(CodeRequired):
        await move(world, told.reference, OrderStatus.HANDED_OVER)
    shown = (await driver(world)).active_missions[0].pickup_code
    handed = await move(world, told.reference, OrderStatus.HANDED_OVER, code=shown)
    assert handed.status is OrderStatus.HANDED_OVER
    assert mission_in(handed).status is MissionStatus.PICKED_UP
    assert await left(world, chicken) == 18

    await deliver(world, mission.reference)
    done = await order(world, told.reference)
    assert (done.status, done.is_ratable, done.is_cancellable) == (
        OrderStatus.DELIVERED,
        True,
        False,
    )
    assert [entry.status for entry in done.timeline] == [
        OrderStatus.PENDING,
        OrderStatus.READY,
        OrderStatus.HANDED_OVER,
        OrderStatus.DELIVERED,
    ]
    assert await left(world, chicken) == 18
    assert (await driver(world)).cash_in_hand == told.total
    with pytest.raises(OrderNotFound):
        await rate(world, told.reference, stars=1, by=JUNIOR)
    for stars in (2, 4):
        assert (await rate(world, told.reference, stars=stars)).merchant.rating is not None


async def test_five_wrong_codes_lock_the_hand_over_until_a_photo_helps(world: World) -> None:
    told = await ready(world)
    mission = await read(world, mission_in(told).reference)
    wrong = "0000" if mission.pickup_code != "0000" else "1111"
    for _ in range(5):
        with pytest.raises(WrongCode):
            await move(world, told.reference, OrderStatus.HANDED_OVER, code=wrong)
    with pytest.raises(CodeLocked):
        await move(world, told.reference, OrderStatus.HANDED_OVER, code=mission.pickup_code)
    assert (await order(world, told.reference)).status is OrderStatus.READY
    await step(world, mission.reference, MissionStatus.PICKED_UP, photo="media-1")
    assert (await order(world, told.reference)).status is OrderStatus.HANDED_OVER


async def test_an_order_that_came_back_is_delivered_in_the_end(world: World) -> None:
    told = await ready(world)
    mission = mission_in(told)
    await step(world, mission.reference, MissionStatus.PICKED_UP, photo="media-1")
    await step(world, mission.reference, MissionStatus.PROBLEM, note="personne")
    assert (await order(world, told.reference)).status is OrderStatus.PROBLEM
    await step(world, mission.reference, MissionStatus.RETURNED, note="rendu")
    again = await redeliver(world, mission.reference)
    assert again.order_reference == told.reference
    await accept(world, await world.newest_offer())
    await step(world, again.reference, MissionStatus.PICKED_UP, photo="media-2")
    await deliver(world, again.reference)
    done = await order(world, told.reference)
    assert (done.status, mission_in(done).reference) == (OrderStatus.DELIVERED, again.reference)
