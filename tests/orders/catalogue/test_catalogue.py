"""The public catalogue, page by page."""

import pytest

from services.orders.demo.load import load_demo
from shared.errors import Invalid
from shared.values.cursor import Position, read_cursor, write_cursor
from shared.values.ids import new_id
from tests.orders.town import Town


@pytest.fixture
async def market(town: Town) -> Town:
    """A town with the demo's shops."""
    async with town.container.process.database.transaction() as session:
        await load_demo(town.container.open_work(session), seed=1)
    return town


async def test_the_merchants_of_a_city_come_by_name(market: Town) -> None:
    answer = await market.http.get("/api/merchants", params={"city": "Douala"})
    body = answer.json()
    assert [merchant["name"] for merchant in body["merchants"]] == [
        "Clarisse Pagnes",
        "Le Ndolè d’Akwa",
        "Marché Frais",
        "Pharmacie Bonapriso",
    ]
    assert body["next"] is None
    assert body["merchants"][1]["place"]["quartier"] == "Akwa"


async def test_products_come_with_price_and_availability(market: Town) -> None:
    shops = (await market.http.get("/api/merchants", params={"city": "Brazzaville"})).json()
    [mireille] = [shop for shop in shops["merchants"] if shop["name"] == "Chez Mireille"]
    answer = await market.http.get(f"/api/merchants/{mireille['id']}/products")
    products = {product["name"]: product for product in answer.json()["products"]}
    assert len(products) == 6
    assert products["Poulet mayo"]["price"] == 3_500
    assert products["Poulet mayo"]["category"] == "Plats"


async def test_pages_follow_each_other_without_a_gap(market: Town) -> None:
    async with market.container.process.database.transaction() as session:
        work = market.container.open_work(session)
        [shop] = await work.catalogue.list_merchants(city="Brazzaville", after=None, limit=1)
        [model] = await work.catalogue.list_products(shop.id, after=None, limit=1)
        columns = {c.name: getattr(model, c.name) for c in model.__table__.columns}
        extra = [{**columns, "id": new_id(), "name": "Même nom"} for _ in range(45)]
        await work.catalogue.add_new(type(model), extra)
    seen: list[str] = []
    after: str | None = None
    for _ in range(5):
        params = {"after": after} if after else {}
        page = (await market.http.get(f"/api/merchants/{shop.id}/products", params=params)).json()
        seen += [product["id"] for product in page["products"]]
        after = page["next"]
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 45 + 6
    assert after is None


async def test_an_unknown_merchant_and_a_forged_cursor_are_refused(market: Town) -> None:
    unknown = await market.http.get(f"/api/merchants/{new_id()}/products")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "merchant_not_found")
    forged = await market.http.get("/api/merchants", params={"city": "Douala", "after": "b3Vwcw=="})
    assert (forged.status_code, forged.json()["code"]) == (422, "invalid")
    nul = await market.http.get("/api/merchants", params={"city": "Dou\x00ala"})
    assert (nul.status_code, nul.json()["code"]) == (422, "invalid")


def test_a_cursor_is_read_back_as_written() -> None:
    position = Position("Le Ndolè d’Akwa", new_id())
    assert read_cursor(write_cursor(position)) == position


@pytest.mark.parametrize("text", ["", "%%%", "é", "b3Vwcw", "AAAA" * 30])
def test_nonsense_is_no_cursor(text: str) -> None:
    with pytest.raises(Invalid):
        read_cursor(text)
