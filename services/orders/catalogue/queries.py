"""What anybody may read of the catalogue, page by page. No search yet."""

from typing import Final
from uuid import UUID

from services.orders.catalogue.models import MerchantRow, ProductRow
from services.orders.work import Work
from shared.contracts.orders.catalogue import Merchant, MerchantPage, Product, ProductPage
from shared.values.cursor import Position, read_cursor, write_cursor
from shared.values.place import Place

PAGE: Final = 20


async def merchants_of(work: Work, *, city: str, after: str | None) -> MerchantPage:
    """List the merchants of a city by name, twenty a page.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    start = read_cursor(after) if after else None
    rows = await work.catalogue.list_merchants(city=city, after=start, limit=PAGE + 1)
    return MerchantPage(merchants=[_merchant(row) for row in rows[:PAGE]], next=_next(rows))


async def products_of(work: Work, *, merchant_id: UUID, after: str | None) -> ProductPage:
    """List what a merchant sells by name, twenty a page.

    Raises:
        MerchantNotFound: there is no such merchant.
        Invalid: `after` is none of our cursors.
    """
    start = read_cursor(after) if after else None
    merchant = await work.catalogue.get_merchant(merchant_id)
    rows = await work.catalogue.list_products(merchant.id, after=start, limit=PAGE + 1)
    return ProductPage(products=[_product(row) for row in rows[:PAGE]], next=_next(rows))


def _next(rows: list[MerchantRow] | list[ProductRow]) -> str | None:
    if len(rows) <= PAGE:
        return None
    last = rows[PAGE - 1]
    return write_cursor(Position(last.name, last.id))


def _merchant(row: MerchantRow) -> Merchant:
    place = Place(
        label=f"{row.name}, {row.quartier}",
        latitude=row.latitude,
        longitude=row.longitude,
        quartier=row.quartier,
        city=row.city,
    )
    return Merchant(
        id=row.id,
        name=row.name,
        kind=row.kind,
        place=place,
        phone=row.phone,
        hours=row.hours,
        is_open=row.is_open,
    )


def _product(row: ProductRow) -> Product:
    return Product(
        id=row.id,
        name=row.name,
        description=row.description,
        price=row.price,
        category=row.category,
        is_available=row.stock > 0,
        image_url=row.image_url,
    )
