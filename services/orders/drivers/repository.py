"""SQL of drivers. `get` finds who may deliver, `get_ever_approved` who may have, `find` all."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.drivers.models import DriverRow
from shared.contracts.orders.errors import DriverNotFound


class DriverRepository:
    """Drivers by phone and by id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, phone: str, *, lock: bool = False) -> DriverRow:
        """Return the approved driver of a phone, locked when it will be changed.

        Raises:
            DriverNotFound: no approved driver has this phone.
        """
        query = select(DriverRow).where(
            DriverRow.phone == phone,
            DriverRow.approved_at.is_not(None),
            DriverRow.suspended_at.is_(None),
        )
        driver = await self._session.scalar(query.with_for_update() if lock else query)
        if driver is None:
            raise DriverNotFound
        return driver

    async def get_ever_approved(self, phone: str, *, lock: bool = False) -> DriverRow:
        """Return the driver of a phone, suspended or not: what is owed is owed all the same.

        Raises:
            DriverNotFound: no driver who was ever approved has this phone.
        """
        query = select(DriverRow).where(
            DriverRow.phone == phone, DriverRow.approved_at.is_not(None)
        )
        driver = await self._session.scalar(query.with_for_update() if lock else query)
        if driver is None:
            raise DriverNotFound
        return driver

    async def find(self, phone: str) -> DriverRow | None:
        """Find and lock whoever has this phone, suspended ones too."""
        query = select(DriverRow).where(DriverRow.phone == phone)
        return await self._session.scalar(query.with_for_update())

    async def hold_on_duty(self, driver_id: UUID) -> bool:
        """Keep a driver on duty until this transaction ends; False when off duty by now.

        FOR KEY SHARE waits for whoever is changing the duty, and looks again after that.
        """
        query = select(DriverRow.id).where(DriverRow.id == driver_id, DriverRow.is_on_duty)
        held = await self._session.scalar(query.with_for_update(read=True, key_share=True))
        return held is not None

    async def lock(self, driver_id: UUID) -> DriverRow:
        """Lock a driver that exists, for a change; missions are locked before."""
        query = select(DriverRow).where(DriverRow.id == driver_id).with_for_update()
        found = await self._session.scalars(query.execution_options(populate_existing=True))
        return found.one()

    async def list_by_id(self, ids: Collection[UUID]) -> dict[UUID, DriverRow]:
        """Return drivers by their ids; unknown ones are absent."""
        if not ids:
            return {}
        rows = await self._session.scalars(select(DriverRow).where(DriverRow.id.in_(ids)))
        return {row.id: row for row in rows}

    async def add_if_new(self, values: dict[str, object]) -> bool:
        """Add a driver; False when the phone is already a driver's."""
        query = insert(DriverRow).values(values).on_conflict_do_nothing().returning(DriverRow.id)
        return await self._session.scalar(query) is not None
