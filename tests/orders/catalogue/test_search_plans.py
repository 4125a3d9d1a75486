"""No search reads the products from end to end: the plans, over a few thousand rows."""

from functools import partial

from sqlalchemy import text

from bench.plans import explained
from services.orders.catalogue.choices import categories_of, filters_of
from services.orders.catalogue.queries import merchants_of, shelf_of
from services.orders.catalogue.searching import search
from shared.contracts.orders.catalogue import (
    CityQuery,
    MerchantQuery,
    ProductSort,
    SearchQuery,
    ShelfQuery,
)
from tests.orders.catalogue.market import MIREILLE
from tests.orders.town import Town

_MORE = """
INSERT INTO orders.product (id, merchant_id, city, shop, name, description, price, category, stock,
  reserved, low_stock_threshold, alert, is_active, sold_30d, is_bestseller, created_at)
SELECT gen_random_uuid(), merchant_id, city, shop, 'Article ' || n || ' ' || name, description,
  price + n, category, 9, 0, 5, 'none', true, n % 50, n % 50 > 47, created_at
FROM orders.product, generate_series(1, 300) AS n
"""


async def test_no_hot_read_scans_the_products(own_market: Town) -> None:
    database = own_market.container.process.database
    async with database.transaction() as session:
        await session.execute(text(_MORE))
        words = "INSERT INTO orders.search_word SELECT md5(n::text) FROM generate_series(1, 5000) n"
        await (await session.connection()).exec_driver_sql(words)
    async with database.statement() as connection:
        for table in ("product", "merchant", "search_word"):
            await connection.execute(text(f"ANALYZE orders.{table}"))
    [shop] = await own_market.rows(
        "SELECT id FROM orders.merchant WHERE phone = :phone", phone=MIREILLE
    )
    walked = [
        SearchQuery(city=city, sort=sort, category=category)
        for city in ("Brazzaville", None)
        for category in (None, "Plats")
        for sort in ProductSort
    ]
    by_words = [
        SearchQuery(q=q, city=city, category="Plats" if city else None)
        for q in ("poulet", "poulet article", "pouler")
        for city in ("Brazzaville", None)
    ]
    narrowed = [
        SearchQuery(q="poulet", min_price=3_000, max_price=3_100, in_stock=True),
        SearchQuery(min_price=3_000, max_price=3_100, in_stock=True, city="Douala"),
        SearchQuery(merchant=shop["id"]),
        SearchQuery(merchant=shop["id"], q="riz"),
    ]
    async with database.transaction() as session:
        work = own_market.container.open_work(session)
        reads = [partial(search, work, question) for question in (*walked, *by_words, *narrowed)]
        plans = [plan for read in reads for plan in await explained(session, read)]
    async with database.transaction() as session:  # nothing is switched off for these
        work = own_market.container.open_work(session)
        for other in (
            partial(categories_of, work, CityQuery()),
            partial(filters_of, work, CityQuery(city="Brazzaville")),
            partial(shelf_of, work, ShelfQuery(q="riz"), phone=MIREILLE),
            partial(merchants_of, work, MerchantQuery(city="Brazzaville", q="mir")),
        ):
            plans += await explained(session, other)
    scans = [plan for plan in plans if "Seq Scan on product" in plan]
    assert scans == []
    looked_up = [plan for plan in plans if "AS tsquery" in plan and "merchant_id = " not in plan]
    assert len(looked_up) >= len(by_words) + 1
    assert all("Bitmap Index Scan on ix_product_search" in plan for plan in looked_up)
    assert any("ix_product_bestseller_search" in plan for plan in plans)
    assert any("ix_search_word_word" in plan for plan in plans)
    assert any("ix_product_city_price_id" in plan for plan in plans)
