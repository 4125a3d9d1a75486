"""All SQL of conversation: contacts with their dialogues, messages, quarantine, human requests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.models import (
    Contact,
    ContactIdentifier,
    HumanRequest,
    Message,
    Quarantined,
    Role,
    messaging,
)
from shared.values.contact import ContactRef
from shared.values.ids import new_id

PHONE, USER_ID, USERNAME = "phone", "user_id", "username"

# The statements of every turn, as text: a turn is made hundreds of times a second.
_PERSON = """
SELECT contact.id, contact.name, contact.merged_into, dialogue.state,
  (SELECT jsonb_object_agg(kind, value) FROM conversation.contact_identifier AS known
   WHERE known.contact_id = contact.id) AS identifiers,
  (SELECT array_agg(role.role ORDER BY role.role) FROM conversation.role
   JOIN conversation.contact_identifier AS known
     ON known.kind = 'phone' AND known.value = role.phone
   WHERE known.contact_id = contact.id) AS roles
FROM conversation.contact LEFT JOIN conversation.dialogue ON dialogue.contact_id = contact.id
"""
_GET = text(_PERSON + " WHERE contact.id = :contact_id FOR UPDATE OF contact")
_OF_ANY = """
    WHERE contact.id IN (
      SELECT known.contact_id FROM conversation.contact_identifier AS known
      JOIN unnest(CAST(:kinds AS text[]), CAST(:values AS text[])) AS wanted (kind, value)
        USING (kind, value)
    ) ORDER BY contact.created_at, contact.id FOR UPDATE OF contact
"""
_FIND = text(_PERSON + _OF_ANY)
_SAVE_STATE = text(
    """INSERT INTO conversation.dialogue (contact_id, state, changed_at)
    VALUES (:contact_id, CAST(CAST(:state AS text) AS jsonb), :changed_at)
    ON CONFLICT (contact_id)
    DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at"""
)
_MESSAGE_COLUMNS = ("contact_id", "channel_id", "kind", "body", "received_at")
_KEEP_MESSAGES = text(
    """INSERT INTO conversation.message (contact_id, channel_id, kind, body, received_at)
    SELECT contact_id, channel_id, kind, body::jsonb, received_at FROM unnest(
      CAST(:contact_ids AS uuid[]), CAST(:channel_ids AS text[]), CAST(:kinds AS text[]),
      CAST(:bodys AS text[]), CAST(:received_ats AS timestamptz[])
    ) WITH ORDINALITY AS u (contact_id, channel_id, kind, body, received_at, position)
    ORDER BY position"""
)


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


def _person(row: Row[Any]) -> Person:
    return Person(row.id, row.name, row.identifiers or {}, tuple(row.roles or ()), row.state)


class ContactRepository:
    """Contacts by what is known of them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def resolve(self, identifiers: Mapping[str, str], *, name: str | None) -> Person:
        """Find, or make, the one contact with these identifiers, locked for this transaction.

        New identifiers are added; when they belong to two contacts the younger is merged into
        the older, so that nothing of either is orphaned (whatsapp-cloud-api.md, 2.2).
        """
        found = await self._find(identifiers)
        if not found:
            found = [await self._make(name)]
        person, *others = found
        for other in others:
            await self._merge(other.id, into=person.id)
        missing = {k: v for k, v in identifiers.items() if person.identifiers.get(k) != v}
        if missing:
            await self._identify(person.id, missing)
            person = await self.get(person.id)
        if name and name != person.name:
            await self._session.execute(
                update(Contact).where(Contact.id == person.id).values(name=name)
            )
            person = replace(person, name=name)
        return person

    async def get(self, contact_id: UUID) -> Person:
        """Give a contact, locked for this transaction, following a merge."""
        row = (await self._session.execute(_GET, {"contact_id": contact_id})).one()
        if row.merged_into is not None:
            return await self.get(row.merged_into)
        return _person(row)

    async def save_state(self, contact_id: UUID, state: str, *, at: datetime) -> None:
        """Keep the dialogue's new state, given as JSON."""
        values = {"contact_id": contact_id, "state": state, "changed_at": at}
        await self._session.execute(_SAVE_STATE, values)

    async def _find(self, identifiers: Mapping[str, str]) -> list[Person]:
        """List the contacts with any of these, oldest first; a username proves nothing."""
        known = {kind: value for kind, value in identifiers.items() if kind != USERNAME}
        values = {"kinds": list(known), "values": list(known.values())}
        return [_person(row) for row in await self._session.execute(_FIND, values)]

    async def _make(self, name: str | None) -> Person:
        contact_id = new_id()
        await self._session.execute(insert(Contact).values(id=contact_id, name=name))
        return Person(contact_id, name, {}, (), None)

    async def give_role(self, phone: str, role: str) -> None:
        """Remember what a phone may do; twice is once."""
        await self._session.execute(
            insert(Role).values(phone=phone, role=role).on_conflict_do_nothing()
        )

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
        """Keep inbound messages; `body` is JSON."""
        if rows:
            columns = {f"{name}s": [row[name] for row in rows] for name in _MESSAGE_COLUMNS}
            await self._session.execute(_KEEP_MESSAGES, columns)

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
