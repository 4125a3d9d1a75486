"""SQL of a person's copy: rows of each kind, newest first, bounded."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.missions.models import MissionRow
from services.orders.orders.models import OrderRow
from services.orders.people.applications.models import ApplicationRow
from shared.contracts.orders.privacy import MOST_TOLD, GivenRating
from shared.values.contact import ContactRef

_RATINGS: Final = """
SELECT mission.reference, stars, comment, rated_at FROM orders.mission_rating AS rating
JOIN orders.mission ON mission.id = rating.mission_id
WHERE (rating.side = 'client_to_driver' AND mission.id = ANY(CAST(:missions AS uuid[])))
   OR (rating.side = 'driver_to_client' AND mission.driver_id = CAST(:driver_id AS uuid))
UNION ALL
SELECT sold.reference, stars, comment, rated_at FROM orders.order_rating AS rating
JOIN orders.marketplace_order AS sold ON sold.id = rating.order_id
WHERE sold.id = ANY(CAST(:orders AS uuid[]))
ORDER BY rated_at DESC LIMIT :most
"""


class PersonReadings:
    """What a person's copy is made of."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def list_missions(self, contact: ContactRef) -> list[MissionRow]:
        """List a client's missions that bring no order: an order shows its own."""
        query = select(MissionRow).where(MissionRow.order_id.is_(None), _is_of(MissionRow, contact))
        newest = query.order_by(MissionRow.created_at.desc(), MissionRow.id.desc())
        return list(await self._session.scalars(newest.limit(MOST_TOLD)))

    async def list_orders(self, contact: ContactRef) -> list[OrderRow]:
        """List a client's orders."""
        query = select(OrderRow).where(_is_of(OrderRow, contact))
        newest = query.order_by(OrderRow.created_at.desc(), OrderRow.id.desc())
        return list(await self._session.scalars(newest.limit(MOST_TOLD)))

    async def list_driven(self, driver_id: UUID) -> list[str]:
        """List the references of a driver's past jobs."""
        query = select(MissionRow.reference).where(
            MissionRow.driver_id == driver_id, MissionRow.ended_at.is_not(None)
        )
        newest = query.order_by(MissionRow.ended_at.desc(), MissionRow.id.desc())
        return list(await self._session.scalars(newest.limit(MOST_TOLD)))

    async def list_applications(self, phone: str) -> list[ApplicationRow]:
        """List the applications of a phone."""
        query = select(ApplicationRow).where(ApplicationRow.phone == phone)
        newest = query.order_by(ApplicationRow.submitted_at.desc())
        return list(await self._session.scalars(newest.limit(MOST_TOLD)))

    async def list_ratings(
        self, missions: list[UUID], *, orders: list[UUID], driver_id: UUID | None
    ) -> list[GivenRating]:
        """List the ratings that somebody gave as a client of these jobs, or as a driver."""
        values = {"missions": missions, "orders": orders, "driver_id": driver_id}
        rows = await self._session.execute(text(_RATINGS), {**values, "most": MOST_TOLD})
        return [_rating(row.reference, row.stars, row.comment, row.rated_at) for row in rows]


def _rating(reference: str, stars: int, comment: str | None, rated_at: datetime) -> GivenRating:
    return GivenRating(reference=reference, stars=stars, comment=comment, rated_at=rated_at)


def _is_of(table: type[MissionRow] | type[OrderRow], contact: ContactRef) -> ColumnElement[bool]:
    known = (
        (table.client_contact_id, contact.contact_id),
        (table.client_phone, contact.phone),
        (table.client_user_id, contact.user_id),
    )
    return or_(*(column == value for column, value in known if value is not None))
