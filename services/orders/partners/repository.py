"""SQL of partners, of their deliveries' ids and of their orders."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.models import messaging
from services.orders.partners.models import ExternalOrderRow, PartnerRow


class PartnerRepository:
    """Partners by key, their orders by reference."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find(self, key: str) -> PartnerRow | None:
        """Find a partner by the key it calls itself."""
        return await self._session.scalar(select(PartnerRow).where(PartnerRow.key == key))

    async def add_if_new(self, values: dict[str, object]) -> bool:
        """Add a partner; False when the key is taken."""
        query = insert(PartnerRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(PartnerRow.id)) is not None

    async def remember_delivery(self, partner: PartnerRow, *, webhook_id: str) -> bool:
        """Remember the id of a delivery; False when it was already taken in."""
        table = messaging.inbox_key
        query = insert(table).values(key=f"partner:{partner.key}:{webhook_id}")
        query = query.on_conflict_do_nothing()
        return await self._session.scalar(query.returning(table.c.key)) is not None

    async def find_order(self, reference: str, *, partner_id: UUID) -> ExternalOrderRow | None:
        """Find and lock a partner's order."""
        query = select(ExternalOrderRow).where(
            ExternalOrderRow.partner_id == partner_id, ExternalOrderRow.reference == reference
        )
        return await self._session.scalar(query.with_for_update())

    async def add_order_if_new(self, values: dict[str, object]) -> bool:
        """Keep a partner's order; False when another report of it was faster."""
        query = insert(ExternalOrderRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(ExternalOrderRow.id)) is not None
