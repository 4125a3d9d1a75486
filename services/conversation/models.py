"""Tables of conversation: contacts and roles, dialogues, messages, quarantine, model spending."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    Text,
    false,
    func,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.base import ServiceBase, service_metadata
from shared.messaging.tables import messaging_tables
from shared.values.ids import new_id


class Base(ServiceBase):
    """Everything in the schema `conversation`."""

    __abstract__ = True
    metadata = service_metadata("conversation")


messaging = messaging_tables(Base.metadata)


class Contact(Base):
    """A person, whatever identifiers we know; `merged_into` when two turned out to be one."""

    __tablename__ = "contact"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    merged_into: Mapped[UUID | None] = mapped_column(ForeignKey("conversation.contact.id"))


class ContactIdentifier(Base):
    """One way to recognise a contact: `phone` (E.164), `user_id` (BSUID) or `username`."""

    __tablename__ = "contact_identifier"

    kind: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text, primary_key=True)
    contact_id: Mapped[UUID] = mapped_column(ForeignKey("conversation.contact.id"), index=True)
    seen_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Dialogue(Base):
    """The state of a contact's dialogue, one row each, locked while a turn is made."""

    __tablename__ = "dialogue"

    contact_id: Mapped[UUID] = mapped_column(
        ForeignKey("conversation.contact.id"), primary_key=True
    )
    state: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Role(Base):
    """What a phone may do here besides being a client, as its owner service said."""

    __tablename__ = "role"

    phone: Mapped[str] = mapped_column(Text, primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)


class Message(Base):
    """An inbound message as the channel gave it, kept for people and for asking again."""

    __tablename__ = "message"
    __table_args__ = (Index("ix_message_contact_id_id", "contact_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    contact_id: Mapped[UUID]
    channel_id: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]


class HumanRequest(Base):
    """Somebody asked for a person of the team; open until answered."""

    __tablename__ = "human_request"
    __table_args__ = (
        Index("ix_human_request_open", "asked_at", postgresql_where=text("answered_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID]
    asked_at: Mapped[datetime] = mapped_column(server_default=func.now())
    answered_at: Mapped[datetime | None]


class Export(Base):
    """A person's copy of their data, for whoever has the link, until it expires.

    Of the link's token only the SHA-256 is kept.
    """

    __tablename__ = "export"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID] = mapped_column(index=True)
    token_hash: Mapped[str] = mapped_column(Text, unique=True)
    filename: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(server_default=func.now())
    expires_at: Mapped[datetime] = mapped_column(index=True)


class Erasure(Base):
    """Somebody asked to be forgotten and is, here; others are not finished.

    `marks` name the person in the log, and `lanes` were theirs: swept once notifications has gone
    past. `erased_at` is None until the person's own turn; both it and orders' word are waited for.
    """

    __tablename__ = "erasure"

    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    marks: Mapped[list[str]]
    lanes: Mapped[list[str]]
    erased_at: Mapped[datetime | None]
    is_told_by_orders: Mapped[bool] = mapped_column(server_default=false())


class Quarantined(Base):
    """A signed update we could not read: kept whole, listed, never a reason to fail a batch."""

    __tablename__ = "quarantined"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]]
    correlation_id: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime] = mapped_column(server_default=func.now(), index=True)


class ModelSpend(Base):
    """What models cost in one UTC day, reservations included, in millionths of a US dollar."""

    __tablename__ = "model_spend"

    day: Mapped[date] = mapped_column(primary_key=True)
    calls: Mapped[int] = mapped_column(BigInteger)
    input_tokens: Mapped[int] = mapped_column(BigInteger)
    output_tokens: Mapped[int] = mapped_column(BigInteger)
    micro_usd: Mapped[int] = mapped_column(BigInteger)
