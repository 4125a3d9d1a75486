"""SQL of missions. Whoever changes a mission locks its row first, before any other row."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.missions.models import (
    MissionChangeRow,
    MissionCounterRow,
    MissionRatingRow,
    MissionRow,
    RatingSide,
)
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.errors import MissionNotFound
from shared.values.contact import ContactRef


class MissionRepository:
    """Missions by key and by the questions the use cases ask."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, mission_id: UUID, *, lock: bool = False) -> MissionRow:
        """Return a mission, locked for the rest of the transaction when it will be changed.

        Raises:
            MissionNotFound: there is none of this id.
        """
        query = select(MissionRow).where(MissionRow.id == mission_id)
        mission = await self._session.scalar(
            query.with_for_update().execution_options(populate_existing=True) if lock else query
        )
        if mission is None:
            raise MissionNotFound(reference=mission_id)
        return mission

    async def get_by_reference(self, reference: str, *, lock: bool = False) -> MissionRow:
        """Return the mission people call so: ours first, then a partner's newest.

        Raises:
            MissionNotFound: nobody uses this reference.
        """
        query = (
            select(MissionRow)
            .where(MissionRow.reference == reference)
            .order_by(MissionRow.partner_id.is_not(None), MissionRow.created_at.desc())
            .limit(1)
        )
        mission = await self._session.scalar(
            query.with_for_update().execution_options(populate_existing=True) if lock else query
        )
        if mission is None:
            raise MissionNotFound(reference=reference)
        return mission

    async def find_for_partner(
        self, reference: str, *, partner_id: UUID | None
    ) -> MissionRow | None:
        """Find and lock a partner's own mission, or one of ours when `partner_id` is None."""
        owner = (
            MissionRow.partner_id.is_(None)
            if partner_id is None
            else MissionRow.partner_id == partner_id
        )
        query = select(MissionRow).where(MissionRow.reference == reference, owner)
        return await self._session.scalar(query.with_for_update())

    async def find_by_token(self, token: str) -> MissionRow | None:
        """Find the mission a tracking link shows."""
        return await self._session.scalar(
            select(MissionRow).where(MissionRow.tracking_token == token)
        )

    async def list_active_of(self, contact: ContactRef, *, limit: int) -> list[MissionRow]:
        """List a client's running missions, newest first."""
        known = (
            (MissionRow.client_contact_id, contact.contact_id),
            (MissionRow.client_phone, contact.phone),
            (MissionRow.client_user_id, contact.user_id),
        )
        mine = or_(*(column == value for column, value in known if value is not None))
        query = select(MissionRow).where(MissionRow.ended_at.is_(None), mine)
        query = query.order_by(MissionRow.created_at.desc(), MissionRow.id.desc()).limit(limit)
        return list(await self._session.scalars(query))

    async def list_active_of_driver(self, driver_id: UUID) -> list[MissionRow]:
        """List what a driver is carrying or going for, oldest first."""
        query = select(MissionRow).where(
            MissionRow.driver_id == driver_id, MissionRow.ended_at.is_(None)
        )
        return list(await self._session.scalars(query.order_by(MissionRow.created_at)))

    async def add(self, mission: MissionRow) -> None:
        """Keep a new mission of ours, written at once: its timeline refers to it."""
        self._session.add(mission)
        await self._session.flush()

    async def add_if_new(self, values: dict[str, object]) -> bool:
        """Keep a partner's mission; False when another report of it was faster."""
        query = insert(MissionRow).values(values).on_conflict_do_nothing().returning(MissionRow.id)
        return await self._session.scalar(query) is not None

    async def add_change(self, values: dict[str, object]) -> bool:
        """Write a line of the timeline; False when the mission has one for this state."""
        query = insert(MissionChangeRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(MissionChangeRow.id)) is not None

    async def find_rating(self, mission_id: UUID, *, side: RatingSide) -> MissionRatingRow | None:
        """Find what one side of a mission said; the mission is locked."""
        return await self._session.get(MissionRatingRow, (mission_id, side))

    def add_rating(self, rating: MissionRatingRow) -> None:
        """Keep what one side of a mission said first."""
        self._session.add(rating)

    async def list_redelivered(self, mission_ids: Collection[UUID]) -> set[UUID]:
        """Tell which of these were sent out again, by missions that were not called off."""
        if not mission_ids:
            return set()
        query = select(MissionRow.redelivers_id).where(
            MissionRow.redelivers_id.in_(mission_ids), MissionRow.status != MissionStatus.CANCELLED
        )
        return {found for found in await self._session.scalars(query) if found is not None}

    async def list_changes(
        self, mission_ids: Collection[UUID]
    ) -> dict[UUID, list[MissionChangeRow]]:
        """List the moves of missions, oldest first; late reports are kept but not listed."""
        query = select(MissionChangeRow).where(
            MissionChangeRow.mission_id.in_(mission_ids), MissionChangeRow.has_moved
        )
        found: dict[UUID, list[MissionChangeRow]] = {mission_id: [] for mission_id in mission_ids}
        for change in await self._session.scalars(query.order_by(MissionChangeRow.id)):
            found[change.mission_id].append(change)
        return found

    async def next_number(self, day: date) -> int:
        """Take the next number of a day; the counter stays locked until the transaction ends.

        Called last of all locks, so that it is held for the shortest time.
        """
        query = insert(MissionCounterRow).values(day=day, last=1)
        query = query.on_conflict_do_update(
            index_elements=[MissionCounterRow.day], set_={"last": MissionCounterRow.last + 1}
        )
        numbers = await self._session.scalars(query.returning(MissionCounterRow.last))
        number: int = numbers.one()
        return number
