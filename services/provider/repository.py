"""SQL of provider: pages by keyset, never by skipping."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.provider.models import ProviderRow
from shared.values.cursor import Position


class ProviderRepository:
    """Artisans by where they work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def list_approved(
        self, *, city: str, trade: str | None, after: Position | None, limit: int
    ) -> list[ProviderRow]:
        """List approved artisans of a city by name."""
        query = select(ProviderRow).where(ProviderRow.approved, ProviderRow.city == city)
        if trade is not None:
            query = query.where(ProviderRow.trade == trade)
        if after is not None:
            query = query.where(tuple_(ProviderRow.name, ProviderRow.id) > tuple_(*after))
        rows = await self._session.scalars(
            query.order_by(ProviderRow.name, ProviderRow.id).limit(limit)
        )
        return list(rows.all())

    async def add_new(self, rows: Sequence[dict[str, Any]]) -> int:
        """Add those whose phone is unknown; return how many were."""
        statement = insert(ProviderRow).on_conflict_do_nothing(index_elements=[ProviderRow.phone])
        added = await self._session.scalars(statement.returning(ProviderRow.id), list(rows))
        return len(added.all())
