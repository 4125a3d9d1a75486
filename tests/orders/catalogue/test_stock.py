"""What is on the shelf and what is promised: exact whoever comes at the same time."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from services.orders.catalogue.stock import release, reserve, take_off_shelf
from services.orders.work import Work
from shared.contracts.orders.errors import OutOfStock, ProductNotFound
from shared.errors import AppError
from shared.values.ids import new_id
from tests.orders.catalogue.market import product_id, stock_of
from tests.orders.town import Town

FELL = "orders.stock_fell.v1"


Change = Callable[[Work, Mapping[UUID, int]], Awaitable[None]]


async def in_one_transaction(town: Town, change: Change, items: dict[UUID, int]) -> None:
    async with town.container.process.database.transaction() as session:
        await change(town.container.open_work(session), items)


async def test_stock_is_reserved_released_and_taken(own_market: Town) -> None:
    mayo, rice = (
        await product_id(own_market, "Poulet mayo"),
        await product_id(own_market, "Riz sauté"),
    )
    await in_one_transaction(own_market, reserve, {mayo: 3})
    assert await stock_of(own_market, mayo) == {"stock": 10, "reserved": 3}
    with pytest.raises(OutOfStock) as refused:
        await in_one_transaction(own_market, reserve, {mayo: 2, rice: 1})
    assert refused.value.params == {"product": "Riz sauté", "left": 0}
    assert await stock_of(own_market, mayo) == {"stock": 10, "reserved": 3}
    with pytest.raises(ProductNotFound):
        await in_one_transaction(own_market, reserve, {mayo: 1, new_id(): 1})
    await in_one_transaction(own_market, release, {mayo: 1})
    await in_one_transaction(own_market, take_off_shelf, {mayo: 2})
    assert await stock_of(own_market, mayo) == {"stock": 8, "reserved": 0}
    sold = "SELECT product_id, units FROM orders.product_sale"
    assert await own_market.rows(sold) == [{"product_id": mayo, "units": 2}]
    await in_one_transaction(own_market, reserve, {mayo: 1})
    await in_one_transaction(own_market, take_off_shelf, {mayo: 1})
    assert await own_market.rows(sold) == [{"product_id": mayo, "units": 3}]


async def test_fifty_buyers_never_reserve_more_than_there_is(own_market: Town) -> None:
    """Carts overlap in opposite orders: nobody waits in a ring, and the sum is exact."""
    mayo = await product_id(own_market, "Poulet mayo")
    juice = await product_id(own_market, "Jus de gingembre")

    async def buy(number: int) -> int:
        pair = {mayo: 1, juice: 1} if number % 2 else {juice: 1, mayo: 1}
        try:
            await in_one_transaction(own_market, reserve, pair)
        except OutOfStock:
            return 0
        return 1

    got = await asyncio.gather(*(buy(number) for number in range(50)))
    assert sum(got) == 10
    assert await stock_of(own_market, mayo) == {"stock": 10, "reserved": 10}
    assert await stock_of(own_market, juice) == {"stock": 12, "reserved": 10}
    left = [event["left"] for event in await own_market.events(FELL)]
    assert sorted(left) == [0, 5, 5]  # each product low once, one of them out once


async def test_a_fall_is_told_once_until_there_is_enough_again(own_market: Town) -> None:
    mayo = await product_id(own_market, "Poulet mayo")  # ten, low at five
    for change, units, told in (
        (reserve, 4, []),
        (reserve, 1, [5]),
        (reserve, 1, [5]),
        (reserve, 4, [5, 0]),
        (release, 2, [5, 0]),
        (reserve, 2, [5, 0]),  # not filled up since: nothing new
        (release, 8, [5, 0]),
        (reserve, 5, [5, 0, 3]),
    ):
        await in_one_transaction(own_market, change, {mayo: units})
        assert [event["left"] for event in await own_market.events(FELL)] == told
    [event] = (await own_market.events(FELL))[-1:]
    assert event["merchant"]["name"] == "Chez Mireille"
    assert (event["product"]["name"], event["product"]["reserved"]) == ("Poulet mayo", 7)


async def test_reserved_stays_between_nothing_and_the_stock(own_market: Town) -> None:
    """Any sequence of moves: those that would break the rule are refused and change nothing."""
    mayo = await product_id(own_market, "Poulet mayo")
    loop = asyncio.get_running_loop()
    moves = st.lists(st.tuples(st.booleans(), st.integers(1, 7)), min_size=1, max_size=12)

    async def play(sequence: list[tuple[bool, int]]) -> None:
        reset = "UPDATE orders.product SET stock = 10, reserved = 0 WHERE id = :id"
        async with own_market.container.process.database.transaction() as session:
            await session.execute(text(reset), {"id": mayo})
            work = own_market.container.open_work(session)
            stock, promised = 10, 0
            for move in sequence:
                promised, stock = await _play_one(work, mayo, move, promised=promised, stock=stock)
            row = (await work.catalogue.lock_products([mayo]))[mayo]
            assert (row.stock, row.reserved) == (stock, promised)
            assert 0 <= row.reserved <= row.stock

    @settings(
        max_examples=25,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(moves)
    def check(sequence: list[tuple[bool, int]]) -> None:
        asyncio.run_coroutine_threadsafe(play(sequence), loop).result(30)

    await asyncio.to_thread(check)


async def _play_one(
    work: Work, product: UUID, move: tuple[bool, int], *, promised: int, stock: int
) -> tuple[int, int]:
    """Hand over what is promised, or promise more, as far as the model allows."""
    is_taken, units = move
    if is_taken:
        units = min(units, promised)
        if units:
            await take_off_shelf(work, {product: units})
        return promised - units, stock - units
    try:
        await reserve(work, {product: units})
    except AppError:
        assert units > stock - promised
        return promised, stock
    return promised + units, stock
