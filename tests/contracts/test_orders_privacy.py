"""Orders and its fake, by one suite: a person's own data, told and forgotten."""

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders import calls
from shared.contracts.orders.api import MissionStatus as At
from shared.contracts.orders.api import OrderStatus, Vehicle
from shared.contracts.orders.applications import DriverApplication
from shared.contracts.orders.errors import (
    CashStillInHand,
    DriverNotFound,
    DriverStillDriving,
    MissionStillRunning,
    NotAMerchant,
    OrderStillRunning,
    ProductNotFound,
    ShopHasOpenOrders,
)
from shared.contracts.orders.orders import ContactQuery
from shared.contracts.orders.privacy import Erasure, ErasureRequest, PersonalData
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from tests.contracts.asking import (
    AWA,
    CEDRIC,
    JUNIOR,
    MIREILLE,
    MOUNGALI,
    POTO_POTO,
    activity,
    basket,
    cancel,
    deliver,
    driver,
    mission,
    mission_of,
    move,
    new_key,
    order,
    place,
    product,
    rate,
    read,
    step,
)
from tests.contracts.world import World

_RIDE = (At.TO_PICKUP, At.AT_PICKUP, At.PICKED_UP, At.IN_TRANSIT, At.AT_DROPOFF)
CEDRIC_HIMSELF = ContactRef(phone=CEDRIC, name="Cédric")
MIREILLE_HERSELF = ContactRef(phone=MIREILLE, name="Mireille")


async def data_of(world: World, contact: ContactRef) -> PersonalData:
    return await world.orders.call(calls.GET_PERSONAL_DATA, ContactQuery.of(contact))


async def erase(world: World, contact: ContactRef) -> Erasure:
    who = contact.model_copy(update={"contact_id": contact.contact_id or new_id()})
    request = ErasureRequest(contact=who)
    return await world.orders.call(calls.ERASE_PERSON, request, key=new_key())


async def ride(world: World, reference: str) -> None:
    for status in _RIDE:
        await step(world, reference, status)
    await deliver(world, reference)


async def test_a_copy_holds_all_that_somebody_did_here(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    sent = await mission_of(world)
    await ride(world, sent.reference)
    await rate(world, sent.reference, stars=4)
    ordered = await place(world, basket(shop, (dish, 1)))
    wish = DriverApplication(
        contact=AWA, name="Awa Mabiala", vehicle=Vehicle.MOTORBIKE, place=MOUNGALI
    )
    await world.orders.call(calls.APPLY_AS_DRIVER, wish, key=new_key())

    hers = await data_of(world, AWA)

    assert [one.reference for one in hers.missions] == [sent.reference]
    assert hers.missions[0].dropoff.contact_phone == "+242061234567"
    assert [one.reference for one in hers.orders] == [ordered.reference]
    assert [(one.reference, one.stars) for one in hers.ratings] == [(sent.reference, 4)]
    assert [one.name for one in hers.applications] == ["Awa Mabiala"]
    assert (hers.driver, hers.cash, hers.merchant, hers.products) == (None, None, None, [])
    his = await data_of(world, CEDRIC_HIMSELF)
    assert his.driver is not None
    assert his.cash is not None
    assert (his.driver.phone, his.driven, his.missions) == (CEDRIC, [sent.reference], [])
    shops = await data_of(world, MIREILLE_HERSELF)
    assert shops.merchant is not None
    assert (shops.merchant.id, [one.name for one in shops.products]) == (shop, ["Poulet mayo"])
    assert await data_of(world, JUNIOR) == PersonalData()
    with pytest.raises(Invalid):
        await world.orders.call(calls.GET_PERSONAL_DATA, ContactQuery())


async def test_what_is_under_way_ends_before_its_client_is_forgotten(world: World) -> None:
    sent = await mission(world)
    with pytest.raises(MissionStillRunning):
        await erase(world, AWA)
    assert (await read(world, sent.reference)).client == AWA
    await cancel(world, sent.reference)
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    ordered = await place(world, basket(shop, (dish, 1)))
    with pytest.raises(OrderStillRunning):
        await erase(world, AWA)
    with pytest.raises(ShopHasOpenOrders):
        await erase(world, MIREILLE_HERSELF)
    assert (await order(world, ordered.reference)).client == AWA
    assert (await data_of(world, MIREILLE_HERSELF)).merchant is not None


async def test_a_driver_ends_the_ride_and_hands_the_cash_over_first(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    sent = await mission_of(world, cash=8_500)
    with pytest.raises(DriverStillDriving):
        await erase(world, CEDRIC_HIMSELF)
    await ride(world, sent.reference)
    with pytest.raises(CashStillInHand) as refused:
        await erase(world, CEDRIC_HIMSELF)
    assert refused.value.params == {"in_hand": 8_500}
    assert (await driver(world)).cash_in_hand == 8_500


async def test_who_is_forgotten_leaves_amounts_and_no_name(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    sent = await mission_of(world)
    await ride(world, sent.reference)
    ordered = await place(world, basket(shop, (dish, 2)))
    await move(world, ordered.reference, OrderStatus.REFUSED, reason="plus de gaz")

    done = await erase(world, AWA)

    assert await erase(world, AWA) == done  # asked for again, it stays done
    emptied = await read(world, sent.reference)
    assert (emptied.client, emptied.description, emptied.price) == (None, None, sent.price)
    assert (emptied.pickup.contact_phone, emptied.dropoff.contact_name) == (None, None)
    assert (emptied.dropoff.place.label, emptied.dropoff.place.latitude) == ("Brazzaville", None)
    bought = await order(world, ordered.reference)
    assert (bought.client, bought.note, bought.total) == (None, None, ordered.total)
    assert (await activity(world)).missions == []
    assert await data_of(world, AWA) == PersonalData()


async def test_who_drove_or_sold_is_gone_from_the_road_and_the_market(world: World) -> None:
    await world.add_driver(CEDRIC, at=MOUNGALI)
    await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    sent = await mission_of(world)
    await ride(world, sent.reference)

    await erase(world, CEDRIC_HIMSELF)
    await erase(world, MIREILLE_HERSELF)

    assert (await read(world, sent.reference)).driver is None
    with pytest.raises(DriverNotFound):
        await driver(world)
    with pytest.raises(NotAMerchant):
        await world.orders.call(calls.GET_DESK, Nothing(), phone=MIREILLE)
    with pytest.raises(ProductNotFound):
        await world.orders.call(calls.GET_PRODUCT, Nothing(), product_id=str(dish.id))
    await world.add_driver(CEDRIC, at=MOUNGALI)  # the phone is free again
    assert (await driver(world)).cash_in_hand == 0
