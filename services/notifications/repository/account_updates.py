"""Account updates, kept as Meta sent them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.models import AccountUpdate


class AccountUpdateRepository:
    """Append-only."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add(
        self, update_id: UUID, *, field: str, value: dict[str, Any], occurred_at: datetime
    ) -> None:
        """Keep one; a known one is kept once."""
        row = insert(AccountUpdate).values(
            id=update_id, field=field, value=value, occurred_at=occurred_at
        )
        await self._session.execute(row.on_conflict_do_nothing())
