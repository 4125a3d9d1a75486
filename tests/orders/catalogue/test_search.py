"""The search as people use it: accents, plurals, typos; filters, facets, orders, pages."""

from itertools import product
from typing import Any, assert_never
from uuid import UUID

import pytest
from sqlalchemy import text

from services.orders.catalogue import search as searching
from shared.contracts.orders.calls import SEARCH
from shared.contracts.orders.catalogue import ProductSort, SearchPage, SearchQuery
from shared.errors import Invalid
from tests.orders.catalogue.market import MIREILLE, ODILE, product_id
from tests.orders.town import Town

BRAZZAVILLE = "Brazzaville"


async def find(town: Town, q: str | None = None, **asked: Any) -> SearchPage:  # noqa: ANN401 - passed on
    asked.setdefault("city", BRAZZAVILLE)
    return await town.orders.call(SEARCH, SearchQuery(q=q, **asked))


async def names(town: Town, q: str | None = None, **asked: Any) -> list[str]:  # noqa: ANN401 - the same
    return [product.name for product in (await find(town, q, **asked)).products]


async def test_words_are_found_however_they_are_written(market: Town) -> None:
    """Accents, capitals, ligatures, plurals, hyphens, apostrophes: all the same word."""
    for q in ("oeuf", "ŒUFS", "œufs plateau"):
        assert await names(market, q) == ["Œufs plateau de 30"], q
    for q in ("crevette", "crevettes sechees", "Crevettes SÉCHÉES", "l'crevette"):
        assert await names(market, q) == ["Crevettes séchées"], q
    for q in ("gateau", "gâteaux", "gateau sec"):
        assert await names(market, q) == ["Gâteaux secs"], q
    for q in ("saka saka", "saka-saka", "SAKA"):
        assert await names(market, q) == ["Saka-saka"], q


async def test_typos_are_forgiven(market: Town) -> None:
    for q in ("poullet mayo", "puolet mayo", "poulet maio", "poulay mayo"):
        assert (await names(market, q))[:1] == ["Poulet mayo"], q
    assert await names(market, "ginjembre") == ["Jus de gingembre"]
    assert await names(market, "crevetes seches") == ["Crevettes séchées"]


async def test_a_typo_is_not_looked_for_when_the_word_is_found(market: Town) -> None:
    assert await names(market, "riz") == ["Riz parfumé 5 kg", "Riz sauté"]


async def test_products_with_some_of_the_words_come_when_none_has_all(market: Town) -> None:
    assert set(await names(market, "gingembre parfumé")) == {"Jus de gingembre", "Riz parfumé 5 kg"}


async def test_an_empty_question_shows_everything(market: Town) -> None:
    for q in ("", "  "):
        answer = await market.http.get("/api/search", params={"q": q, "city": BRAZZAVILLE})
        assert answer.json()["total"] == 10, q


async def test_what_means_nothing_finds_nothing(market: Town) -> None:
    for q in ("de la", "xyzzy", "!!!", "&", "a & | !( ) :*", "';--"):
        page = await find(market, q)
        assert (page.products, page.total, page.is_total_exact) == ([], 0, True), q


async def test_a_hit_in_the_name_comes_before_one_in_the_description(market: Town) -> None:
    found = await names(market, "poulet")
    assert set(found[:3]) == {"Poulet mayo", "Poulet DG", "Poulet de chair"}
    assert found[3:] == ["Riz sauté"]


async def test_a_shop_is_found_by_its_name_and_a_category_by_its_own(market: Town) -> None:
    assert len(await names(market, "mireille")) == 5
    assert await names(market, "mireille poulet dg") == ["Poulet DG"]
    assert await names(market, "boisson") == ["Jus de gingembre"]


async def test_facets_prices_and_total_are_of_everything_found(market: Town) -> None:
    page = await find(market, "poulet", page_size=1)
    assert len(page.products) == 1
    assert (page.total, page.is_total_exact) == (4, True)
    counts = [(one.category, one.count) for one in page.facets.categories]
    assert counts == [("Plats", 3), ("Frais", 1)]
    assert (page.facets.price_from, page.facets.price_to) == (2_000, 4_500)


@pytest.mark.parametrize("q", ["poulet", None])
async def test_filters_narrow(market: Town, q: str | None) -> None:
    assert "Riz sauté" not in await names(market, q, in_stock=True)
    plats = await find(market, q, category="Plats")
    assert {one.category for one in plats.products} == {"Plats"}
    assert [one.category for one in plats.facets.categories] == ["Plats"]
    within = await find(market, q, min_price=3_600, max_price=4_500)
    assert {one.name for one in within.products} == {"Poulet DG", "Poulet de chair"}
    assert (within.facets.price_from, within.facets.price_to) == (3_800, 4_500)
    assert await names(market, q, category="Plats'; DROP TABLE orders.product; --") == []


async def test_a_search_stays_in_its_city_or_shop(market: Town) -> None:
    everywhere = await find(market, "poulet dg", city=None)
    assert sorted(one.seller.name for one in everywhere.products) == [
        "Chez Mireille",
        "Le Ndolè d’Akwa",
    ]
    [here] = (await find(market, "poulet dg")).products
    assert here.seller.name == "Chez Mireille"
    [row] = await market.rows("SELECT id FROM orders.merchant WHERE phone = :phone", phone=ODILE)
    assert await names(market, "poulet", merchant=row["id"]) == ["Poulet de chair"]
    assert len(await names(market, None, merchant=row["id"], city=None)) == 5
    assert await names(market, "poulet", city="Nulle-Part") == []


async def test_products_off_sale_are_not_found(own_market: Town) -> None:
    gone = await product_id(own_market, "Poulet mayo")
    async with own_market.container.process.database.transaction() as session:
        off_sale = await own_market.container.open_work(session).catalogue.get_product(gone)
        off_sale.is_active = False
    assert "Poulet mayo" not in await names(own_market, "poulet")
    assert "Poulet mayo" not in await names(own_market, None)
    answer = await own_market.http.get(f"/api/products/{gone}")
    assert (answer.status_code, answer.json()["code"]) == (404, "product_not_found")


def _key(sort: ProductSort, row: dict[str, Any]) -> int:
    match sort:
        case ProductSort.PRICE_ASC:
            return int(row["price"])
        case ProductSort.PRICE_DESC:
            return -int(row["price"])
        case ProductSort.POPULARITY:
            return -int(row["sold_30d"])
        case ProductSort.NEWEST | ProductSort.RELEVANCE:
            return 0
        case _ as never:
            assert_never(never)


async def test_pages_follow_each_other_in_every_order(own_market: Town) -> None:
    """By cursor and by number the same products come once each, in order."""
    async with own_market.container.process.database.transaction() as session:
        sold = "UPDATE orders.product SET sold_30d = price % 7, is_bestseller = price > 3000"
        await session.execute(text(sold))
    rows = {row["id"]: row for row in await own_market.rows("SELECT * FROM orders.product")}
    for sort, q in product(ProductSort, ("poulet", None)):
        whole = await find(own_market, q, sort=sort, page_size=50, city=None)
        listed = [one.id for one in whole.products]
        assert len(listed) == len(set(listed)) == whole.total == (5 if q else 12)
        keys = [_key(sort, rows[one]) for one in listed]
        assert keys == sorted(keys)
        assert await _by_cursor(own_market, q, sort) == listed
        pages = [
            await find(own_market, q, sort=sort, page_size=4, city=None, page=n) for n in (1, 2, 3)
        ]
        assert [one.id for page in pages for one in page.products] == listed
        assert pages[-1].next is None


async def _by_cursor(town: Town, q: str | None, sort: ProductSort) -> list[UUID]:
    seen: list[UUID] = []
    after = None
    while True:
        page = await find(town, q, sort=sort, page_size=4, city=None, after=after)
        seen += [one.id for one in page.products]
        after = page.next
        if after is None:
            return seen


async def test_a_cursor_of_another_order_or_of_nobody_is_refused(market: Town) -> None:
    cheap = (await find(market, "poulet", sort=ProductSort.PRICE_ASC, page_size=1)).next
    for after in (cheap, "b3Vwcw==", "%%%", ""):
        params = {"q": "poulet", "sort": "newest", "after": after}
        answer = await market.http.get("/api/search", params=params)
        expected = 200 if after == "" else 422
        assert (answer.status_code, answer.json().get("code")) == (
            expected,
            None if expected == 200 else "invalid",
        )
    with pytest.raises(Invalid):
        await find(market, "poulet", after=cheap)


async def test_beyond_a_thousand_the_total_is_a_lower_bound(
    own_market: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The limit is lowered here; what is found stays in order and best sellers stay in."""
    best = await product_id(own_market, "Poulet de chair", phone=ODILE)
    async with own_market.container.process.database.transaction() as session:
        await session.execute(
            text("UPDATE orders.product SET is_bestseller = true WHERE id = :id"),
            {"id": best},
        )
    monkeypatch.setattr(searching, "MOST", 2)
    page = await find(own_market, "poulet")
    assert (page.total, page.is_total_exact) == (2, False)
    assert best in {product.id for product in page.products}
    everything = await find(own_market, None, sort=ProductSort.PRICE_ASC)
    assert (everything.total, everything.is_total_exact) == (2, False)
    assert [product.price for product in everything.products] == sorted(
        product.price for product in everything.products
    )
    assert len(everything.products) == 10  # without words the pages go on to the end
    assert (everything.facets.price_from, everything.facets.price_to) == (700, 5_500)


async def test_bad_questions_are_refused(market: Town) -> None:
    for params in (
        {"q": "x" * 101},
        {"q": "a\x00b"},
        {"page": 0},
        {"page": 51},
        {"page_size": 51},
        {"min_price": -1},
        {"sort": "cheapest"},
        {"merchant": "nobody"},
    ):
        answer = await market.http.get("/api/search", params=params)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid"), params


async def test_categories_and_filters_are_told(market: Town) -> None:
    answer = await market.http.get("/api/search/categories", params={"city": BRAZZAVILLE})
    assert answer.json()["categories"] == [
        {"category": "Boissons", "count": 1, "is_exact": True},
        {"category": "Frais", "count": 2, "is_exact": True},
        {"category": "Plats", "count": 4, "is_exact": True},
        {"category": "Épicerie", "count": 3, "is_exact": True},
    ]
    everywhere = (await market.http.get("/api/search/categories")).json()["categories"]
    assert {"category": "Plats", "count": 6, "is_exact": True} in everywhere
    told = (await market.http.get("/api/search/filters")).json()
    assert told == {
        "categories": ["Boissons", "Frais", "Plats", "Épicerie"],
        "kinds": ["Alimentation", "Restaurant"],
        "cities": ["Brazzaville", "Douala"],
        "sorts": ["relevance", "price_asc", "price_desc", "popularity", "newest"],
        "price_from": 700,
        "price_to": 5_500,
    }


async def test_the_answer_tells_shop_stock_and_no_phone(market: Town) -> None:
    answer = await market.http.get("/api/search", params={"q": "poulet mayo"})
    [product] = answer.json()["products"]
    assert product["left"] == 10
    assert product["is_available"] is True
    assert product["seller"]["name"] == "Chez Mireille"
    assert product["seller"]["is_open"] is True
    assert MIREILLE not in answer.text
