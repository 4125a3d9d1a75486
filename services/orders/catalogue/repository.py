"""SQL of the catalogue: pages by keyset, never by skipping."""

from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.models import MerchantRow, ProductRow
from shared.contracts.orders.errors import MerchantNotFound
from shared.values.cursor import Position


class CatalogueRepository:
    """Merchants and products by key and by page."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get_merchant(self, merchant_id: UUID) -> MerchantRow:
        """Return a merchant.

        Raises:
            MerchantNotFound: there is none of this id.
        """
        merchant = await self._session.get(MerchantRow, merchant_id)
        if merchant is None:
            raise MerchantNotFound(merchant_id=merchant_id)
        return merchant

    async def list_merchants(
        self, *, city: str, after: Position | None, limit: int
    ) -> list[MerchantRow]:
        """List the merchants of a city by name, behind a position."""
        query = select(MerchantRow).where(MerchantRow.city == city)
        if after is not None:
            query = query.where(tuple_(MerchantRow.name, MerchantRow.id) > after)
        query = query.order_by(MerchantRow.name, MerchantRow.id).limit(limit)
        return list(await self._session.scalars(query))

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

    async def add_new(
        self,
        table: type[MerchantRow | ProductRow],
        rows: list[dict[str, object]],
    ) -> int:
        """Add the rows that are not there yet; tell how many were new."""
        added = await self._session.scalars(
            insert(table).values(rows).on_conflict_do_nothing().returning(table.id)
        )
        return len(added.all())
