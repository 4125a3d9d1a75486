"""The merchant's own shelf: adding, changing and finding products; opening the shop."""

import pytest

from services.orders.catalogue.popularity import count_popularity
from services.orders.catalogue.stock import reserve, take_off_shelf
from services.orders.catalogue.use_cases.open_shop import open_shop
from services.orders.catalogue.use_cases.register_merchant import Opening, register_merchant
from shared.contracts.call import Nothing
from shared.contracts.orders.calls import ADD_PRODUCT, EDIT_PRODUCT, GET_PRODUCT, LIST_SHELF, SEARCH
from shared.contracts.orders.catalogue import (
    ImageState,
    ProductDraft,
    ProductEdit,
    ProductSort,
    SearchQuery,
    Shelf,
    ShelfQuery,
)
from shared.contracts.orders.errors import (
    AlreadyRegistered,
    ImageRefused,
    NotAMerchant,
    ProductNotFound,
    StockBelowReserved,
)
from shared.values.phone import PhoneNumber
from shared.values.place import Place
from tests.orders.catalogue.market import MIREILLE, ODILE, SOLANGE, product_id, stock_of
from tests.orders.town import AWA, Town, new_key

HOME = Place(label="Poto-Poto", latitude=-4.26, longitude=15.28, city="Brazzaville")


async def shelf_of(town: Town, phone: str = MIREILLE, q: str | None = None) -> Shelf:
    return await town.orders.call(LIST_SHELF, ShelfQuery(q=q), phone=phone)


async def edit(town: Town, which: str, *, phone: str = MIREILLE, **changes: object) -> None:
    changed = ProductEdit.model_validate({"merchant_phone": phone, **changes})
    target = str(await product_id(town, which))
    await town.orders.call(EDIT_PRODUCT, changed, key=new_key(), product_id=target)


async def test_the_shelf_comes_by_name_and_is_found_with_typos(market: Town) -> None:
    assert [one.name for one in (await shelf_of(market)).products] == [
        "Jus de gingembre",
        "Poulet DG",
        "Poulet mayo",
        "Riz sauté",
        "Saka-saka",
    ]
    for q, name in (
        ("RIZ", "Riz sauté"),
        ("riz saute", "Riz sauté"),
        ("gingambre", "Jus de gingembre"),
        ("pouletmayo", "Poulet mayo"),
        ("saka saka", "Saka-saka"),
    ):
        assert [one.name for one in (await shelf_of(market, q=q)).products][:1] == [name], q
    assert (await shelf_of(market, q="ciment")).products == []
    assert (await shelf_of(market)).merchant.name == "Chez Mireille"
    with pytest.raises(NotAMerchant):
        await shelf_of(market, phone=str(AWA.phone))


async def test_a_new_product_is_on_sale_and_found_at_once(own_market: Town) -> None:
    draft = ProductDraft(
        merchant_phone=MIREILLE, name=" Maboké ", price=5_000, stock=3, category="Plats"
    )
    key = new_key()
    added = await own_market.orders.call(ADD_PRODUCT, draft, key=key)
    assert await own_market.orders.call(ADD_PRODUCT, draft, key=key) == added
    assert (added.name, added.stock, added.reserved) == ("Maboké", 3, 0)
    assert (added.image_state, added.image_url) == (ImageState.NONE, None)
    for q in ("maboke", "mabokee"):
        found = await own_market.orders.call(SEARCH, SearchQuery(q=q))
        assert [one.id for one in found.products] == [added.id]
    assert len((await shelf_of(own_market)).products) == 6
    stranger = draft.model_copy(update={"merchant_phone": AWA.phone})
    with pytest.raises(NotAMerchant):
        await own_market.orders.call(ADD_PRODUCT, stranger, key=new_key())
    [count] = await own_market.rows("SELECT count(*) FROM orders.product")
    assert count == {"count": 13}


async def test_an_edit_changes_what_it_names(own_market: Town) -> None:
    mayo = await product_id(own_market, "Poulet mayo")
    await edit(own_market, "Poulet mayo", price=3_800, stock_added=5, is_active=False)
    [now] = [one for one in (await shelf_of(own_market)).products if one.id == mayo]
    assert (now.name, now.price, now.stock, now.is_active) == ("Poulet mayo", 3_800, 15, False)
    assert now.description == "Avec bananes plantains"
    alone = ShelfQuery(product_id=mayo)
    assert (await own_market.orders.call(LIST_SHELF, alone, phone=MIREILLE)).products == [now]
    with pytest.raises(ProductNotFound):
        await own_market.orders.call(GET_PRODUCT, Nothing(), product_id=str(mayo))
    await edit(own_market, "Poulet mayo", is_active=True, name="Poulet sauce mayo")
    told = await own_market.orders.call(GET_PRODUCT, Nothing(), product_id=str(mayo))
    assert (told.name, told.left, told.seller.name) == ("Poulet sauce mayo", 15, "Chez Mireille")


async def test_a_foreign_product_and_a_broken_promise_are_refused(own_market: Town) -> None:
    mayo = await product_id(own_market, "Poulet mayo")
    with pytest.raises(ProductNotFound):
        await edit(own_market, "Poulet mayo", phone=ODILE, price=1)
    async with own_market.container.process.database.transaction() as session:
        await reserve(own_market.container.open_work(session), {mayo: 4})
    with pytest.raises(StockBelowReserved) as refused:
        await edit(own_market, "Poulet mayo", stock=3, price=1)
    assert refused.value.params == {"product": "Poulet mayo", "reserved": 4}
    assert await stock_of(own_market, mayo) == {"stock": 10, "reserved": 4}
    told = await own_market.orders.call(GET_PRODUCT, Nothing(), product_id=str(mayo))
    assert told.price == 3_500


async def test_the_merchant_is_not_told_what_the_merchant_did(own_market: Town) -> None:
    await edit(own_market, "Poulet mayo", stock=2)
    assert await own_market.events("orders.stock_fell.v1") == []


async def test_an_address_we_would_never_open_is_refused_at_once(own_market: Town) -> None:
    for url in (
        "http://127.0.0.1/a.jpg",
        "http://[::1]/a.jpg",
        "http://2130706433/a.jpg",
        "http://0x7f.1/a.jpg",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:10.0.0.1]/a.jpg",
        "http://localhost/a.jpg",
        "https://user:secret@example.com/a.jpg",
        "file:///etc/passwd",
        "gopher://example.com/a.jpg",
        "//example.com/a.jpg",
        "nonsense",
    ):
        with pytest.raises(ImageRefused):
            await edit(own_market, "Poulet mayo", image_url=url, price=1)
    mayo = str(await product_id(own_market, "Poulet mayo"))
    told = await own_market.orders.call(GET_PRODUCT, Nothing(), product_id=mayo)
    assert told.price == 3_500
    assert await own_market.rows("SELECT id FROM orders.image") == []


async def test_a_shop_opens_closes_and_comes_after_the_open_ones(own_market: Town) -> None:
    async with own_market.container.process.database.transaction() as session:
        work = own_market.container.open_work(session)
        assert (await open_shop(work, phone=ODILE, is_open=False)).is_open is False
        with pytest.raises(NotAMerchant):
            await open_shop(work, phone=str(AWA.phone), is_open=True)
    answer = await own_market.http.get("/api/merchants", params={"city": "Brazzaville"})
    listed = [(one["name"], one["is_open"]) for one in answer.json()["merchants"]]
    assert listed == [("Chez Mireille", True), ("Alimentation Moungali", False)]


async def test_a_merchant_is_registered_once(own_market: Town) -> None:
    opening = Opening(
        "Chez Awa", "Restaurant", PhoneNumber(str(AWA.phone)), "Brazzaville", HOME, "8h"
    )
    async with own_market.container.process.database.transaction() as session:
        merchant = await register_merchant(own_market.container.open_work(session), opening)
        assert (merchant.is_open, merchant.rating) == (True, None)
    with pytest.raises(AlreadyRegistered):
        async with own_market.container.process.database.transaction() as session:
            await register_merchant(own_market.container.open_work(session), opening)
    told = await own_market.events("orders.merchant_registered.v1")
    assert [event["merchant_phone"] for event in told] == [MIREILLE, ODILE, SOLANGE, AWA.phone]


async def test_what_sells_is_popular_for_thirty_days(own_market: Town) -> None:
    database, today = own_market.container.process.database, own_market.clock.now().date()
    rice = await product_id(own_market, "Riz parfumé 5 kg", phone=ODILE)
    async with database.transaction() as session:
        work = own_market.container.open_work(session)
        await reserve(work, {rice: 7})
        await take_off_shelf(work, {rice: 7})
    assert await count_popularity(database, today=today) == 1
    assert await count_popularity(database, today=today) == 0
    popular = SearchQuery(city="Brazzaville", sort=ProductSort.POPULARITY)
    [first, *_] = (await own_market.orders.call(SEARCH, popular)).products
    assert first.id == rice
    kept = "SELECT sold_30d, is_bestseller FROM orders.product WHERE id = :id"
    assert await own_market.rows(kept, id=rice) == [{"sold_30d": 7, "is_bestseller": True}]
    month_later = today.replace(month=12)
    assert await count_popularity(database, today=month_later) == 1
    assert await own_market.rows(kept, id=rice) == [{"sold_30d": 0, "is_bestseller": False}]
