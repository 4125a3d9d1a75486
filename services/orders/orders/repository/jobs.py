"""SQL of what a person has and had: missions and orders together, by keyset, newest first.

A person is known in up to three ways, and each has its own index: each is asked alone for one page,
which bounds the work however much somebody ordered. A mission that brings an order is its order's.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, tuple_, union
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.models import MerchantRow
from services.orders.missions.models import MissionRow
from services.orders.orders.models import OrderRow
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.values.contact import ContactRef


@dataclass(frozen=True, slots=True)
class Job:
    """A mission or an order in one line; `total` is in whole francs."""

    id: UUID
    reference: str
    is_order: bool
    status: str
    title: str
    total: int | None
    created_at: datetime


class JobRepository:
    """Missions and orders of one person."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def list_of(
        self, contact: ContactRef, *, before: tuple[datetime, UUID] | None, limit: int
    ) -> list[Job]:
        """List somebody's jobs, newest first, behind a position."""
        missions = await self._missions(
            contact, MissionRow.order_id.is_(None), before=before, limit=limit
        )
        orders = await self._orders(contact, before=before, limit=limit)
        titles = await self._merchant_names(orders)
        jobs = [_mission_job(row) for row in missions]
        jobs += [_order_job(row, title=titles[row.merchant_id]) for row in orders]
        jobs.sort(key=lambda job: (job.created_at, job.id), reverse=True)
        return jobs[:limit]

    async def list_running_missions(self, contact: ContactRef, *, limit: int) -> list[MissionRow]:
        """List the running missions that bring no order, newest first."""
        return await self._missions(
            contact, MissionRow.ended_at.is_(None), MissionRow.order_id.is_(None), limit=limit
        )

    async def list_running_orders(self, contact: ContactRef, *, limit: int) -> list[OrderRow]:
        """List the running orders, newest first."""
        return await self._orders(contact, OrderRow.ended_at.is_(None), limit=limit)

    async def list_missions(self, ids: Collection[UUID]) -> list[MissionRow]:
        """Return missions by their ids; unknown ones are absent."""
        if not ids:
            return []
        return list(await self._session.scalars(select(MissionRow).where(MissionRow.id.in_(ids))))

    async def find_last_mission(self, contact: ContactRef) -> MissionRow | None:
        """Find the newest mission of ours that was not called off."""
        found = await self._missions(
            contact,
            MissionRow.order_id.is_(None),
            MissionRow.partner_id.is_(None),
            MissionRow.status != MissionStatus.CANCELLED,
            limit=1,
        )
        return found[0] if found else None

    async def find_last_order(self, contact: ContactRef) -> OrderRow | None:
        """Find the newest order that was neither refused nor called off."""
        bad = (OrderStatus.REFUSED, OrderStatus.CANCELLED)
        found = await self._orders(contact, OrderRow.status.not_in(bad), limit=1)
        return found[0] if found else None

    async def _missions(
        self,
        contact: ContactRef,
        *where: ColumnElement[bool],
        before: tuple[datetime, UUID] | None = None,
        limit: int,
    ) -> list[MissionRow]:
        ids = _ids(MissionRow, contact, where, before=before, limit=limit)
        query = select(MissionRow).where(MissionRow.id.in_(ids))
        query = query.order_by(MissionRow.created_at.desc(), MissionRow.id.desc()).limit(limit)
        return list(await self._session.scalars(query))

    async def _orders(
        self,
        contact: ContactRef,
        *where: ColumnElement[bool],
        before: tuple[datetime, UUID] | None = None,
        limit: int,
    ) -> list[OrderRow]:
        ids = _ids(OrderRow, contact, where, before=before, limit=limit)
        query = select(OrderRow).where(OrderRow.id.in_(ids))
        query = query.order_by(OrderRow.created_at.desc(), OrderRow.id.desc()).limit(limit)
        return list(await self._session.scalars(query))

    async def _merchant_names(self, orders: Sequence[OrderRow]) -> dict[UUID, str]:
        wanted = {order.merchant_id for order in orders}
        query = select(MerchantRow.id, MerchantRow.name).where(MerchantRow.id.in_(wanted))
        return {row.id: row.name for row in await self._session.execute(query)}


def _ids(
    table: type[MissionRow] | type[OrderRow],
    contact: ContactRef,
    where: Sequence[ColumnElement[bool]],
    *,
    before: tuple[datetime, UUID] | None,
    limit: int,
) -> Select[tuple[UUID]]:
    """Select the newest ids of a person, asking each way the person is known for one page."""
    known = (
        (table.client_contact_id, contact.contact_id),
        (table.client_phone, contact.phone),
        (table.client_user_id, contact.user_id),
    )
    newest = (table.created_at.desc(), table.id.desc())
    pages = []
    for column, value in known:
        if value is None:
            continue
        page = select(table.id).where(column == value, *where)
        if before is not None:
            page = page.where(tuple_(table.created_at, table.id) < before)
        pages.append(select(page.order_by(*newest).limit(limit).subquery().c.id))
    return select(union(*pages).subquery().c.id)


def _mission_job(row: MissionRow) -> Job:
    return Job(
        id=row.id,
        reference=row.reference,
        is_order=False,
        status=row.status.value,
        title=f"{row.pickup_stop.place.label} → {row.dropoff_stop.place.label}",
        total=row.price,
        created_at=row.created_at,
    )


def _order_job(row: OrderRow, *, title: str) -> Job:
    return Job(
        id=row.id,
        reference=row.reference,
        is_order=True,
        status=row.status.value,
        title=title,
        total=row.total,
        created_at=row.created_at,
    )
