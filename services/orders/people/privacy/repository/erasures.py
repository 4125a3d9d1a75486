"""SQL of erasures under way: what still has to be swept, and who has gone past."""

from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.people.privacy.models import ErasureRow
from shared.messaging.erasure import Spoken

# A webhook that is still owed is left for a later sweep: its partner is told of an ended job.
WEBHOOKS: Final = Spoken(
    "orders.partner_webhook", "id", "uuid", "body::text", "created_at", where="state <> 'pending'"
)
_OWED: Final = """
SELECT EXISTS (
  SELECT FROM orders.partner_webhook AS webhook, unnest(CAST(:marks AS text[])) AS mark
  WHERE webhook.state = 'pending' AND webhook.created_at <= :before
    AND strpos(webhook.body::text, mark) > 0
)
"""


class ErasureRepository:
    """Erasures by contact."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def remember(self, contact_id: UUID, *, marks: list[str]) -> None:
        """Remember what to sweep; of an erasure that is asked for again, the marks of both."""
        row = insert(ErasureRow).values(id=contact_id, marks=marks)
        again = {
            "marks": ErasureRow.marks.concat(row.excluded.marks),
            "erased_at": func.now(),
            "partners_passed_at": None,
            "services_passed_at": None,
        }
        await self._session.execute(row.on_conflict_do_update(index_elements=["id"], set_=again))

    async def find(self, contact_id: UUID, *, lock: bool = False) -> ErasureRow | None:
        """Find an erasure that is not finished."""
        query = select(ErasureRow).where(ErasureRow.id == contact_id)
        return await self._session.scalar(query.with_for_update() if lock else query)

    async def is_a_partner_owed(self, erasure: ErasureRow) -> bool:
        """Whether a partner still has to be told of one of the person's jobs."""
        values = {"marks": erasure.marks, "before": erasure.erased_at}
        return bool(await self._session.scalar(text(_OWED), values))

    async def finish(self, contact_id: UUID) -> None:
        """Forget the erasure itself."""
        await self._session.execute(delete(ErasureRow).where(ErasureRow.id == contact_id))
