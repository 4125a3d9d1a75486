"""The public catalogue, page by page."""

import pytest

from services.orders.demo.load import load_demo
from shared.contracts.orders.calls import LIST_MERCHANTS
from shared.contracts.orders.catalogue import MerchantQuery
from shared.errors import Invalid
from shared.values.cursor import Position, read_cursor, write_cursor
from shared.values.ids import new_id
from tests.orders.town import Town


@pytest.fixture
async def demo(town: Town) -> Town:
    """A town with the demo's shops."""
    async with town.container.process.database.transaction() as session:
        await load_demo(town.container.open_work(session), seed=1)
    return town


async def test_the_demo_s_shops_and_shelves_are_there_with_pictures(demo: Town) -> None:
    answer = await demo.http.get("/api/merchants", params={"city": "Douala"})
    body = answer.json()
    assert [merchant["name"] for merchant in body["merchants"]] == [
        "Clarisse Pagnes",
        "Le Ndolè d’Akwa",
        "Marché Frais",
        "Pharmacie Bonapriso",
    ]
    assert body["next"] is None
    assert body["merchants"][1]["place"]["quartier"] == "Akwa"
    shops = (await demo.http.get("/api/merchants", params={"city": "Brazzaville"})).json()
    [mireille] = [shop for shop in shops["merchants"] if shop["name"] == "Chez Mireille"]
    answer = await demo.http.get(f"/api/merchants/{mireille['id']}/products")
    products = {product["name"]: product for product in answer.json()["products"]}
    assert len(products) == 6
    assert all(product["left"] >= 8 for product in products.values())
    mayo = products["Poulet mayo"]
    assert (mayo["price"], mayo["category"], mayo["seller"]["name"]) == (
        3_500,
        "Plats",
        "Chez Mireille",
    )
    picture = await demo.http.get(mayo["thumb_url"].removeprefix("https://toktok.test"))
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    found = await demo.http.get("/api/search", params={"q": "poullet mayo"})
    assert [one["name"] for one in found.json()["products"]][:1] == ["Poulet mayo"]


async def test_pages_of_a_shelf_follow_each_other_without_a_gap(own_market: Town) -> None:
    [shop] = (await own_market.http.get("/api/merchants", params={"city": "Douala"})).json()[
        "merchants"
    ]
    async with own_market.container.process.database.transaction() as session:
        work = own_market.container.open_work(session)
        [model, *_] = await work.catalogue.list_products(shop["id"], after=None, limit=1)
        columns = {
            column.name: getattr(model, column.name)
            for column in model.__table__.columns
            if column.name != "search"
        }
        extra = [{**columns, "id": new_id(), "name": "Même nom"} for _ in range(45)]
        await work.catalogue.add_new(type(model), extra)
    seen: list[str] = []
    after: str | None = None
    for _ in range(5):
        params = {"after": after} if after else {}
        path = f"/api/merchants/{shop['id']}/products"
        page = (await own_market.http.get(path, params=params)).json()
        seen += [product["id"] for product in page["products"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 45 + 2
    assert after is None


async def test_pages_of_merchants_put_open_ones_first(own_market: Town) -> None:
    """Forty more shops, every third closed: by cursor each comes once, open ones before closed."""
    insert = """
    INSERT INTO orders.merchant (id, name, kind, city, quartier, latitude, longitude, phone, hours,
      is_open, rating_sum, rating_count, created_at)
    SELECT gen_random_uuid(), 'Boutique ' || n % 7, 'Mode', 'Yaoundé', 'Centre', 0, 0,
      '+2376' || n, '8h', n % 3 > 0, 4 * n, n, now() FROM generate_series(1, 40) AS n
    RETURNING id
    """
    async with own_market.container.process.database.transaction() as session:
        await (await session.connection()).exec_driver_sql(insert)
    seen: list[tuple[bool, str]] = []
    after: str | None = None
    while True:
        query = MerchantQuery(city="Yaoundé", after=after)
        page = await own_market.orders.call(LIST_MERCHANTS, query)
        seen += [(not shop.is_open, shop.name) for shop in page.merchants]
        assert all(shop.rating == 4.0 for shop in page.merchants)
        after = page.next
        if after is None:
            break
    assert len(seen) == 40
    assert seen == sorted(seen)


async def test_merchants_are_found_by_kind_and_part_of_the_name(market: Town) -> None:
    for asked, names in (
        ({"kind": "Restaurant"}, ["Chez Mireille"]),
        ({"q": "MOUNGALI"}, ["Alimentation Moungali"]),
        ({"q": "mirelle"}, ["Chez Mireille"]),
        ({"q": "%"}, []),
        ({"q": "ndole", "city": "Douala"}, ["Le Ndolè d’Akwa"]),
    ):
        answer = await market.http.get("/api/merchants", params={"city": "Brazzaville", **asked})
        assert [shop["name"] for shop in answer.json()["merchants"]] == names, asked


async def test_an_unknown_merchant_and_a_forged_cursor_are_refused(market: Town) -> None:
    unknown = await market.http.get(f"/api/merchants/{new_id()}/products")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "merchant_not_found")
    other_list = write_cursor(Position("Le Ndolè", new_id()))
    for city, after in (("Douala", "b3Vwcw=="), ("Douala", other_list), ("Dou\x00ala", "")):
        forged = await market.http.get("/api/merchants", params={"city": city, "after": after})
        assert (forged.status_code, forged.json()["code"]) == (422, "invalid")


async def test_the_merchant_s_side_is_for_our_own_services(market: Town) -> None:
    for method, path in (
        ("GET", "/internal/merchants/+242065550301/shelf"),
        ("POST", "/internal/products"),
        ("PATCH", f"/internal/products/{new_id()}"),
        ("GET", "/internal/search"),
    ):
        answer = await market.http.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_a_cursor_is_read_back_as_written() -> None:
    position = Position("Le Ndolè d’Akwa", new_id())
    assert read_cursor(write_cursor(position)) == position


@pytest.mark.parametrize("text", ["", "%%%", "é", "b3Vwcw", "AAAA" * 30])
def test_nonsense_is_no_cursor(text: str) -> None:
    with pytest.raises(Invalid):
        read_cursor(text)
