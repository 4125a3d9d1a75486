"""SQL of applications: by id, and pages of them by keyset."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.models import MerchantRow
from services.orders.people.applications.models import ApplicationRow
from shared.contracts.orders.applications import ApplicationState
from shared.contracts.orders.errors import ApplicationNotFound


class ApplicationRepository:
    """Applications by id and by page."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, application_id: UUID) -> ApplicationRow:
        """Return an application, locked: whoever asks decides it.

        Raises:
            ApplicationNotFound: there is none of this id.
        """
        query = select(ApplicationRow).where(ApplicationRow.id == application_id)
        row = await self._session.scalar(query.with_for_update())
        if row is None:
            raise ApplicationNotFound(application_id=application_id)
        return row

    async def add_if_none_waits(self, values: dict[str, object]) -> ApplicationRow | None:
        """Add an application; None when one of this phone and kind is under review."""
        query = insert(ApplicationRow).values(values).on_conflict_do_nothing()
        return await self._session.scalar(query.returning(ApplicationRow))

    async def is_merchant(self, phone: str) -> bool:
        """Whether a shop has this phone."""
        found = await self._session.scalar(select(exists().where(MerchantRow.phone == phone)))
        return bool(found)

    async def list_by_age(
        self,
        *,
        state: ApplicationState | None,
        after: tuple[datetime, UUID] | None,
        limit: int,
    ) -> list[ApplicationRow]:
        """List applications, oldest first, behind a position."""
        query = select(ApplicationRow)
        if state is not None:
            query = query.where(ApplicationRow.state == state)
        if after is not None:
            query = query.where(tuple_(ApplicationRow.submitted_at, ApplicationRow.id) > after)
        query = query.order_by(ApplicationRow.submitted_at, ApplicationRow.id).limit(limit)
        return list(await self._session.scalars(query))
