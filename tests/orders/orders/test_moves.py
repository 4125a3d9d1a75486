"""Who may move an order where: every illegal move is refused and changes nothing."""

import asyncio
from itertools import product

import pytest
from sqlalchemy import text

from services.orders.orders.statuses import Party, is_cancellable, is_move_allowed, state_of
from shared.contracts.call import Nothing
from shared.contracts.orders.api import CancelRequest, RatingRequest
from shared.contracts.orders.api import OrderStatus as S
from shared.contracts.orders.calls import (
    CANCEL_ORDER,
    CONFIRM_PAYMENT,
    GET_DESK,
    GET_ORDER,
    MOVE_ORDER,
    RATE_ORDER,
    SET_OPENING,
)
from shared.contracts.orders.catalogue import OpeningRequest
from shared.contracts.orders.errors import (
    CodeLocked,
    CodeRequired,
    NotAMerchant,
    OrderMoveNotAllowed,
    OrderNotCancellable,
    OrderNotFound,
    ReasonRequired,
    WrongCode,
)
from shared.contracts.orders.orders import (
    ContactQuery,
    MerchantCall,
    Order,
    OrderMove,
    PaymentMethod,
)
from tests.orders.orders.market import MARCEL, MIREILLE, Market
from tests.orders.town import AWA, CEDRIC, JUNIOR


async def put_in(market: Market, order: Order, status: S) -> None:
    """Let an order stand somewhere, whatever led there."""
    async with market.town.container.begin() as work:
        await work.session.execute(
            text("UPDATE orders.marketplace_order SET status = :status WHERE reference = :one"),
            {"status": status.value, "one": order.reference},
        )


async def everything(market: Market) -> list[list[dict[str, object]]]:
    """Look at all that a move may change."""
    tables = ("marketplace_order", "order_line", "order_change", "product", "mission", "lane_item")
    return [
        await market.town.rows(f"SELECT * FROM orders.{table} ORDER BY 1, 2")  # noqa: S608 - our own table names
        for table in tables
    ] + [await market.town.rows("SELECT name FROM orders.event_log")]


async def test_every_illegal_move_in_every_state_is_refused_and_changes_nothing(
    market: Market,
) -> None:
    order = await market.order()
    for current in S:
        await put_in(market, order, current)
        before = await everything(market)
        for move in S:
            is_legal = is_move_allowed(current, move, party=Party.MERCHANT)
            if is_legal or move is current:
                continue
            with pytest.raises(OrderMoveNotAllowed) as refused:
                await market.move(order, move, reason="pas possible", code="1234")
            assert refused.value.params == {
                "reference": order.reference,
                "status": current.value,
                "move": move.value,
            }
        if not is_cancellable(current) and current is not S.CANCELLED:
            with pytest.raises(OrderNotCancellable):
                await market.cancel(order)
        assert await everything(market) == before


async def test_a_legal_move_is_one_row_and_one_event_however_often_it_is_asked(
    market: Market,
) -> None:
    reserved = 0
    for current, move in product(S, (S.CONFIRMED, S.PREPARING, S.READY, S.REFUSED)):
        if not is_move_allowed(current, move, party=Party.MERCHANT):
            continue
        order = await market.order({"jus": 1})
        await put_in(market, order, current)
        await market.move(order, move, reason="plus de gaz")
        moved = await market.move(order, move, reason="plus de gaz")
        assert [(one.status, one.source) for one in moved.timeline] == [
            ("pending", "client"),
            (move, "merchant"),
        ]
        assert (await market.moves())[-1] == (current, move, "merchant")
        reserved += not state_of(move).is_terminal
        assert await market.shelf("jus") == (10, reserved)
    assert (reserved, len(await market.moves())) == (6, 20)


async def test_a_refusal_needs_a_reason_and_frees_the_goods(market: Market) -> None:
    order = await market.order()
    with pytest.raises(ReasonRequired):
        await market.move(order, S.REFUSED)
    assert await market.shelf("poulet") == (10, 2)
    refused = await market.move(order, S.REFUSED, reason="plus de poulet")
    assert (refused.refusal, refused.is_cancellable) == ("plus de poulet", False)
    assert await market.shelf("poulet") == (10, 0)


async def test_a_ready_order_is_refused_with_its_mission_until_a_driver_has_it(
    market: Market,
) -> None:
    order = await market.order()
    await market.move(order, S.READY)
    with pytest.raises(ReasonRequired):
        await market.move(order, S.REFUSED)
    for _ in range(2):
        refused = await market.move(order, S.REFUSED, reason="plus de gaz")
        assert (refused.status, refused.refusal) == (S.REFUSED, "plus de gaz")
    await market.town.settle()
    changes = "SELECT status, source FROM orders.mission_change ORDER BY id"
    assert [tuple(row.values()) for row in await market.town.rows(changes)] == [
        ("pending", "system"),
        ("cancelled", "merchant"),
    ]
    assert await market.shelf("poulet") == (10, 0)

    taken = await market.on_the_way()
    before = await everything(market)
    with pytest.raises(OrderMoveNotAllowed):
        await market.move(taken, S.REFUSED, reason="plus de gaz")
    assert await everything(market) == before


async def test_the_client_cancels_until_it_is_being_prepared(market: Market) -> None:
    order = await market.order()
    await market.move(order, S.CONFIRMED)
    for _ in range(2):
        assert (await market.cancel(order)).status is S.CANCELLED
    assert await market.shelf("poulet") == (10, 0)
    assert (await market.moves())[2:] == [("confirmed", "cancelled", "client")]


async def test_an_order_exists_for_its_parties_only(market: Market) -> None:
    order = await market.order()
    before = await everything(market)
    path = {"reference": order.reference}
    refund = RatingRequest(contact=JUNIOR, stars=1)
    for reader in (ContactQuery.of(JUNIOR), ContactQuery(phone=MARCEL), ContactQuery(phone=CEDRIC)):
        with pytest.raises(OrderNotFound):
            await market.town.orders.call(GET_ORDER, reader, **path)
    with pytest.raises(OrderNotFound):
        await market.call(CANCEL_ORDER, CancelRequest(contact=JUNIOR), **path)
    with pytest.raises(OrderNotFound):
        await market.call(RATE_ORDER, refund, **path)
    for phone, refusal in ((MARCEL, OrderNotFound), (AWA.phone or "", NotAMerchant)):
        with pytest.raises(refusal):
            await market.move(order, S.CONFIRMED, by=phone)
        with pytest.raises(refusal):
            await market.call(CONFIRM_PAYMENT, MerchantCall(merchant_phone=phone), **path)
    move = OrderMove(merchant_phone=MIREILLE, status=S.CONFIRMED)
    with pytest.raises(OrderNotFound):
        await market.call(MOVE_ORDER, move, reference="CMD-20261121-999")
    for phone in (AWA.phone or "", "+242000000000"):
        with pytest.raises(NotAMerchant):
            await market.call(GET_DESK, Nothing(), phone=phone)
        with pytest.raises(NotAMerchant):
            await market.call(SET_OPENING, OpeningRequest(is_open=False), phone=phone)
    assert await everything(market) == before
    for party in (AWA, None):
        assert await market.seen(order, by=party) == order
    assert (await market.town.orders.call(GET_ORDER, ContactQuery(phone=MIREILLE), **path)) == order


async def test_an_admin_reads_any_order_and_nobody_else_does(market: Market) -> None:
    order = await market.order()
    url = f"/api/admin/orders/{order.reference}"
    secret = market.town.app.state.settings.admin_secret.get_secret_value()
    assert (await market.town.http.get(url)).status_code == 401
    answer = await market.town.http.get(url, headers={"authorization": f"Bearer {secret}"})
    assert Order.model_validate(answer.json()) == order


async def test_two_moves_at_once_are_two_moves_in_some_order(market: Market) -> None:
    order = await market.order()
    outcomes = await asyncio.gather(
        market.cancel(order), market.move(order, S.PREPARING), return_exceptions=True
    )
    refusals = [one for one in outcomes if isinstance(one, Exception)]
    assert len(refusals) == 1
    assert isinstance(refusals[0], OrderNotCancellable | OrderMoveNotAllowed)
    seen = await market.seen(order)
    is_cancelled = seen.status is S.CANCELLED
    assert await market.shelf("poulet") == (10, 0 if is_cancelled else 2)
    assert len(await market.moves()) == 2


async def test_goods_are_handed_over_to_whoever_shows_the_code(market: Market) -> None:
    ready = await market.on_the_way()
    mission = ready.mission
    assert mission is not None
    assert (mission.pickup_code, mission.delivery_code) == (None, None)
    with pytest.raises(CodeRequired):
        await market.move(ready, S.HANDED_OVER)
    [row] = await market.town.rows("SELECT pickup_code FROM orders.mission")
    wrong = "0000" if row["pickup_code"] != "0000" else "1111"
    with pytest.raises(WrongCode) as guessed:
        await market.move(ready, S.HANDED_OVER, code=wrong)
    assert guessed.value.params["tries_left"] == 4
    handed = await market.move(ready, S.HANDED_OVER, code=row["pickup_code"])
    assert handed.status is S.HANDED_OVER
    assert handed.mission is not None
    assert handed.mission.status == "picked_up"
    assert await market.shelf("poulet") == (8, 0)
    await market.town.settle()
    assert (await market.moves())[-1] == ("ready", "handed_over", "merchant")


async def test_five_wrong_codes_lock_however_they_are_typed(market: Market) -> None:
    ready = await market.on_the_way()
    [row] = await market.town.rows("SELECT pickup_code FROM orders.mission")
    wrong = "0000" if row["pickup_code"] != "0000" else "1111"
    outcomes = await asyncio.gather(
        *(market.move(ready, S.HANDED_OVER, code=wrong) for _ in range(8)), return_exceptions=True
    )
    kinds = [type(one) for one in outcomes]
    assert (kinds.count(WrongCode), kinds.count(CodeLocked)) == (5, 3)
    with pytest.raises(CodeLocked):
        await market.move(ready, S.HANDED_OVER, code=row["pickup_code"])
    assert (await market.seen(ready)).status is S.READY
    assert await market.shelf("poulet") == (10, 2)


async def test_nobody_is_handed_what_nobody_came_for(market: Market) -> None:
    order = await market.order(pay=PaymentMethod.CASH)
    await market.move(order, S.READY)
    [row] = await market.town.rows("SELECT pickup_code FROM orders.mission")
    with pytest.raises(OrderMoveNotAllowed):
        await market.move(order, S.HANDED_OVER, code=row["pickup_code"])
    assert await market.shelf("poulet") == (10, 2)
