"""What may be read of the catalogue: shops, products, the search, and the merchant's own shelf."""

from typing import Final
from uuid import UUID

from services.orders.catalogue.models import MerchantRow, ProductRow
from services.orders.catalogue.repository import ShopFilter
from services.orders.catalogue.views import describe_merchant, describe_products, describe_shelf
from services.orders.work import Work
from shared.contracts.orders.catalogue import (
    MerchantPage,
    MerchantQuery,
    Product,
    ProductPage,
    Shelf,
    ShelfQuery,
)
from shared.errors import Invalid
from shared.values.cursor import Position, read_cursor, write_cursor

PAGE: Final = 20
_OPEN, _CLOSED = "1", "0"


async def merchants_of(work: Work, query: MerchantQuery) -> MerchantPage:
    """List the merchants of a city, open ones first, then by name, twenty a page.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    after = _read_place(query.after) if query.after else None
    wanted = ShopFilter(query.city, kind=query.kind, q=query.q, after=after)
    rows = await work.catalogue.list_merchants(wanted, limit=PAGE + 1)
    merchants = [describe_merchant(row) for row in rows[:PAGE]]
    return MerchantPage(merchants=merchants, next=_next_merchants(rows))


async def products_of(work: Work, *, merchant_id: UUID, after: str | None) -> ProductPage:
    """List what a merchant sells by name, twenty a page.

    Raises:
        MerchantNotFound: there is no such merchant.
        Invalid: `after` is none of our cursors.
    """
    start = read_cursor(after) if after else None
    merchant = await work.catalogue.get_merchant(merchant_id)
    rows = await work.catalogue.list_products(merchant.id, after=start, limit=PAGE + 1)
    products = await describe_products(work, rows[:PAGE])
    return ProductPage(products=products, next=_next_products(rows))


async def product_called(work: Work, *, product_id: UUID) -> Product:
    """Tell one product that is on sale.

    Raises:
        ProductNotFound: there is none of this id, or it is not on sale.
    """
    row = await work.catalogue.get_product(product_id)
    [product] = await describe_products(work, [row])
    return product


async def shelf_of(work: Work, query: ShelfQuery, *, phone: str) -> Shelf:
    """Tell a merchant's own products: by name, one, or those a word leads to, typos forgiven.

    Raises:
        NotAMerchant: nobody with this phone sells.
    """
    merchant = await work.catalogue.get_merchant_by_phone(phone)
    rows = await work.catalogue.list_shelf(merchant.id, query)
    return Shelf(merchant=describe_merchant(merchant), products=await describe_shelf(work, rows))


def _next_products(rows: list[ProductRow]) -> str | None:
    if len(rows) <= PAGE:
        return None
    last = rows[PAGE - 1]
    return write_cursor(Position(last.name, last.id))


def _next_merchants(rows: list[MerchantRow]) -> str | None:
    if len(rows) <= PAGE:
        return None
    last = rows[PAGE - 1]
    return write_cursor(Position((_OPEN if last.is_open else _CLOSED) + last.name, last.id))


def _read_place(cursor: str) -> tuple[bool, Position]:
    """Read where a page of merchants ended: whether among the open ones, and whom with."""
    position = read_cursor(cursor)
    flag, name = position.name[:1], position.name[1:]
    if flag not in {_OPEN, _CLOSED}:
        raise Invalid(reason="the cursor is not one of ours")
    return flag == _OPEN, Position(name, position.id)
