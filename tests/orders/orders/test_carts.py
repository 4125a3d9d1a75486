"""Carts: our prices, our fee, and what a promo code takes off."""

from uuid import uuid4

import pytest

from shared.contracts.orders.api import QuoteRequest
from shared.contracts.orders.calls import MAKE_QUOTE, PRICE_CART
from shared.contracts.orders.errors import (
    MerchantClosed,
    MerchantNotFound,
    OutOfArea,
    OutOfStock,
    PlaceNotLocated,
    ProductNotFound,
)
from shared.contracts.orders.orders import CartItem, CartRequest
from shared.errors import AppError, IdempotencyKeyReused, Unavailable
from shared.values.place import Place
from tests.orders.orders.market import Market
from tests.orders.town import BACONGO, POTO_POTO, new_key

PARIS = Place(label="Paris", latitude=48.8566, longitude=2.3522)


async def test_a_cart_is_priced_from_our_rows_and_the_fee_is_a_quotes(market: Market) -> None:
    cart = await market.cart({"poulet": 2, "jus": 1})
    way = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    quote = await market.call(MAKE_QUOTE, way)
    assert [(line.name, line.unit_price, line.quantity, line.total) for line in cart.lines] == [
        ("Poulet mayo", 3_500, 2, 7_000),
        ("Jus de gingembre", 1_000, 1, 1_000),
    ]
    assert (cart.subtotal, cart.delivery_fee, cart.discount) == (8_000, quote.total, 0)
    assert cart.total == 8_000 + quote.total
    assert (cart.distance_m, cart.eta) == (quote.distance_m, quote.eta)
    assert (cart.merchant.name, cart.expires_at) == ("Chez Mireille", quote.expires_at)
    assert await market.shelf("poulet") == (10, 0)


async def test_the_same_product_twice_is_one_line(market: Market) -> None:
    item = CartItem(product_id=market.products["jus"], quantity=2)
    wish = market.wish().model_copy(update={"items": [item, item]})
    cart = await market.call(PRICE_CART, wish)
    assert [(line.quantity, line.total) for line in cart.lines] == [(4, 4_000)]


async def test_amounts_of_a_caller_are_ignored(market: Market) -> None:
    body = market.wish({"jus": 1}).model_dump(mode="json")
    body["items"][0] |= {"unit_price": 1, "price": 1, "total": 1}
    body |= {"subtotal": 1, "delivery_fee": 0, "total": 1, "discount": 9_999}
    headers = {"authorization": f"Bearer {market.town.orders._bearer()}"}
    answer = await market.town.http.post(
        "/internal/carts", json=body, headers={**headers, "idempotency-key": new_key()}
    )
    told = answer.json()
    assert (told["subtotal"], told["discount"], told["total"]) == (1_000, 0, 2_600)


async def test_one_key_is_one_cart(market: Market) -> None:
    wish = market.wish()
    first = await market.town.orders.call(PRICE_CART, wish, key="one key for both")
    await market.change("poulet", stock=0)
    again = await market.town.orders.call(PRICE_CART, wish, key="one key for both")
    assert again == first
    with pytest.raises(IdempotencyKeyReused):
        await market.town.orders.call(PRICE_CART, market.wish({"jus": 1}), key="one key for both")
    assert await market.town.rows("SELECT count(*) FROM orders.cart") == [{"count": 1}]


async def test_what_cannot_be_had_is_refused_and_nothing_is_kept(market: Market) -> None:
    def wish(**changes: object) -> CartRequest:
        return market.wish().model_copy(update=changes)

    foreign = [CartItem(product_id=market.products["riz"], quantity=1)]
    refusals: list[tuple[CartRequest, type[AppError], dict[str, object]]] = [
        (wish(items=foreign), ProductNotFound, {"product_id": str(market.products["riz"])}),
        (market.wish({"poulet": 11}), OutOfStock, {"product": "Poulet mayo", "left": 10}),
        (wish(merchant_id=uuid4()), MerchantNotFound, {}),
        (wish(dropoff=Place(label="chez moi")), PlaceNotLocated, {"end": "dropoff"}),
        (wish(dropoff=PARIS), OutOfArea, {}),
    ]
    for request, refusal, params in refusals:
        with pytest.raises(refusal) as refused:
            await market.call(PRICE_CART, request)
        assert refused.value.params.items() >= params.items()
    await market.change("poulet", is_active=False)
    with pytest.raises(ProductNotFound):
        await market.cart()
    async with market.town.container.begin() as work:
        (await work.catalogue.get_merchant(market.mireille)).is_open = False
    with pytest.raises(MerchantClosed) as closed:
        await market.cart({"jus": 1})
    assert closed.value.params == {"merchant": "Chez Mireille"}
    assert await market.town.rows("SELECT count(*) FROM orders.cart") == [{"count": 0}]


async def test_a_promo_code_lowers_the_products_and_consumes_nothing(market: Market) -> None:
    cart = await market.cart({"poulet": 4}, promo="bienvenue10")
    assert (cart.subtotal, cart.discount, cart.promo_code) == (14_000, 1_400, "BIENVENUE10")
    assert (cart.promo_refusal, cart.total) == (None, 12_600 + cart.delivery_fee)
    assert market.billing.uses_of("BIENVENUE10") == 0


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("BIENVENUE10", "Encore 6\u202f120\u202fF pour profiter de BIENVENUE10."),
        ("RIEN", "Le code RIEN n’existe pas."),
    ],
)
async def test_a_refused_code_leaves_the_cart_whole(market: Market, code: str, why: str) -> None:
    cart = await market.cart({"poulet": 2}, promo=code)
    assert (cart.discount, cart.promo_refusal) == (0, why)
    assert cart.total == 7_000 + cart.delivery_fee


async def test_without_billing_a_cart_is_priced_all_the_same(market: Market) -> None:
    market.billing.fail_with(Unavailable(what="billing", retry_after_s=1))
    cart = await market.cart({"poulet": 4}, promo="BIENVENUE10")
    why = "Le code promo ne peut pas être vérifié pour le moment."
    assert (cart.discount, cart.promo_refusal) == (0, why)
