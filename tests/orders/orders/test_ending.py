"""The team ends orders that are stuck."""

import httpx
import pytest

from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.orders import Order
from tests.orders.orders.market import Market
from tests.orders.town import new_key

S = OrderStatus


async def end(
    market: Market, order: Order, status: S, *, key: str | None = None, note: str = "Commerce fermé"
) -> httpx.Response:
    secret = market.town.app.state.settings.admin_secret.get_secret_value()
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": key or new_key()}
    url = f"/api/admin/orders/{order.reference}/status"
    body = {"status": status.value, "note": note}
    return await market.town.http.post(url, headers=headers, json=body)


async def missions(market: Market) -> list[str]:
    rows = await market.town.rows("SELECT status FROM orders.mission ORDER BY id")
    return [row["status"] for row in rows]


@pytest.mark.parametrize("how", [S.CANCELLED, S.REFUSED])
async def test_what_is_ended_in_the_shop_frees_its_goods_its_promo_and_its_driver_once(
    market: Market, how: S
) -> None:
    order = await market.on_the_way(wanted={"poulet": 4}, promo="BIENVENUE10")
    answers = [await end(market, order, how, key="the same key") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    ended, again = [Order.model_validate(answer.json()) for answer in answers]
    assert (ended, ended.status) == (again, how)
    assert ended.refusal == ("Commerce fermé" if how is S.REFUSED else None)
    assert (ended.timeline[-1].source, ended.timeline[-1].note) == ("system", "Commerce fermé")
    await market.town.settle()
    assert await missions(market) == ["cancelled"]
    assert await market.shelf("poulet") == (10, 0)
    assert (await market.moves())[2:] == [("ready", how.value, "system")]
    assert market.billing.uses_of("BIENVENUE10") == 0
    [cart] = await market.town.rows("SELECT promo_hold, is_promo_settled FROM orders.cart")
    assert (cart["promo_hold"], cart["is_promo_settled"]) == ("released", True)
    over = await end(market, order, S.DELIVERED)
    assert (over.status_code, over.json()["code"]) == (409, "order_move_not_allowed")
    assert await market.shelf("poulet") == (10, 0)


async def test_goods_that_left_unheard_of_stay_off_the_shelf(market: Market) -> None:
    order = await market.on_the_way()
    assert order.mission is not None
    photo = {"photo_media_id": "picture-1"}
    await market.town.report(order.mission.reference, MissionStatus.PICKED_UP, **photo)
    assert (await market.seen(order)).status is S.READY
    assert (await end(market, order, S.CANCELLED)).json()["status"] == "cancelled"
    await market.town.settle()
    assert await missions(market) == ["picked_up"]
    assert await market.shelf("poulet") == (8, 0)
    assert (await market.moves())[2:] == [
        ("ready", "handed_over", "driver"),
        ("handed_over", "cancelled", "system"),
    ]


async def test_a_problem_and_a_delivery_are_the_teams_word_too(market: Market) -> None:
    order = await market.order()
    assert (await end(market, order, S.PROBLEM, note="ok")).status_code == 422
    assert (await end(market, order, S.PREPARING)).status_code == 422
    for _ in range(2):
        assert (await end(market, order, S.PROBLEM)).json()["status"] == "problem"
    done = await end(market, order, S.DELIVERED)
    assert (done.json()["status"], done.json()["payment_state"]) == ("delivered", "received")
    assert await market.shelf("poulet") == (8, 0)
    assert (await market.moves())[1:] == [
        ("pending", "problem", "system"),
        ("problem", "delivered", "system"),
    ]
    unknown = order.model_copy(update={"reference": "CMD-20261121-999"})
    assert (await end(market, unknown, S.CANCELLED)).status_code == 404
