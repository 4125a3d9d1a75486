"""A search from the question to the page: full text first, then what was probably meant.

When no product has all the words, each unknown word is taken for the catalogue's words nearest to
it; when even those are not found together, products with any of them are shown.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Final

from services.orders.catalogue.search import (
    After,
    Asked,
    Found,
    find_products,
    known_words,
    read_words,
)
from services.orders.catalogue.search_words import (
    Where,
    Word,
    all_of,
    any_of,
    neighbours,
    parted,
)
from services.orders.catalogue.views import describe_products
from services.orders.work import Work
from shared.contracts.orders.catalogue import Facets, ProductSort, SearchPage, SearchQuery
from shared.errors import Invalid
from shared.values.cities import CITIES
from shared.values.cursor import Position, read_cursor, write_cursor

_HIGHEST_KEY: Final = 1 << 53
_NOTHING: Final = Found([], 0, is_total_exact=True, facets=Facets(categories=[]))


async def search(work: Work, query: SearchQuery) -> SearchPage:
    """Find products on sale; up to a thousand are counted, more are told as a lower bound.

    Raises:
        Invalid: `after` is none of our cursors, or of another order.
    """
    order = _order(query)
    after = _read_after(query.after, order) if query.after else None
    cities = [query.city] if query.city else [city.name for city in CITIES]
    said = _said(query)
    words = await read_words(work.session, said)
    found = _NOTHING
    if not said:
        asked = Asked(query, cities, words=None, order=order, after=after)
        found = await find_products(work.session, asked)
    elif words:
        where = Where(cities, query.category)
        async for asked_words in _readings(work, words, where=where):
            asked = Asked(query, cities, words=asked_words, order=order, after=after)
            found = await find_products(work.session, asked)
            if found.total:
                break
    return await _page(work, query, found=found, order=order)


async def _readings(work: Work, words: list[Word], *, where: Where) -> AsyncIterator[str]:
    """Give what may have been meant, the likeliest first; later ones only when asked for."""
    typed: dict[str, list[str]] = {}
    for word in words:
        typed.setdefault(word.typed, []).append(word.stem)
    yield all_of(([stem] for stems in typed.values() for stem in stems), where=where)
    known = await known_words(work.session, list(typed))
    groups = [_meant(word, stems, known=known[word]) for word, stems in typed.items()]
    yield all_of(groups, where=where)
    if len(groups) > 1:
        yield any_of(groups, where=where)


def _meant(typed: str, stems: list[str], *, known: dict[str, str]) -> Iterable[str]:
    return [known[word] for word in neighbours(typed, known)] or stems


async def _page(work: Work, query: SearchQuery, *, found: Found, order: ProductSort) -> SearchPage:
    start = 0 if query.after else (query.page - 1) * query.page_size
    places = found.places[start : start + query.page_size]
    has_more = len(found.places) > start + query.page_size
    rows = await work.catalogue.list_by_id([place.id for place in places]) if places else {}
    listed = [rows[place.id] for place in places if place.id in rows]
    return SearchPage(
        products=await describe_products(work, listed) if listed else [],
        total=found.total,
        is_total_exact=found.is_total_exact,
        facets=found.facets,
        page=query.page,
        next=_write_after(places[-1], order) if has_more and places else None,
    )


def _order(query: SearchQuery) -> ProductSort:
    """Without words nothing is more relevant than what sells best."""
    if not _said(query) and query.sort is ProductSort.RELEVANCE:
        return ProductSort.POPULARITY
    return query.sort


def _said(query: SearchQuery) -> str:
    return parted(query.q or "").strip()


def _write_after(place: After, order: ProductSort) -> str:
    return write_cursor(Position(f"{order.value}:{place.key}", place.id))


def _read_after(cursor: str, order: ProductSort) -> After:
    position = read_cursor(cursor)
    name, _, digits = position.name.partition(":")
    if name != order.value or not (digits.isascii() and digits.isdigit()):
        raise Invalid(reason="the cursor is not one of ours, or of another order")
    key = int(digits[:20])
    if key >= _HIGHEST_KEY:
        raise Invalid(reason="the cursor is not one of ours")
    return After(key, position.id)
