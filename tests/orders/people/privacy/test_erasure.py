"""Who asked to be forgotten is found nowhere in orders, once everybody has read of it."""

from uuid import UUID

import asyncpg

from services.orders.people.privacy.consumers import on_person_erased, on_recipient_erased
from shared.contracts.call import Nothing
from shared.contracts.notifications.events import RecipientErased
from shared.contracts.orders import calls
from shared.contracts.orders.api import DutyRequest, OrderStatus, Vehicle
from shared.contracts.orders.api import MissionStatus as At
from shared.contracts.orders.applications import DriverApplication
from shared.contracts.orders.events import PersonErased
from shared.contracts.orders.orders import ContactQuery
from shared.contracts.orders.privacy import ErasureRequest
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from shared.values.place import Place
from tests.contracts.asking import basket, checkout, move, order, place, price, product, rate
from tests.contracts.world import RealWorld
from tests.orders.town import AWA, BACONGO, CEDRIC, MOUNGALI, Town, new_key
from tests.support.canaries import words_kept

HOME = Place(
    label="Derrière la villa Zinguinguie",
    latitude=-4.2590,
    longitude=15.2790,
    quartier="Poto-Poto",
    city="Brazzaville",
)
ZOE = ContactRef(
    contact_id=new_id(), phone="+242069999901", user_id="CG.zoe9999", name="Zoé Zinguinguie"
)
RIDE = (At.TO_PICKUP, At.AT_PICKUP, At.PICKED_UP, At.IN_TRANSIT, At.AT_DROPOFF)
CANARIES = {"name": "Zinguinguie", "phone": "242069999901", "user_id": "CG.zoe9999"}


async def found(town: Town, **more: str) -> list[tuple[str, str]]:
    url = town.container.process.database.engine.url
    dsn = url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = await asyncpg.connect(dsn)
    try:
        return await words_kept(connection, {**CANARIES, **more})
    finally:
        await connection.close()


async def erase(town: Town, contact: ContactRef = ZOE) -> None:
    request = ErasureRequest(contact=contact)
    await town.orders.call(calls.ERASE_PERSON, request, key=new_key())


async def everybody_reads(town: Town, contact_id: UUID | None) -> None:
    """Let our own webhooks' queue, then the other services, go past the erasure."""
    [told] = [
        PersonErased.model_validate(body) for body in await town.events("orders.person_erased.v1")
    ]
    async with town.container.begin() as work:
        await on_person_erased(work, told)
    await town.settle()
    assert await town.events("orders.person_erased.v1") != []  # others have not read it yet
    async with town.container.begin() as work:
        gone = RecipientErased(occurred_at=work.now, contact_id=told.contact_id)
        await on_recipient_erased(work, gone)
        await on_recipient_erased(work, gone)
    assert told.contact_id == contact_id
    await town.settle()


async def ride(
    town: Town, reference: str, *, to: Place = BACONGO, by: str = CEDRIC, note: str = "vu"
) -> None:
    for status in RIDE:
        await town.report(reference, status, by=by, place=to, note=note)
    await town.deliver(reference, by=by, at=to)


async def test_a_client_is_found_nowhere_and_others_stay(town: Town) -> None:
    await town.add_driver()
    world = RealWorld(town)
    shop = await world.add_shop("+242065550301", name="Chez Mireille", at=MOUNGALI)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    sent = await town.order_delivery(client=ZOE, pickup=HOME, dropoff=BACONGO, cash=8_500)
    other = await town.order_delivery(client=AWA)
    await town.settle()
    for mission in (sent, other):
        await town.give(mission.reference)
    await ride(town, sent.reference, to=HOME, note="portail de Zinguinguie")
    await ride(town, other.reference)
    await rate(world, sent.reference, stars=5, by=ZOE)
    cart = await price(world, basket(shop, (dish, 1), by=ZOE, to=HOME))
    wish = checkout(cart, by=ZOE, to=HOME)
    ordered = await world.orders.call(calls.PLACE_ORDER, wish, key=new_key())
    await move(world, ordered.reference, OrderStatus.REFUSED, reason="Zinguinguie ?")
    assert {name for _, name in await found(town)} == set(CANARIES)

    await erase(town)
    await everybody_reads(town, ZOE.contact_id)

    assert dict(await found(town)) == {}
    kept = await town.orders.call(calls.GET_MISSION, ContactQuery(), reference=other.reference)
    assert (kept.client, kept.dropoff.contact_name) == (AWA, "Marie")
    assert (await order(world, ordered.reference)).total == ordered.total
    cash = await town.orders.call(calls.GET_CASH, Nothing(), phone=CEDRIC)
    assert [entry.amount for entry in cash.entries] == [8_500, 8_500]  # the law's journal
    assert await town.rows("SELECT id FROM orders.erasure") == []


async def test_a_driver_who_sells_too_is_found_nowhere(town: Town) -> None:
    world = RealWorld(town)
    assert ZOE.phone is not None
    wish = DriverApplication(
        contact=ZOE, name="Zoé Zinguinguie", vehicle=Vehicle.MOTORBIKE, place=HOME
    )
    waiting = await town.orders.call(calls.APPLY_AS_DRIVER, wish, key=new_key())
    await world.approve(waiting.id)
    duty = DutyRequest(is_on_duty=True, place=HOME)
    await town.orders.call(calls.CHANGE_DUTY, duty, key=new_key(), phone=ZOE.phone)
    shop = await world.add_shop(ZOE.phone, name="Chez Zinguinguie", at=HOME)
    dish = await product(world, "Beignets Zinguinguie", price=500, stock=20, of=ZOE.phone)
    sold = await place(world, basket(shop, (dish, 1)))
    for status in (OrderStatus.CONFIRMED, OrderStatus.REFUSED):
        await move(world, sold.reference, status, by=ZOE.phone, reason="Zinguinguie a fermé")
    sent = await town.order_delivery()
    await town.give(sent.reference, to=ZOE.phone)
    await ride(town, sent.reference, to=HOME, by=ZOE.phone)

    await erase(town)
    await everybody_reads(town, ZOE.contact_id)

    # What somebody bought stays in the buyer's own papers.
    assert dict(await found(town)) == {
        "orders.order_line.name": "name",
        "orders.cart.lines": "name",
    }
    kept = await town.orders.call(calls.GET_MISSION, ContactQuery(), reference=sent.reference)
    assert (kept.client, kept.driver, kept.dropoff.contact_name) == (AWA, None, "Marie")
    bought = await order(world, sold.reference)
    assert (bought.client, bought.total, bought.merchant.phone) == (AWA, sold.total, "")
    assert [line.name for line in bought.lines] == ["Beignets Zinguinguie"]
