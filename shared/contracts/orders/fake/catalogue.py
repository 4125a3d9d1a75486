"""The shops and what they sell, as anybody may see them; found without accents, with typos."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final
from uuid import UUID

from shared.contracts.call import Nothing
from shared.contracts.orders.catalogue import (
    CategoryCount,
    Facets,
    MerchantPage,
    MerchantQuery,
    Product,
    ProductSort,
    SearchPage,
    SearchQuery,
)
from shared.contracts.orders.errors import ProductNotFound
from shared.contracts.orders.fake.pages import page
from shared.contracts.orders.fake.state import FakeProduct, State
from shared.contracts.orders.fake.words import fold
from shared.errors import Invalid

SHORTEST_TYPO: Final = 4
LIKENESS: Final = 0.75


def list_merchants(state: State, query: MerchantQuery) -> MerchantPage:
    """List the shops of a city, open ones first, then by name.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    found = [
        merchant
        for merchant in state.merchants.values()
        if merchant.place.city == query.city
        and query.kind in {None, merchant.kind}
        and fold(query.q or "") in fold(merchant.name)
    ]
    found.sort(key=lambda merchant: (not merchant.is_open, merchant.name))
    shown, following = page(found, after=query.after)
    return MerchantPage(merchants=shown, next=following)


def get_product(state: State, _query: Nothing, *, product_id: str) -> Product:
    """Tell a product that is for sale.

    Raises:
        ProductNotFound: there is none, or it is paused.
    """
    try:
        product = state.products.get(UUID(product_id))
    except ValueError as error:
        raise Invalid(reason="the product's id is no UUID") from error
    if product is None or not product.shown.is_active:
        raise ProductNotFound(product_id=product_id)
    return tell(state, product)


def search(state: State, query: SearchQuery) -> SearchPage:
    """Find products; the facets count everything that was found.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    allowed = [product for product in state.products.values() if _is_allowed(state, product, query)]
    found = matching(state, allowed, words=query.q)
    _sort(found, query.sort)
    start = query.after or str((query.page - 1) * query.page_size)
    shown, following = page(found, after=start, size=query.page_size)
    return SearchPage(
        products=[tell(state, product) for product in shown],
        total=len(found),
        is_total_exact=True,
        facets=_facets(found),
        page=query.page,
        next=following,
    )


def matching(
    state: State, products: Iterable[FakeProduct], *, words: str | None
) -> list[FakeProduct]:
    """Keep the products that hold all of these words, by name; typos count when nothing does."""
    rows = sorted(products, key=lambda product: product.shown.name)
    wanted = fold(words or "").split()
    found = [row for row in rows if all(word in _text(state, row) for word in wanted)]
    if found:
        named = [row for row in found if all(word in fold(row.shown.name) for word in wanted)]
        return named + [row for row in found if row not in named]
    return [row for row in rows if all(_is_like(word, _text(state, row)) for word in wanted)]


def tell(state: State, product: FakeProduct) -> Product:
    """Tell a product as anybody may see it."""
    shown = product.shown
    return Product(
        id=shown.id,
        seller=state.seller(product),
        name=shown.name,
        description=shown.description,
        price=shown.price,
        category=shown.category,
        is_available=product.left > 0,
        left=product.left,
        image_url=shown.image_url,
        thumb_url=shown.image_url and shown.image_url.replace("large", "thumb"),
    )


def _text(state: State, product: FakeProduct) -> str:
    shown = product.shown
    parts = (shown.name, shown.description, shown.category, state.seller(product).name)
    return fold(" ".join(parts))


def _is_like(word: str, text: str) -> bool:
    if len(word) < SHORTEST_TYPO:
        return word in text
    return word in text or bool(get_close_matches(word, text.split(), n=1, cutoff=LIKENESS))


def _is_allowed(state: State, product: FakeProduct, query: SearchQuery) -> bool:
    shown, merchant = product.shown, state.merchants[product.merchant_id]
    return (
        shown.is_active
        and query.city in {None, merchant.place.city}
        and query.category in {None, shown.category}
        and query.merchant in {None, merchant.id}
        and (query.min_price or 0) <= shown.price <= (query.max_price or shown.price)
        and (product.left > 0 or not query.in_stock)
    )


def _sort(found: list[FakeProduct], by: ProductSort) -> None:
    match by:
        case ProductSort.RELEVANCE:
            pass
        case ProductSort.PRICE_ASC:
            found.sort(key=lambda product: product.shown.price)
        case ProductSort.PRICE_DESC:
            found.sort(key=lambda product: -product.shown.price)
        case ProductSort.POPULARITY:
            found.sort(key=lambda product: -product.sold)
        case ProductSort.NEWEST:
            found.sort(key=lambda product: product.shown.id, reverse=True)


def _facets(found: list[FakeProduct]) -> Facets:
    counts = Counter(product.shown.category for product in found)
    prices = [product.shown.price for product in found]
    return Facets(
        categories=[
            CategoryCount(category=name, count=number) for name, number in counts.most_common()
        ],
        price_from=min(prices, default=None),
        price_to=max(prices, default=None),
    )
