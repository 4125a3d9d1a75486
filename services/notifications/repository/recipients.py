"""Recipients by any identifier. Conversation knows best who has which: see `hear_from`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Row, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.models import Notification, Recipient
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from shared.values.language import Language

_Match = Row[UUID, UUID | None, str | None, str | None, Language]

_IDENTIFIERS: Final = ("contact_id", "user_id", "phone")
# Rows are never kept as objects here, so there is nothing to bring up to date.
_NO_SYNC: Final = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class Known:
    """A recipient as a message needs it."""

    id: UUID
    language: Language


class RecipientRepository:
    """Finds or makes the recipient of a contact; remembers answers for its transaction."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session
        self._known: dict[ContactRef, Known] = {}

    async def recognise(self, contact: ContactRef) -> Known:
        """Find or make the recipient of a contact others named; blanks are filled, no more."""
        if contact not in self._known:
            found = await self._find(contact) or await self._make(contact)
            best = min(found, key=lambda row: _distance(row, contact))
            if not _is_someone_else(best, contact):
                await self._fill_blanks(best, contact)
            self._known[contact] = Known(best.id, best.language)
        return self._known[contact]

    async def speak(self, contact: ContactRef, *, language: Language) -> None:
        """Record in which language a contact is spoken to from now on."""
        known = await self.recognise(contact)
        await self._session.execute(
            update(Recipient)
            .where(Recipient.id == known.id)
            .values(language=language)
            .execution_options(**_NO_SYNC)
        )
        self._known.clear()  # the same person may be known by several references

    async def hear_from(self, contact: ContactRef, *, at: datetime) -> UUID:
        """Record that a contact wrote: opens the window, and the identifiers are right now.

        A phone or user id of another contact moves here, without that contact's messages. A
        recipient known by nothing else becomes this one, with what still waits for it.
        """
        found = await self._find(contact)
        for other in found:
            if _is_someone_else(other, contact):
                await self._release(other, contact)
        same = [row for row in found if not _is_someone_else(row, contact)]
        same = same or list(await self._make(contact))
        best, *halves = sorted(same, key=lambda row: _distance(row, contact))
        for half in halves:
            await self._absorb(half, into=best.id)
        await self._refresh(best.id, contact, at=at)
        known = Known(best.id, best.language)
        self._known = {contact: known}
        return known.id

    async def _refresh(self, recipient_id: UUID, contact: ContactRef, *, at: datetime) -> None:
        values = {name: value for name, value in _identifiers(contact) if value is not None}
        await self._session.execute(
            update(Recipient)
            .where(Recipient.id == recipient_id)
            .values(**values, last_inbound_at=func.greatest(Recipient.last_inbound_at, at))
            .execution_options(**_NO_SYNC)
        )

    async def _make(self, contact: ContactRef) -> Sequence[_Match]:
        """Insert a recipient; the result is ours, or that of whoever was faster."""
        row = insert(Recipient).values(id=new_id(), **dict(_identifiers(contact)))
        await self._session.execute(row.on_conflict_do_nothing())
        return await self._find(contact)

    async def _find(self, contact: ContactRef) -> Sequence[_Match]:
        same = [
            getattr(Recipient, name) == value
            for name, value in _identifiers(contact)
            if value is not None
        ]
        query = select(
            Recipient.id,
            Recipient.contact_id,
            Recipient.user_id,
            Recipient.phone,
            Recipient.language,
        )
        # Held until the commit, so that nobody absorbs a recipient we are queueing for.
        held = query.where(or_(*same)).with_for_update(read=True, key_share=True)
        return (await self._session.execute(held)).all()

    async def _fill_blanks(self, row: _Match, contact: ContactRef) -> None:
        taken = {
            name: value
            for name, value in _identifiers(contact)
            if value is not None and getattr(row, name) is None
        }
        for name, value in taken.items():
            column = getattr(Recipient, name)
            is_free = ~select(Recipient.id).where(column == value).exists()
            statement = update(Recipient).where(Recipient.id == row.id, is_free)
            await self._session.execute(
                statement.values({name: value}).execution_options(**_NO_SYNC)
            )

    async def _absorb(self, other: _Match, *, into: UUID) -> None:
        # The deletion first: it waits for whoever is queueing for this recipient right now.
        await self._session.execute(
            delete(Recipient).where(Recipient.id == other.id).execution_options(**_NO_SYNC)
        )
        await self._session.execute(
            update(Notification)
            .where(Notification.recipient_id == other.id)
            .values(recipient_id=into)
            .execution_options(**_NO_SYNC)
        )

    async def _release(self, other: _Match, contact: ContactRef) -> None:
        """Another contact holds what is this one's now: it must not get this one's messages."""
        moved = {
            name: None
            for name, value in _identifiers(contact)
            if value is not None and getattr(other, name) == value
        }
        await self._session.execute(
            update(Recipient)
            .where(Recipient.id == other.id)
            .values(moved)
            .execution_options(**_NO_SYNC)
        )


def _identifiers(contact: ContactRef) -> list[tuple[str, UUID | str | None]]:
    return [(name, getattr(contact, name)) for name in _IDENTIFIERS]


def _is_someone_else(row: _Match, contact: ContactRef) -> bool:
    """Tell whether both have a contact id, and not the same."""
    return None not in {row.contact_id, contact.contact_id} and row.contact_id != contact.contact_id


def _distance(row: _Match, contact: ContactRef) -> int:
    """Rank a match: the contact id says more than the user id, and that more than the phone."""
    for rank, (name, value) in enumerate(_identifiers(contact)):
        if value is not None and getattr(row, name) == value:
            return rank
    return len(_IDENTIFIERS)
