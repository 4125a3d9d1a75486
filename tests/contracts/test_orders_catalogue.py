"""Orders and its fake, by one suite: shops, search, and the shop as its merchant keeps it."""

from uuid import UUID, uuid4

import pytest

from shared.contracts.call import Nothing
from shared.contracts.orders import calls
from shared.contracts.orders.catalogue import (
    CategoryCount,
    ImageState,
    MerchantQuery,
    OpeningRequest,
    ProductDraft,
    ProductEdit,
    ProductSort,
    SearchPage,
    SearchQuery,
    ShelfProduct,
    ShelfQuery,
)
from shared.contracts.orders.errors import (
    ImageRefused,
    NotAMerchant,
    ProductNotFound,
    StockBelowReserved,
)
from shared.contracts.orders.orders import MerchantDesk
from shared.errors import Invalid
from tests.contracts.asking import (
    GROCER,
    MIREILLE,
    MOUNGALI,
    POTO_POTO,
    basket,
    new_key,
    place,
    product,
)
from tests.contracts.world import World

NOBODY = "+242069999999"


async def two_shops(world: World) -> dict[str, UUID]:
    """Open a kitchen and a grocer's with six products; tells the shops' ids."""
    kitchen = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    grocer = await world.add_shop(GROCER, name="Alimentation Moungali", at=MOUNGALI)
    for name, price, stock, category in (
        ("Poulet mayo", 3_500, 20, "Plats"),
        ("Poulet DG", 4_500, 4, "Plats"),
        ("Saka-saka", 2_500, 8, "Plats"),
        ("Jus de gingembre", 1_000, 3, "Boissons"),
    ):
        await product(world, name, price=price, stock=stock, category=category)
    await product(world, "Riz 25 kg", price=15_000, stock=10, category="Épicerie", of=GROCER)
    await product(world, "Œufs plateau", price=3_500, stock=0, category="Frais", of=GROCER)
    return {"kitchen": kitchen, "grocer": grocer}


async def search(world: World, query: SearchQuery) -> SearchPage:
    return await world.orders.call(calls.SEARCH, query)


async def names(world: World, query: SearchQuery) -> list[str]:
    return [found.name for found in (await search(world, query)).products]


async def edit(world: World, product_id: UUID, change: ProductEdit) -> ShelfProduct:
    return await world.orders.call(
        calls.EDIT_PRODUCT, change, key=new_key(), product_id=str(product_id)
    )


async def shelf(world: World, *, q: str | None = None, of: str = MIREILLE) -> list[str]:
    found = await world.orders.call(calls.LIST_SHELF, ShelfQuery(q=q), phone=of)
    return [one.name for one in found.products]


async def opening(world: World, phone: str = MIREILLE, *, is_open: bool) -> MerchantDesk:
    request = OpeningRequest(is_open=is_open)
    return await world.orders.call(calls.SET_OPENING, request, key=new_key(), phone=phone)


async def test_open_shops_come_first_and_are_found_by_city_kind_and_name(world: World) -> None:
    shops = await two_shops(world)
    everything = MerchantQuery(city="Brazzaville")
    for is_open, order in (
        (True, ["Alimentation Moungali", "Chez Mireille"]),
        (False, ["Chez Mireille", "Alimentation Moungali"]),
    ):
        await opening(world, GROCER, is_open=is_open)
        page = await world.orders.call(calls.LIST_MERCHANTS, everything)
        assert ([one.name for one in page.merchants], page.next) == (order, None)
    by_name = MerchantQuery(city="Brazzaville", q="mireille")
    [found] = (await world.orders.call(calls.LIST_MERCHANTS, by_name)).merchants
    assert (found.id, found.phone, found.is_open) == (shops["kitchen"], MIREILLE, True)
    assert (found.rating, found.place.city) == (None, "Brazzaville")
    for nothing in ({"city": "Douala"}, {"city": "Brazzaville", "kind": "Pharmacie"}):
        query = MerchantQuery.model_validate(nothing)
        assert (await world.orders.call(calls.LIST_MERCHANTS, query)).merchants == []


async def test_a_search_forgives_accents_case_and_a_typo(world: World) -> None:
    await two_shops(world)
    searches: list[tuple[SearchQuery, list[str]]] = [
        (SearchQuery(q="poulet mayo"), ["Poulet mayo"]),
        (SearchQuery(q="POULÉT"), ["Poulet DG", "Poulet mayo"]),
        (SearchQuery(q="oeufs"), ["Œufs plateau"]),
        (SearchQuery(q="gingenbre"), ["Jus de gingembre"]),
        (SearchQuery(q="hélicoptère"), []),
        (SearchQuery(category="Boissons"), ["Jus de gingembre"]),
        (SearchQuery(min_price=3_500, max_price=3_500, in_stock=True), ["Poulet mayo"]),
        (SearchQuery(city="Douala"), []),
    ]
    for query, found in searches:
        assert sorted(await names(world, query)) == found, query


async def test_a_search_sorts_pages_and_says_what_would_narrow_it(world: World) -> None:
    shops = await two_shops(world)
    cheapest = SearchQuery(merchant=shops["kitchen"], sort=ProductSort.PRICE_ASC, page_size=3)
    page = await search(world, cheapest)
    assert [one.price for one in page.products] == [1_000, 2_500, 3_500]
    assert (page.total, page.is_total_exact) == (4, True)
    assert (page.facets.price_from, page.facets.price_to) == (1_000, 4_500)
    assert page.facets.categories == [
        CategoryCount(category="Plats", count=3),
        CategoryCount(category="Boissons", count=1),
    ]
    rest = await search(world, cheapest.model_copy(update={"after": page.next}))
    assert ([one.name for one in rest.products], rest.next) == (["Poulet DG"], None)
    by_number = await search(world, cheapest.model_copy(update={"page": 2}))
    assert by_number.products == rest.products
    dearest = cheapest.model_copy(update={"sort": ProductSort.PRICE_DESC, "page_size": 1})
    assert await names(world, dearest) == ["Poulet DG"]
    with pytest.raises(Invalid):
        await search(world, cheapest.model_copy(update={"after": "ouvre-toi"}))


async def test_a_product_tells_its_shop_and_what_is_left(world: World) -> None:
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=5)
    await place(world, basket(shop, (dish, 2)))
    found = await world.orders.call(calls.GET_PRODUCT, Nothing(), product_id=str(dish.id))
    assert (found.seller.id, found.seller.name, found.seller.is_open) == (
        shop,
        "Chez Mireille",
        True,
    )
    assert (found.price, found.left, found.is_available) == (3_500, 3, True)
    assert (found.image_url, found.thumb_url) == (None, None)
    await edit(world, dish.id, ProductEdit(merchant_phone=MIREILLE, is_active=False))
    for product_id in (dish.id, uuid4()):
        with pytest.raises(ProductNotFound):
            await world.orders.call(calls.GET_PRODUCT, Nothing(), product_id=str(product_id))
    assert await names(world, SearchQuery(q="poulet")) == []
    assert await shelf(world) == ["Poulet mayo"]


async def test_a_merchant_edits_what_is_named_and_nothing_else(world: World) -> None:
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    await world.add_shop(GROCER, name="Alimentation Moungali", at=MOUNGALI)
    made = await product(world, "Poulet mayo", price=3_500, stock=5)
    assert (made.reserved, made.is_active, made.image_state) == (0, True, ImageState.NONE)
    await place(world, basket(shop, (made, 2)))

    change = ProductEdit(merchant_phone=MIREILLE, price=4_000, stock_added=3)
    edited = await edit(world, made.id, change)
    assert edited == made.model_copy(update={"price": 4_000, "stock": 8, "reserved": 2})
    with pytest.raises(StockBelowReserved) as refused:
        await edit(world, made.id, ProductEdit(merchant_phone=MIREILLE, stock=1))
    assert refused.value.params == {"product": "Poulet mayo", "reserved": 2}
    for product_id, phone in ((made.id, GROCER), (uuid4(), MIREILLE)):
        with pytest.raises(ProductNotFound):
            await edit(world, product_id, ProductEdit(merchant_phone=phone, price=1))
    with pytest.raises(NotAMerchant):
        await edit(world, made.id, ProductEdit(merchant_phone=NOBODY, price=1))
    [kept] = (await world.orders.call(calls.LIST_SHELF, ShelfQuery(), phone=MIREILLE)).products
    assert kept == edited


async def test_a_picture_we_would_never_fetch_is_refused_and_nothing_is_kept(
    world: World,
) -> None:
    await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    made = await product(world, "Saka-saka", price=2_500, stock=8)
    draft = ProductDraft(
        merchant_phone=MIREILLE, name="Foufou", price=500, stock=1, category="Plats"
    )
    change = ProductEdit(merchant_phone=MIREILLE, price=1)
    for url in (
        "ftp://example.com/a.jpg",
        "file:///etc/passwd",
        "http://127.0.0.1/a.jpg",
        "http://10.0.0.7/a.jpg",
        "http://[::1]/a.jpg",
        "https://user:secret@example.com/a.jpg",
    ):
        with pytest.raises(ImageRefused):
            await world.orders.call(
                calls.ADD_PRODUCT, draft.model_copy(update={"image_url": url}), key=new_key()
            )
        with pytest.raises(ImageRefused):
            await edit(world, made.id, change.model_copy(update={"image_url": url}))
    found = await world.orders.call(calls.LIST_SHELF, ShelfQuery(), phone=MIREILLE)
    assert found.products == [made]


async def test_a_picture_is_awaited(world: World) -> None:
    await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    draft = ProductDraft(
        merchant_phone=MIREILLE,
        name="Foufou",
        price=500,
        stock=1,
        category="Plats",
        photo_media_id="media-1",
    )
    made = await world.orders.call(calls.ADD_PRODUCT, draft, key=new_key())
    assert (made.image_state, made.image_url) == (ImageState.WAITING, None)


async def test_the_shelf_is_the_merchants_own_and_forgives_a_typo(world: World) -> None:
    await two_shops(world)
    assert await shelf(world) == ["Jus de gingembre", "Poulet DG", "Poulet mayo", "Saka-saka"]
    assert await shelf(world, q="gingenbre") == ["Jus de gingembre"]
    assert await shelf(world, q="RIZ", of=GROCER) == ["Riz 25 kg"]
    assert await shelf(world, q="riz") == []
    for call in (shelf(world, of=NOBODY), opening(world, NOBODY, is_open=True)):
        with pytest.raises(NotAMerchant):
            await call
    with pytest.raises(NotAMerchant):
        await product(world, "Foufou", price=500, stock=1, of=NOBODY)


async def test_the_desk_shows_open_orders_oldest_first_and_what_runs_low(world: World) -> None:
    shop = await world.add_shop(MIREILLE, name="Chez Mireille", at=POTO_POTO)
    dish = await product(world, "Poulet mayo", price=3_500, stock=20)
    await product(world, "Saka-saka", price=2_500, stock=5)
    first, second = [await place(world, basket(shop, (dish, 1))) for _ in range(2)]
    desk = await world.orders.call(calls.GET_DESK, Nothing(), phone=MIREILLE)
    assert [one.reference for one in desk.orders] == [first.reference, second.reference]
    assert (desk.merchant.is_open, desk.low_stock_count) == (True, 1)
    for _ in range(2):
        closed = await opening(world, is_open=False)
        assert (closed.merchant.is_open, len(closed.orders)) == (False, 2)
    with pytest.raises(NotAMerchant):
        await world.orders.call(calls.GET_DESK, Nothing(), phone=NOBODY)
