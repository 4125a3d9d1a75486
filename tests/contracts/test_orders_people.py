"""Orders and its fake, by one suite: what people had, and becoming a driver or a merchant."""

from datetime import timedelta

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders import calls
from shared.contracts.orders.api import OrderStatus, Vehicle
from shared.contracts.orders.applications import (
    Application,
    ApplicationKind,
    ApplicationState,
    DriverApplication,
    MerchantApplication,
)
from shared.contracts.orders.errors import (
    AlreadyRegistered,
    ApplicationPending,
    NotAMerchant,
    OutOfArea,
    PhoneUnknown,
    PlaceNotLocated,
)
from shared.contracts.orders.orders import ContactQuery, HistoryPage, LastJob
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.contracts.asking import (
    AWA,
    JUNIOR,
    MIREILLE,
    MOUNGALI,
    PARIS,
    POTO_POTO,
    activity,
    basket,
    cancel,
    driver,
    mission,
    move,
    new_key,
    place,
    product,
)
from tests.contracts.world import World


async def history(world: World, *, after: str | None = None) -> HistoryPage:
    query = ContactQuery.of(AWA).model_copy(update={"after": after})
    return await world.orders.call(calls.LIST_HISTORY, query)


async def last_job(world: World, contact: ContactRef = AWA) -> LastJob:
    return await world.orders.call(calls.GET_LAST_JOB, ContactQuery.of(contact))


async def ride_for(world: World, contact: ContactRef, *, at: Place = MOUNGALI) -> Application:
    wanted = DriverApplication(
        contact=contact, name="Junior Okemba", vehicle=Vehicle.MOTORBIKE, place=at
    )
    return await world.orders.call(calls.APPLY_AS_DRIVER, wanted, key=new_key())


async def sell_for(world: World, contact: ContactRef, *, at: Place = MOUNGALI) -> Application:
    wanted = MerchantApplication(
        contact=contact, name="Chez Junior", kind="Restaurant", place=at, hours="8h–20h"
    )
    return await world.orders.call(calls.APPLY_AS_MERCHANT, wanted, key=new_key())


async def test_somebody_new_has_nothing(world: World) -> None:
    assert await activity(world) == await activity(world, JUNIOR)
    assert (await activity(world)).missions == []
    page = await history(world)
    assert (page.entries, page.next) == ([], None)
    job = await last_job(world)
    assert (job.mission, job.order) == (None, None)
    nobody = ContactQuery()
    with pytest.raises(Invalid):
        await world.orders.call(calls.LIST_ACTIVITY, nobody)
    with pytest.raises(Invalid):
        await world.orders.call(calls.LIST_HISTORY, nobody)
    with pytest.raises(Invalid):
        await world.orders.call(calls.GET_LAST_JOB, nobody)


async def test_the_last_job_is_the_newest_that_was_not_called_off(world: World) -> None:
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    sent = await mission(world)
    ordered = await place(world, basket(shop, (dish, 1)))
    assert await last_job(world) == LastJob(order=ordered)
    await move(world, ordered.reference, OrderStatus.REFUSED, reason="plus de gaz")
    assert await last_job(world) == LastJob(mission=sent)
    await cancel(world, sent.reference)
    assert await last_job(world) == LastJob()
    assert await last_job(world, JUNIOR) == LastJob()


async def test_the_history_holds_missions_and_orders_newest_first(world: World) -> None:
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    made = []
    for _ in range(9):
        made.append((await mission(world)).reference)
        world.advance(timedelta(minutes=1))
    ordered = await place(world, basket(shop, (dish, 1)))
    world.advance(timedelta(minutes=1))
    latest = await mission(world)
    page = await history(world)
    assert [entry.reference for entry in page.entries] == [
        latest.reference,
        ordered.reference,
        *made[:0:-1],
    ]
    rest = await history(world, after=page.next)
    assert ([entry.reference for entry in rest.entries], rest.next) == ([made[0]], None)
    mine, shopped = page.entries[:2]
    assert (mine.is_order, mine.status, mine.total) == (False, "pending", latest.price)
    assert (mine.title, mine.at) == ("Poto-Poto → Bacongo", latest.created_at)
    assert (shopped.is_order, shopped.title, shopped.total) == (
        True,
        "Chez Mireille",
        ordered.total,
    )
    with pytest.raises(Invalid):
        await history(world, after="ouvre-toi")


async def test_an_order_is_running_once_and_brings_its_mission_along(world: World) -> None:
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    placed = await place(world, basket(shop, (dish, 1)))
    await move(world, placed.reference, OrderStatus.READY)
    running = await activity(world)
    assert running.missions == []
    [told] = running.orders
    assert told.mission is not None
    assert told.mission.delivery_code is not None
    assert len((await history(world)).entries) == 1
    assert (await last_job(world)).order == told


async def test_an_applicant_waits_then_drives(world: World) -> None:
    waiting = await ride_for(world, JUNIOR)
    assert (waiting.kind, waiting.state) == (
        ApplicationKind.DRIVER,
        ApplicationState.PENDING_REVIEW,
    )
    assert (waiting.phone, waiting.city, waiting.decided_at) == (JUNIOR.phone, "Brazzaville", None)
    assert waiting.details["vehicle"] == "motorbike"
    with pytest.raises(ApplicationPending):
        await ride_for(world, JUNIOR)
    await sell_for(world, JUNIOR)  # another wish of the same person
    await world.approve(waiting.id)
    joined = await driver(world, str(JUNIOR.phone))
    assert (joined.name, joined.city, joined.is_on_duty) == ("Junior Okemba", "Brazzaville", False)
    with pytest.raises(AlreadyRegistered):
        await ride_for(world, JUNIOR)


async def test_an_applicant_waits_then_sells(world: World) -> None:
    waiting = await sell_for(world, JUNIOR)
    assert (waiting.kind, waiting.details["hours"]) == (ApplicationKind.MERCHANT, "8h–20h")
    with pytest.raises(ApplicationPending):
        await sell_for(world, JUNIOR)
    phone = str(JUNIOR.phone)
    with pytest.raises(NotAMerchant):
        await world.orders.call(calls.GET_DESK, Nothing(), phone=phone)
    await world.approve(waiting.id)
    desk = await world.orders.call(calls.GET_DESK, Nothing(), phone=phone)
    assert (desk.merchant.name, desk.merchant.kind, desk.merchant.is_open) == (
        "Chez Junior",
        "Restaurant",
        True,
    )
    with pytest.raises(AlreadyRegistered):
        await sell_for(world, JUNIOR)


async def test_applying_takes_a_phone_and_a_city_we_serve(world: World) -> None:
    hidden = ContactRef(user_id="CG.1234567890", name="Sans numéro")
    for apply in (ride_for, sell_for):
        with pytest.raises(PhoneUnknown):
            await apply(world, hidden)
        with pytest.raises(OutOfArea):
            await apply(world, AWA, at=PARIS)
    somewhere = Place(label="près du marché", city="Brazzaville")
    with pytest.raises(PlaceNotLocated):  # parcels are picked up at a shop
        await sell_for(world, AWA, at=somewhere)
    assert (await ride_for(world, AWA, at=somewhere)).city == "Brazzaville"
