"""All SQL of conversation: contacts with their dialogues, messages, quarantine, human requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.models import (
    Contact,
    ContactIdentifier,
    Dialogue,
    HumanRequest,
    Message,
    Quarantined,
    Role,
    messaging,
)
from shared.values.contact import ContactRef
from shared.values.ids import new_id

PHONE, USER_ID, USERNAME = "phone", "user_id", "username"


@dataclass(frozen=True, slots=True)
class Person:
    """A contact with its identifiers, roles and the state of its dialogue (a plain dict)."""

    id: UUID
    name: str | None
    identifiers: Mapping[str, str]
    roles: tuple[str, ...]
    state: dict[str, Any] | None

    @property
    def ref(self) -> ContactRef:
        """How other services are told of this person."""
        return ContactRef(
            contact_id=self.id,
            phone=self.identifiers.get(PHONE),
            user_id=self.identifiers.get(USER_ID),
            name=self.name,
        )


class ContactRepository:
    """Contacts by what is known of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def resolve(self, identifiers: Mapping[str, str], *, name: str | None) -> Person:
        """Find, or make, the one contact with these identifiers, locked for this transaction.

        New identifiers are added; when they belong to two contacts the younger is merged into
        the older, so that nothing of either is orphaned (whatsapp-cloud-api.md, 2.2).
        """
        found = await self._contact_ids(identifiers)
        if not found:
            contact_id = new_id()
            await self._session.execute(insert(Contact).values(id=contact_id, name=name))
        else:
            contact_id = found[0]
            for other in found[1:]:
                await self._merge(other, into=contact_id)
        person = await self.get(contact_id)
        missing = {
            kind: value
            for kind, value in identifiers.items()
            if person.identifiers.get(kind) != value
        }
        if missing:
            await self._identify(contact_id, missing)
            person = await self.get(contact_id)
        if name and name != person.name:
            await self._session.execute(
                update(Contact).where(Contact.id == contact_id).values(name=name)
            )
        return person

    async def get(self, contact_id: UUID) -> Person:
        """Give a contact, locked for this transaction, following a merge."""
        known = (
            select(func.jsonb_object_agg(ContactIdentifier.kind, ContactIdentifier.value))
            .where(ContactIdentifier.contact_id == Contact.id)
            .scalar_subquery()
        )
        roles = (
            select(func.array_agg(Role.role))
            .join(ContactIdentifier, ContactIdentifier.value == Role.phone)
            .where(ContactIdentifier.contact_id == Contact.id, ContactIdentifier.kind == PHONE)
            .scalar_subquery()
        )
        state = select(Dialogue.state).where(Dialogue.contact_id == Contact.id).scalar_subquery()
        query = select(Contact.id, Contact.name, Contact.merged_into, known, roles, state).where(
            Contact.id == contact_id
        )
        row = (await self._session.execute(query.with_for_update(of=Contact))).one()
        if row.merged_into is not None:
            return await self.get(row.merged_into)
        return Person(row.id, row.name, row[3] or {}, tuple(sorted(row[4] or ())), row[5])

    async def save_state(self, contact_id: UUID, state: dict[str, Any], *, at: datetime) -> None:
        """Keep the dialogue's new state."""
        values = {"contact_id": contact_id, "state": state, "changed_at": at}
        statement = insert(Dialogue).values(values)
        await self._session.execute(
            statement.on_conflict_do_update(
                index_elements=[Dialogue.contact_id],
                set_={"state": statement.excluded.state, "changed_at": at},
            )
        )

    async def give_role(self, phone: str, role: str) -> None:
        """Remember what a phone may do; twice is once."""
        await self._session.execute(
            insert(Role).values(phone=phone, role=role).on_conflict_do_nothing()
        )

    async def _contact_ids(self, identifiers: Mapping[str, str]) -> list[UUID]:
        pair = tuple_(ContactIdentifier.kind, ContactIdentifier.value)
        wanted = [(k, v) for k, v in identifiers.items() if k != USERNAME]
        query = (
            select(Contact.id)
            .join(ContactIdentifier, ContactIdentifier.contact_id == Contact.id)
            .where(pair.in_(wanted))
            .group_by(Contact.id)
            .order_by(Contact.created_at, Contact.id)
        )
        return list((await self._session.scalars(query)).all())

    async def _identify(self, contact_id: UUID, identifiers: Mapping[str, str]) -> None:
        """Attach identifiers; a phone or username that changed hands follows its new owner."""
        for kind, value in sorted(identifiers.items()):
            await self._session.execute(
                delete(ContactIdentifier).where(
                    ContactIdentifier.contact_id == contact_id, ContactIdentifier.kind == kind
                )
            )
            statement = insert(ContactIdentifier).values(
                kind=kind, value=value, contact_id=contact_id
            )
            await self._session.execute(
                statement.on_conflict_do_update(
                    index_elements=[ContactIdentifier.kind, ContactIdentifier.value],
                    set_={"contact_id": contact_id, "seen_at": func.now()},
                )
            )

    async def _merge(self, younger: UUID, *, into: UUID) -> None:
        for table in (ContactIdentifier, Message):
            await self._session.execute(
                update(table).where(table.contact_id == younger).values(contact_id=into)
            )
        await self._session.execute(
            update(HumanRequest).where(HumanRequest.contact_id == younger).values(contact_id=into)
        )
        await self._session.execute(
            update(Contact).where(Contact.id == younger).values(merged_into=into)
        )


class InboxRepository:
    """What came in: messages kept, updates set aside, people waiting for a person."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def keep_messages(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keep inbound messages."""
        if rows:
            await self._session.execute(insert(Message), list(rows))

    async def take_keys(self, keys: Sequence[str]) -> set[str]:
        """Remember inbox keys; return those that were new."""
        if not keys:
            return set()
        table = messaging.inbox_key
        statement = insert(table).on_conflict_do_nothing().returning(table.c.key)
        rows = await self._session.execute(statement, [{"key": key} for key in sorted(set(keys))])
        return set(rows.scalars())

    async def quarantine(self, rows: Sequence[dict[str, Any]]) -> None:
        """Set updates aside, each once."""
        if rows:
            await self._session.execute(insert(Quarantined).on_conflict_do_nothing(), list(rows))

    async def ask_human(self, contact_id: UUID, *, at: datetime) -> None:
        """Open a request for a person, unless one is open."""
        is_open = select(HumanRequest.id).where(
            HumanRequest.contact_id == contact_id, HumanRequest.answered_at.is_(None)
        )
        if await self._session.scalar(is_open) is None:
            await self._session.execute(
                insert(HumanRequest).values(id=new_id(), contact_id=contact_id, asked_at=at)
            )
