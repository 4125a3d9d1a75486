"""SQL of merchants and products: rows by key, pages by keyset, never by skipping."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.models import MerchantRow, ProductRow, SaleRow
from shared.contracts.orders.catalogue import ShelfQuery
from shared.contracts.orders.errors import MerchantNotFound, NotAMerchant, ProductNotFound
from shared.values.cursor import Position

MOST_ON_A_SHELF: Final = 500
_NEAR: Final = 0.4  # of pg_trgm's word similarity: one wrong letter in four

_LEARN: Final = """
INSERT INTO orders.search_word (word)
SELECT word FROM unnest(tsvector_to_array(to_tsvector('orders.plain', :said))) AS word
ORDER BY word ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class ShopFilter:
    """Which merchants of a city, and behind which one: its open flag, name and id."""

    city: str
    kind: str | None = None
    q: str | None = None
    after: tuple[bool, Position] | None = None


class CatalogueRepository:
    """Merchants and products by key and by page."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get_merchant(self, merchant_id: UUID, *, lock: bool = False) -> MerchantRow:
        """Return a merchant.

        Raises:
            MerchantNotFound: there is none of this id.
        """
        merchant = await self._session.get(MerchantRow, merchant_id, with_for_update=lock or None)
        if merchant is None:
            raise MerchantNotFound(merchant_id=merchant_id)
        return merchant

    async def get_merchant_by_phone(self, phone: str, *, lock: bool = False) -> MerchantRow:
        """Return the merchant who has a phone (E.164).

        Raises:
            NotAMerchant: nobody with this phone sells.
        """
        query = select(MerchantRow).where(MerchantRow.phone == phone)
        merchant = await self._session.scalar(query.with_for_update() if lock else query)
        if merchant is None:
            raise NotAMerchant
        return merchant

    async def find_merchants(self, merchant_ids: Collection[UUID]) -> dict[UUID, MerchantRow]:
        """Find merchants by id, those that exist."""
        query = select(MerchantRow).where(MerchantRow.id.in_(merchant_ids))
        return {row.id: row for row in await self._session.scalars(query)}

    async def list_merchants(self, wanted: ShopFilter, *, limit: int) -> list[MerchantRow]:
        """List merchants of a city, open ones first, then by name, behind a position."""
        here = MerchantRow.city == wanted.city
        query = select(MerchantRow).where(here, MerchantRow.erased_at.is_(None))
        if wanted.kind is not None:
            query = query.where(MerchantRow.kind == wanted.kind)
        if wanted.q is not None:
            name, part = _plain(MerchantRow.name), _plain(wanted.q)
            is_near = func.word_similarity(part, name) >= _NEAR
            query = query.where(or_(func.strpos(name, part) > 0, is_near))
        if wanted.after is not None:
            was_open, position = wanted.after
            behind = tuple_(MerchantRow.name, MerchantRow.id) > position
            same = and_(MerchantRow.is_open == was_open, behind)
            query = query.where(or_(MerchantRow.is_open.is_(False), same) if was_open else same)
        query = query.order_by(MerchantRow.is_open.desc(), MerchantRow.name, MerchantRow.id)
        return list(await self._session.scalars(query.limit(limit)))

    async def get_product(self, product_id: UUID) -> ProductRow:
        """Return a product that is on sale.

        Raises:
            ProductNotFound: there is none of this id, or it is not on sale.
        """
        product = await self._session.get(ProductRow, product_id)
        if product is None or not product.is_active:
            raise ProductNotFound(product_id=product_id)
        return product

    async def lock_products(self, product_ids: Collection[UUID]) -> dict[UUID, ProductRow]:
        """Lock products, always in the order of their ids, so that no two callers wait in a ring.

        What the session knew of them is read anew.
        """
        query = (
            select(ProductRow)
            .where(ProductRow.id.in_(product_ids))
            .order_by(ProductRow.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        return {row.id: row for row in await self._session.scalars(query)}

    async def list_by_id(self, product_ids: Collection[UUID]) -> dict[UUID, ProductRow]:
        """Find products by id, those that exist."""
        query = select(ProductRow).where(ProductRow.id.in_(product_ids))
        return {row.id: row for row in await self._session.scalars(query)}

    async def list_products(
        self, merchant_id: UUID, *, after: Position | None, limit: int
    ) -> list[ProductRow]:
        """List what a merchant sells now, by name, behind a position."""
        query = select(ProductRow).where(
            ProductRow.merchant_id == merchant_id, ProductRow.is_active
        )
        if after is not None:
            query = query.where(tuple_(ProductRow.name, ProductRow.id) > after)
        query = query.order_by(ProductRow.name, ProductRow.id).limit(limit)
        return list(await self._session.scalars(query))

    async def list_shelf(self, merchant_id: UUID, wanted: ShelfQuery) -> list[ProductRow]:
        """List a merchant's products, on sale or not: by name, or the best match first."""
        query = select(ProductRow).where(ProductRow.merchant_id == merchant_id)
        if wanted.product_id is not None:
            query = query.where(ProductRow.id == wanted.product_id)
        if wanted.q is not None:
            near = func.word_similarity(_plain(wanted.q), _plain(ProductRow.name))
            query = query.where(near >= _NEAR).order_by(near.desc())
        query = query.order_by(ProductRow.name, ProductRow.id).limit(MOST_ON_A_SHELF)
        return list(await self._session.scalars(query))

    async def list_by_new_image(self, image_id: UUID) -> list[ProductRow]:
        """Lock the products that wait for a picture."""
        query = select(ProductRow).where(ProductRow.new_image_id == image_id)
        query = query.order_by(ProductRow.id).with_for_update()
        return list(await self._session.scalars(query))

    async def show_new_image(self, image_id: UUID) -> None:
        """Let the products that wait for a picture show it."""
        waiting = ProductRow.new_image_id == image_id
        await self._session.execute(
            update(ProductRow).where(waiting).values(image_id=image_id, new_image_id=None)
        )

    async def add_product(self, product: ProductRow) -> None:
        """Add a product."""
        self._session.add(product)
        await self._session.flush()

    async def learn_words(self, *said: str) -> None:
        """Remember the words of a product, so that a typo finds them; known ones cost nothing."""
        await self._session.execute(text(_LEARN), {"said": " ".join(said)})

    async def count_sales(self, units: dict[UUID, int], *, day: date) -> None:
        """Add units that left the shelf on a day."""
        rows = [
            {"product_id": product_id, "day": day, "units": count}
            for product_id, count in sorted(units.items())
        ]
        sold = insert(SaleRow).values(rows)
        more = {"units": SaleRow.units + sold.excluded.units}
        await self._session.execute(
            sold.on_conflict_do_update(index_elements=["product_id", "day"], set_=more)
        )

    async def add_merchant(self, values: dict[str, object]) -> MerchantRow | None:
        """Add a merchant; None when the phone is a merchant's already."""
        added = insert(MerchantRow).values(values).on_conflict_do_nothing().returning(MerchantRow)
        return await self._session.scalar(added)

    async def add_new(
        self,
        table: type[MerchantRow | ProductRow],
        rows: Sequence[dict[str, object]],
    ) -> set[UUID]:
        """Add the rows that are not there yet; tell which were new."""
        added = await self._session.scalars(
            insert(table).values(rows).on_conflict_do_nothing().returning(table.id)
        )
        return set(added.all())


def _plain(said: Any) -> ColumnElement[str]:  # noqa: ANN401 - a column or a text, as func takes it
    """Write without accents and capitals."""
    return func.lower(func.unaccent(said))
