"""SQL of erasures: who has told us of one, and what is deleted in the end."""

from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, delete, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.delivery import DeliveryState
from services.notifications.models import (
    DeliveryAttempt,
    Erasure,
    Notification,
    Recipient,
)
from shared.messaging.erasure import Spoken
from shared.values.language import Language

_NO_SYNC: Final = {"synchronize_session": False}
_ON_THE_WAY: Final = (DeliveryState.QUEUED, DeliveryState.SENDING, DeliveryState.UNKNOWN)
# What others were told of the person's jobs: that they were told stays, the words go.
OTHERS: Final = Spoken(
    "notifications.notification",
    "id",
    "uuid",
    "(content::text || coalesce(fallback::text, ''))",
    "created_at",
    where="state NOT IN ('queued', 'sending', 'unknown')",
    change="""
    UPDATE {table} SET content = '{{"type": "text", "body": "—"}}', fallback = NULL,
      given_up_at = NULL WHERE {key} IN (SELECT key FROM page WHERE is_named) RETURNING 1
    """,
)
_AWAITED: Final = """
SELECT EXISTS (
  SELECT FROM notifications.notification AS one, unnest(CAST(:marks AS text[])) AS mark
  WHERE one.state IN ('queued', 'sending', 'unknown') AND one.created_at <= :before
    AND strpos(one.content::text || coalesce(one.fallback::text, ''), mark) > 0
)
"""
_DROP_ITEMS: Final = """
DELETE FROM notifications.lane_item WHERE lane = :lane AND kind = 'send'
AND payload->>'notification_id' = ANY(CAST(:ids AS text[]))
"""


class ErasureRepository:
    """Erasures by contact, and the rows they delete."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, contact_id: UUID, *, marks: list[str], by: str) -> Erasure:
        """Note who told of an erasure, and lock it; `by` is `conversation` or `orders`."""
        told = {f"told_by_{by}": True}
        row = insert(Erasure).values(contact_id=contact_id, marks=marks, **told)
        more = {**told, "marks": Erasure.marks.concat(row.excluded.marks)}
        noted = row.on_conflict_do_update(index_elements=["contact_id"], set_=more)
        found = await self._session.scalars(
            noted.returning(Erasure), execution_options={"populate_existing": True}
        )
        return found.one()

    async def find(self, contact_id: UUID) -> Erasure | None:
        """Find an erasure that is not finished, locked."""
        query = select(Erasure).where(Erasure.contact_id == contact_id).with_for_update()
        return await self._session.scalar(query)

    async def detach(self, contact_id: UUID) -> UUID | None:
        """Part the recipient from its contact.

        The last message still leaves; who writes from the same phone takes the row over, as
        somebody new.
        """
        parted = update(Recipient).where(Recipient.contact_id == contact_id)
        return await self._session.scalar(
            parted.values(contact_id=None, language=Language.FRENCH).returning(Recipient.id),
            execution_options=_NO_SYNC,
        )

    async def list_on_their_way(self, recipient_id: UUID) -> list[UUID]:
        """List what has not settled yet: what is sent before the person is forgotten."""
        query = select(Notification.id).where(
            Notification.recipient_id == recipient_id, Notification.state.in_(_ON_THE_WAY)
        )
        return list(await self._session.scalars(query))

    async def delete_settled(self, recipient_id: UUID) -> None:
        """Delete what was sent or given up."""
        await self._delete(
            Notification.recipient_id == recipient_id, Notification.state.not_in(_ON_THE_WAY)
        )

    async def delete_these(self, notification_ids: list[UUID], *, lane: str) -> None:
        """Delete notifications with their second chances, and what waits to send them."""
        keys = select(Notification.dedupe_key + ":again").where(
            Notification.id.in_(notification_ids)
        )
        query = select(Notification.id).where(
            or_(Notification.id.in_(notification_ids), Notification.dedupe_key.in_(keys))
        )
        ids = (await self._session.scalars(query)).all()
        await self._session.execute(
            text(_DROP_ITEMS), {"lane": lane, "ids": [str(one) for one in ids]}
        )
        await self._delete(Notification.id.in_(ids))

    async def forget_recipient(self, recipient_id: UUID, *, contact_id: UUID) -> None:
        """Delete the recipient, unless somebody new has it by now or is about to be told."""
        waits = select(Notification.id).where(Notification.recipient_id == recipient_id).exists()
        is_nobodys = or_(Recipient.contact_id.is_(None), Recipient.contact_id == contact_id)
        mine = (Recipient.id == recipient_id, is_nobodys)
        gone = delete(Recipient).where(*mine, ~waits)
        await self._session.execute(gone.execution_options(**_NO_SYNC))
        parted = update(Recipient).where(*mine).values(contact_id=None, last_inbound_at=None)
        await self._session.execute(parted.execution_options(**_NO_SYNC))

    async def are_others_awaited(self, erasure: Erasure) -> bool:
        """Whether somebody else is still to be told of one of the person's jobs."""
        values = {"marks": erasure.marks, "before": erasure.began_at}
        return bool(await self._session.scalar(text(_AWAITED), values))

    async def finish(self, contact_id: UUID) -> None:
        """Forget the erasure itself."""
        await self._session.execute(delete(Erasure).where(Erasure.contact_id == contact_id))

    async def _delete(self, *which: ColumnElement[bool]) -> None:
        ids = select(Notification.id).where(*which)
        attempts = delete(DeliveryAttempt).where(DeliveryAttempt.notification_id.in_(ids))
        await self._session.execute(attempts.execution_options(**_NO_SYNC))
        gone = delete(Notification).where(*which)
        await self._session.execute(gone.execution_options(**_NO_SYNC))
