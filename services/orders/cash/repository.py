"""SQL of cash. Whoever changes a driver's cash locks the driver's row first."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.cash.models import CashEntryRow, CashHandoverRow, CashPurseRow
from services.orders.drivers.models import DriverRow
from shared.contracts.orders.errors import HandoverNotFound
from shared.values.cursor import Position


class CashRepository:
    """The journal, the purses and the hand-overs."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def in_hand(self, driver_ids: Collection[UUID]) -> dict[UUID, int]:
        """Tell what drivers hold, in one query; who never held anything is absent."""
        query = select(CashPurseRow.driver_id, CashPurseRow.in_hand).where(
            CashPurseRow.driver_id.in_(driver_ids)
        )
        return {row.driver_id: row.in_hand for row in await self._session.execute(query)}

    async def add_entry(self, values: dict[str, object]) -> bool:
        """Write a line; False when its mission or hand-over has one of this kind."""
        query = insert(CashEntryRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(CashEntryRow.id)) is not None

    async def put_in(self, driver_id: UUID, *, amount: int) -> int:
        """Add to what a driver holds and tell how much that is now."""
        query = insert(CashPurseRow).values(driver_id=driver_id, in_hand=amount)
        query = query.on_conflict_do_update(
            index_elements=[CashPurseRow.driver_id],
            set_={"in_hand": CashPurseRow.in_hand + amount},
        )
        return (await self._session.scalars(query.returning(CashPurseRow.in_hand))).one()

    async def take_out(self, driver_id: UUID, *, amount: int) -> int:
        """Take from what a driver holds and tell how much is left; never below nothing."""
        query = update(CashPurseRow).where(CashPurseRow.driver_id == driver_id)
        query = query.values(in_hand=CashPurseRow.in_hand - amount)
        return (await self._session.scalars(query.returning(CashPurseRow.in_hand))).one()

    async def list_entries(self, driver_id: UUID, *, limit: int) -> list[CashEntryRow]:
        """List a driver's newest lines, newest first."""
        query = select(CashEntryRow).where(CashEntryRow.driver_id == driver_id)
        return list(
            await self._session.scalars(query.order_by(CashEntryRow.id.desc()).limit(limit))
        )

    async def get_handover(self, handover_id: UUID, *, lock: bool = False) -> CashHandoverRow:
        """Return a hand-over; lock its driver before it.

        Raises:
            HandoverNotFound: there is none of this id.
        """
        query = select(CashHandoverRow).where(CashHandoverRow.id == handover_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        handover = await self._session.scalar(query)
        if handover is None:
            raise HandoverNotFound(handover_id=handover_id)
        return handover

    async def find_open_handover(
        self, driver_id: UUID, *, most_tries: int, now: datetime
    ) -> CashHandoverRow | None:
        """Find the hand-over a driver has begun and that can still be confirmed."""
        found = await self.list_open_handovers([driver_id], most_tries=most_tries, now=now)
        return found.get(driver_id)

    async def list_open_handovers(
        self, driver_ids: Collection[UUID], *, most_tries: int, now: datetime
    ) -> dict[UUID, CashHandoverRow]:
        """List the hand-overs that can still be confirmed, the newest of each driver."""
        query = select(CashHandoverRow).where(
            CashHandoverRow.driver_id.in_(driver_ids),
            CashHandoverRow.confirmed_at.is_(None),
            CashHandoverRow.expires_at > now,
            CashHandoverRow.tries < most_tries,
        )
        rows = await self._session.scalars(query.order_by(CashHandoverRow.expires_at))
        return {row.driver_id: row for row in rows}

    def add_handover(self, handover: CashHandoverRow) -> None:
        """Keep a hand-over that begins."""
        self._session.add(handover)

    async def list_holders(
        self, *, after: Position | None, limit: int
    ) -> list[tuple[DriverRow, int]]:
        """List drivers who hold cash, most first; `after` names an amount and a driver."""
        query = (
            select(DriverRow, CashPurseRow.in_hand)
            .join(DriverRow, DriverRow.id == CashPurseRow.driver_id)
            .where(CashPurseRow.in_hand > 0)
            .order_by(CashPurseRow.in_hand.desc(), CashPurseRow.driver_id.desc())
            .limit(limit)
        )
        if after is not None:
            last = (int(after.name), after.id)
            query = query.where(tuple_(CashPurseRow.in_hand, CashPurseRow.driver_id) < last)
        return [(row.DriverRow, row.in_hand) for row in await self._session.execute(query)]
