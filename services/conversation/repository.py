"""All SQL of conversation: contacts with their dialogues, messages, quarantine, human requests."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.models import (
    Contact,
    ContactIdentifier,
    Erasure,
    Export,
    HumanRequest,
    Message,
    Quarantined,
    Role,
    messaging,
)
from shared.messaging.erasure import drop_lanes
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


_OF_CONTACT: Final = """(
  WITH RECURSIVE mine AS (
    SELECT CAST(:contact_id AS uuid) AS id
    UNION SELECT merged.id FROM conversation.contact AS merged JOIN mine ON merged_into = mine.id
  ) SELECT id FROM mine
)"""
# In this order: rows that refer to the contact go before it.
_ERASE: Final = (
    *(
        f"DELETE FROM conversation.{table} WHERE contact_id IN {_OF_CONTACT}"  # noqa: S608 - ours
        for table in ("dialogue", "message", "human_request", "export", "contact_identifier")
    ),
    f"DELETE FROM conversation.contact WHERE id IN {_OF_CONTACT}",  # noqa: S608 - ours
    "DELETE FROM conversation.role WHERE phone = CAST(:phone AS text)",
    "DELETE FROM conversation.lane_item WHERE lane = ANY(CAST(:asking AS text[]))",
    (
        "DELETE FROM conversation.lane_item WHERE parked_at IS NOT NULL"
        " AND lane = ANY(CAST(:lanes AS text[]))"
    ),
    (
        "DELETE FROM conversation.quarantined WHERE EXISTS ("
        "SELECT FROM unnest(CAST(:marks AS text[])) mark WHERE strpos(body::text, mark) > 0)"
    ),
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


class ContactGone(LookupError):
    """The person asked to be forgotten."""


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
        """Give a contact, locked for this transaction, following a merge.

        Raises:
            ContactGone: the person asked to be forgotten.
        """
        row = (await self._session.execute(_GET, {"contact_id": contact_id})).one_or_none()
        if row is None:
            raise ContactGone(contact_id)
        if row.merged_into is not None:
            return await self.get(row.merged_into)
        return _person(row)

    async def find(self, identifiers: Mapping[str, str]) -> Person | None:
        """Find the contact with one of these identifiers."""
        found = await self._find(identifiers)
        return found[0] if found else None

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

    async def list_known(self, ids: Collection[UUID]) -> set[UUID]:
        """Tell which of these contacts there are."""
        query = select(Contact.id).where(Contact.id.in_(ids))
        return set(await self._session.scalars(query))

    async def take_roles(self, phone: str) -> None:
        """Forget what a phone may do."""
        await self._session.execute(delete(Role).where(Role.phone == phone))

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


class PersonalDataRepository:
    """All that is kept of one person: told, and forgotten."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def list_messages(self, contact_id: UUID, *, limit: int) -> list[Message]:
        """List what somebody wrote, newest first."""
        query = select(Message).where(Message.contact_id == contact_id)
        return list(await self._session.scalars(query.order_by(Message.id.desc()).limit(limit)))

    async def list_human_requests(self, contact_id: UUID) -> list[HumanRequest]:
        """List when somebody asked for a person of the team, newest first."""
        query = select(HumanRequest).where(HumanRequest.contact_id == contact_id)
        return list(await self._session.scalars(query.order_by(HumanRequest.asked_at.desc())))

    async def keep_export(self, values: dict[str, object]) -> None:
        """Keep a copy; the one before it is gone, and so is its link."""
        mine = Export.contact_id == values["contact_id"]
        await self._session.execute(delete(Export).where(mine))
        await self._session.execute(insert(Export).values(values))

    async def find_export(self, token_hash: str, *, at: datetime) -> Export | None:
        """Find the copy of a link that still holds."""
        query = select(Export).where(Export.token_hash == token_hash, Export.expires_at > at)
        return await self._session.scalar(query)

    async def erase(self, person: Person) -> None:
        """Delete a contact, those merged into it, and all that is theirs."""
        values = {
            "contact_id": person.id,
            "asking": _asking_lanes(person.id),
            "lanes": lanes_of(person),
            "marks": person.ref.marks,
            "phone": person.identifiers.get(PHONE),
        }
        for statement in _ERASE:
            names = {one: value for one, value in values.items() if f":{one}" in statement}
            await self._session.execute(text(statement), names)

    async def note_erasure(self, contact_id: UUID, **known: object) -> Erasure:
        """Note what is known of an erasure, and lock it: `marks` add up, the rest is set."""
        row = insert(Erasure).values(**{"contact_id": contact_id, "lanes": [], **known})
        noted: dict[str, object] = {name: row.excluded[name] for name in known}
        noted["marks"] = Erasure.marks.concat(row.excluded.marks)
        rows = await self._session.scalars(
            row.on_conflict_do_update(index_elements=["contact_id"], set_=noted).returning(Erasure),
            execution_options={"populate_existing": True},
        )
        return rows.one()

    async def find_erasure(self, contact_id: UUID) -> Erasure | None:
        """Find an erasure that is not finished everywhere."""
        return await self._session.get(Erasure, contact_id)

    async def finish_erasure(self, contact_id: UUID, *, lanes: Sequence[str]) -> None:
        """Forget the erasure itself, and the lanes at rest that were the person's."""
        await drop_lanes(self._session, messaging, lanes)
        await self._session.execute(delete(Erasure).where(Erasure.contact_id == contact_id))


def lanes_of(person: Person) -> list[str]:
    """Name the lanes of a person: what they say, and what they want."""
    digits = person.identifiers.get(PHONE, "").removeprefix("+")
    said = [f"wa:{one}" for one in (person.identifiers.get(USER_ID), digits) if one]
    return [*said, *_asking_lanes(person.id)]


def _asking_lanes(contact_id: UUID) -> list[str]:
    return [asking_lane(contact_id), asking_lane(contact_id, is_own=True)]


def asking_lane(contact_id: UUID, *, is_own: bool = False) -> str:
    """Name the lane of what a person wants of other services, or of conversation itself.

    What is our own never waits behind a service that is down.
    """
    return f"intent:{contact_id}:own" if is_own else f"intent:{contact_id}"
