"""Merchants and products as others see them."""

from collections.abc import Sequence
from typing import assert_never
from uuid import UUID

from services.orders.catalogue.models import MerchantRow, ProductRow
from services.orders.media.sizes import Size, image_url
from services.orders.work import Terms, Work
from shared.contracts.orders.catalogue import (
    ImageState,
    Merchant,
    Product,
    Seller,
    ShelfProduct,
)
from shared.values.place import Place


def place_of(row: MerchantRow) -> Place:
    """Tell where a shop is."""
    return Place(
        label=", ".join(part for part in (row.name, row.quartier) if part)[:200],
        latitude=row.latitude,
        longitude=row.longitude,
        quartier=row.quartier,
        city=row.city,
    )


def describe_merchant(row: MerchantRow) -> Merchant:
    """Tell a shop as anybody may see it."""
    return Merchant(
        id=row.id,
        name=row.name,
        kind=row.kind,
        place=place_of(row),
        phone=row.phone if row.erased_at is None else "",
        hours=row.hours,
        is_open=row.is_open,
        rating=row.rating,
    )


async def describe_merchants(work: Work, merchant_ids: Sequence[UUID]) -> dict[UUID, Merchant]:
    """Tell shops by id, those that exist, in one statement."""
    rows = await work.catalogue.find_merchants(set(merchant_ids))
    return {row.id: describe_merchant(row) for row in rows.values()}


async def describe_products(work: Work, rows: Sequence[ProductRow]) -> list[Product]:
    """Tell products as anybody may see them, with their shops, in one statement."""
    shops = await work.catalogue.find_merchants({row.merchant_id for row in rows})
    return [describe_product(row, shop=shops[row.merchant_id], terms=work.terms) for row in rows]


def describe_product(row: ProductRow, *, shop: MerchantRow, terms: Terms) -> Product:
    """Tell one product of a shop."""
    return Product(
        id=row.id,
        seller=Seller(id=shop.id, name=shop.name, is_open=shop.is_open),
        name=row.name,
        description=row.description,
        price=row.price,
        category=row.category,
        is_available=row.left > 0,
        left=row.left,
        image_url=image_url(terms, row.image_id),
        thumb_url=image_url(terms, row.image_id, size=Size.THUMB),
    )


async def describe_shelf(work: Work, rows: Sequence[ProductRow]) -> list[ShelfProduct]:
    """Tell products as their merchant sees them, in one statement."""
    waiting = {row.new_image_id for row in rows if row.new_image_id is not None}
    states = await work.media.list_states(waiting)
    return [_on_shelf(row, states=states, terms=work.terms) for row in rows]


def _on_shelf(row: ProductRow, *, states: dict[UUID, ImageState], terms: Terms) -> ShelfProduct:
    return ShelfProduct(
        id=row.id,
        name=row.name,
        description=row.description,
        price=row.price,
        category=row.category,
        stock=row.stock,
        reserved=row.reserved,
        low_stock_threshold=row.low_stock_threshold,
        is_active=row.is_active,
        image_state=_image_state(row, states),
        image_url=image_url(terms, row.image_id),
    )


def _image_state(row: ProductRow, states: dict[UUID, ImageState]) -> ImageState:
    """Speak of the newest picture: while it is fetched, and when it was refused, the old shows."""
    if row.new_image_id is not None:
        match states[row.new_image_id]:
            case ImageState.WAITING | ImageState.REFUSED as state:
                return state
            case ImageState.READY | ImageState.NONE:
                pass
            case _ as never:
                assert_never(never)
    return ImageState.NONE if row.image_id is None else ImageState.READY
