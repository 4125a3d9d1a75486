"""What people have, had and may have again; what a merchant finds on the desk."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from bench.plans import explained
from services.orders.orders.queries import activity_of, desk_of, history_of
from shared.contracts.call import Nothing
from shared.contracts.orders.api import Mission, MissionStatus, OrderStatus, RatingRequest
from shared.contracts.orders.calls import (
    GET_DESK,
    GET_LAST_JOB,
    LIST_ACTIVITY,
    LIST_HISTORY,
    PRICE_CART,
    RATE_ORDER,
    SET_OPENING,
)
from shared.contracts.orders.catalogue import OpeningRequest
from shared.contracts.orders.errors import MerchantClosed, OrderNotRatable
from shared.contracts.orders.orders import Activity, ContactQuery, LastJob, Order
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.cursor import Position, write_cursor
from shared.values.ids import new_id
from tests.orders.orders.market import MARCEL, MIREILLE, Market
from tests.orders.town import AWA, JUNIOR


async def tick(market: Market) -> None:
    market.town.clock.advance(timedelta(seconds=1))


async def activity(market: Market, who: ContactRef = AWA) -> Activity:
    return await market.town.orders.call(LIST_ACTIVITY, ContactQuery.of(who))


async def parcel(market: Market) -> Mission:
    return await market.town.order_delivery()


async def last_job(market: Market, who: ContactRef = AWA) -> LastJob:
    return await market.town.orders.call(GET_LAST_JOB, ContactQuery.of(who))


async def rate(market: Market, order: Order, stars: int) -> Order:
    request = RatingRequest(contact=AWA, stars=stars, comment="bien chaud")
    return await market.call(RATE_ORDER, request, reference=order.reference)


async def test_activity_is_what_runs_and_an_orders_mission_is_the_orders(market: Market) -> None:
    parcel = await market.town.order_delivery()
    await tick(market)
    waiting = await market.order({"jus": 1})
    await tick(market)
    ready = await market.move(await market.order({"poulet": 1}), OrderStatus.READY)
    await market.cancel(await market.order({"jus": 1}))
    running = await activity(market)
    assert [mission.reference for mission in running.missions] == [parcel.reference]
    assert [order.reference for order in running.orders] == [ready.reference, waiting.reference]
    mission = running.orders[0].mission
    assert mission is not None
    assert mission.delivery_code is not None
    assert await activity(market, JUNIOR) == Activity(missions=[], orders=[])
    with pytest.raises(Invalid):
        await market.town.orders.call(LIST_ACTIVITY, ContactQuery())


async def test_a_person_is_found_by_any_way_of_being_known(market: Market) -> None:
    whole = ContactRef(contact_id=new_id(), phone=AWA.phone, user_id="CG.awa", name="Awa")
    order = await market.order({"jus": 1}, client=whole)
    ways = (
        ContactRef(phone=AWA.phone),
        ContactRef(user_id="CG.awa"),
        ContactRef(user_id="CG.other", contact_id=whole.contact_id),
        whole,
    )
    for way in ways:
        assert (await activity(market, way)).orders == [order]
        page = await market.town.orders.call(LIST_HISTORY, ContactQuery.of(way))
        assert [entry.reference for entry in page.entries] == [order.reference]
        assert await market.seen(order, by=way) == order


async def test_history_is_missions_and_orders_by_date_page_by_page(market: Market) -> None:
    made = []
    for number in range(12):
        job = await (market.order({"jus": 1}) if number % 3 else parcel(market))
        made.append(job.reference)
        if number % 2:
            await tick(market)
    seen, after = [], None
    for _ in range(3):
        query = ContactQuery(phone=AWA.phone, after=after)
        page = await market.town.orders.call(LIST_HISTORY, query)
        seen += page.entries
        after = page.next
        if after is None:
            break
    assert len(seen) == len(made) == 12
    assert {entry.reference for entry in seen} == set(made)
    assert [entry.at for entry in seen] == sorted((entry.at for entry in seen), reverse=True)
    first_order = next(entry for entry in seen if entry.is_order)
    assert (first_order.title, first_order.total) == ("Chez Mireille", 2_600)
    first_mission = next(entry for entry in seen if not entry.is_order)
    assert (first_mission.title, first_mission.total) == ("Poto-Poto → Bacongo", 1_600)


async def test_a_cursor_of_another_list_is_refused(market: Market) -> None:
    for name in ("Chez Mireille", "2026-11-21T12:00:00", ""):
        query = ContactQuery(phone=AWA.phone, after=write_cursor(Position(name, new_id())))
        with pytest.raises(Invalid):
            await market.town.orders.call(LIST_HISTORY, query)


async def test_the_last_job_is_the_newest_that_can_be_repeated(market: Market) -> None:
    assert await last_job(market) == LastJob()
    parcel = await market.town.order_delivery()
    assert (await last_job(market)).mission is not None
    await tick(market)
    order = await market.order({"jus": 1})
    assert await last_job(market) == LastJob(order=order)
    await market.cancel(order)
    found = await last_job(market)
    assert found.order is None
    assert found.mission is not None
    assert found.mission.reference == parcel.reference


async def test_the_desk_shows_what_the_shop_has_in_hand_oldest_first(market: Market) -> None:
    first, second, third = [await market.order({"jus": 1}) for _ in range(3)]
    await market.move(second, OrderStatus.READY)
    await market.move(third, OrderStatus.REFUSED, reason="fermé")
    await market.change("saka", low_stock_threshold=1)
    await market.change("jus", low_stock_threshold=8)
    desk = await market.town.orders.call(GET_DESK, Nothing(), phone=MIREILLE)
    assert [order.reference for order in desk.orders] == [first.reference, second.reference]
    mission = desk.orders[1].mission
    assert mission is not None
    assert (mission.pickup_code, mission.delivery_code) == (None, None)
    assert (desk.merchant.name, desk.low_stock_count) == ("Chez Mireille", 2)
    assert (await market.town.orders.call(GET_DESK, Nothing(), phone=MARCEL)).orders == []


async def test_old_orders_never_hide_new_ones_from_the_desk(market: Market) -> None:
    await market.change("jus", stock=22)
    placed = [(await market.order({"jus": 1})).reference for _ in range(22)]
    desk = await market.town.orders.call(GET_DESK, Nothing(), phone=MIREILLE)
    assert [order.reference for order in desk.orders] == placed[2:]


async def test_a_shop_opens_and_closes_from_now_on(market: Market) -> None:
    order = await market.order({"jus": 1})
    for _ in range(2):
        desk = await market.town.orders.call(
            SET_OPENING, OpeningRequest(is_open=False), phone=MIREILLE
        )
        assert (desk.merchant.is_open, [one.id for one in desk.orders]) == (False, [order.id])
    with pytest.raises(MerchantClosed):
        await market.call(PRICE_CART, market.wish())
    assert (await market.move(order, OrderStatus.CONFIRMED)).status is OrderStatus.CONFIRMED
    await market.town.orders.call(SET_OPENING, OpeningRequest(is_open=True), phone=MIREILLE)
    assert (await market.cart()).merchant.is_open is True


async def test_a_delivered_order_is_rated_once_and_the_last_word_counts(market: Market) -> None:
    order = await market.picked_up(wanted={"jus": 1})
    with pytest.raises(OrderNotRatable):
        await rate(market, order, 5)
    assert order.mission is not None
    await market.town.deliver(order.mission.reference)
    await market.town.settle()
    assert (await rate(market, order, 2)).merchant.rating == 2.0
    assert (await rate(market, order, 4)).merchant.rating == 4.0
    assert await market.town.rows("SELECT stars, comment FROM orders.order_rating") == [
        {"stars": 4, "comment": "bien chaud"}
    ]
    assert order.mission.status is MissionStatus.PICKED_UP


_CROWD = """
INSERT INTO orders.marketplace_order SELECT (jsonb_populate_record(one, jsonb_build_object(
  'id', gen_random_uuid(), 'cart_id', gen_random_uuid(), 'reference', 'CMD-' || n,
  'client_phone', CASE WHEN n % 4 = 0 THEN one.client_phone ELSE '+2420' || n END,
  'created_at', one.created_at - n * interval '1 minute',
  'status', 'delivered', 'ended_at', one.created_at
))).* FROM orders.marketplace_order AS one, generate_series(1, 3000) AS n
"""


async def test_a_heavy_customers_lists_are_read_by_index(market: Market) -> None:
    await market.order({"jus": 1})
    async with market.town.container.begin() as work:
        await work.session.execute(text(_CROWD))
    await market.town.order_delivery()
    mine = ContactQuery.of(AWA)
    reads = {
        "ix_marketplace_order_active_client_phone": lambda work: activity_of(work, mine),
        "ix_marketplace_order_client_phone_created_at_id": lambda work: history_of(work, mine),
        "ix_marketplace_order_desk": lambda work: desk_of(work, phone=MIREILLE),
    }
    async with market.town.container.begin() as work:
        await work.session.execute(text("ANALYZE orders.marketplace_order, orders.mission"))
        for index, read in reads.items():
            plans = "\n".join(await explained(work.session, partial(read, work)))
            assert index in plans
            assert "Seq Scan on marketplace_order" not in plans
