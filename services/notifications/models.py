"""Tables of notifications: recipients, notifications, attempts, account updates, erasures.

Changing columns of `notification` stay out of its indexes, partial ones included: a send updates
its row several times, and PostgreSQL then need not touch the indexes (heap-only updates).
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Enum, Index, SmallInteger, false, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.notifications.delivery import DeliveryState
from services.notifications.messages.message import Category, Kind
from shared.db.base import ServiceBase, service_metadata
from shared.messaging.tables import messaging_tables
from shared.values.ids import new_id
from shared.values.language import Language

SCHEMA: Final = "notifications"
# With the delays of `sending.plan`: about twenty minutes of an unreachable provider.
ATTEMPT_LIMIT: Final = 12


def _word(kind: type[StrEnum]) -> Enum:
    """Store an enum as its word, without a type or constraint of the database to migrate."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(ServiceBase):
    """Base of the tables of this service."""

    __abstract__ = True

    metadata = service_metadata(SCHEMA)


messaging = messaging_tables(Base.metadata)


class Recipient(Base):
    """A person on WhatsApp as we reach them; any identifier may come first, later or change.

    `last_inbound_at` opens the 24 h window (whatsapp-cloud-api.md, 6). What is queued is said in
    `language`.
    """

    __tablename__ = "recipient"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    contact_id: Mapped[UUID | None] = mapped_column(unique=True)
    phone: Mapped[str | None] = mapped_column(unique=True)
    user_id: Mapped[str | None] = mapped_column(unique=True)
    last_inbound_at: Mapped[datetime | None]
    language: Mapped[Language] = mapped_column(
        _word(Language), default=Language.FRENCH, server_default=Language.FRENCH.value
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Notification(Base):
    """One message to one person, from before it is sent until its delivery is known.

    `id` is what the channel gives back as our tracker. `message_id` is the channel's id (wamid);
    a superseded one is kept to recognise its late reports. Times are the database's clock, but for
    `expires_at`, which is the event's.
    """

    __tablename__ = "notification"
    __table_args__ = (
        Index("ix_notification_given_up", "id", postgresql_where=text("given_up_at IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    recipient_id: Mapped[UUID] = mapped_column(index=True)
    kind: Mapped[Kind] = mapped_column(_word(Kind))
    category: Mapped[Category] = mapped_column(_word(Category))
    content: Mapped[dict[str, Any]]
    fallback: Mapped[dict[str, Any] | None]
    is_optional: Mapped[bool]
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    state: Mapped[DeliveryState] = mapped_column(_word(DeliveryState), default=DeliveryState.QUEUED)
    reason: Mapped[str | None]
    is_template: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(SmallInteger, default=0)
    attempt_limit: Mapped[int] = mapped_column(SmallInteger, default=ATTEMPT_LIMIT)
    resends: Mapped[int] = mapped_column(SmallInteger, default=0)
    sending_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(index=True)
    superseded_message_id: Mapped[str | None]
    pricing: Mapped[dict[str, Any] | None]


class Erasure(Base):
    """Somebody asked to be forgotten: who has told us, and whose recipient it is.

    The person is forgotten when both services have, because then all that either wrote of them
    before has been read here. The row goes with the person.
    """

    __tablename__ = "erasure"

    contact_id: Mapped[UUID] = mapped_column(primary_key=True)
    recipient_id: Mapped[UUID | None]
    marks: Mapped[list[str]]
    told_by_conversation: Mapped[bool] = mapped_column(server_default=false())
    told_by_orders: Mapped[bool] = mapped_column(server_default=false())
    began_at: Mapped[datetime] = mapped_column(server_default=func.now())


class DeliveryAttempt(Base):
    """One finished try on one channel, append-only, without a foreign key: it is a hot path.

    `outcome` is accepted, rejected, not_sent or unknown; `code` the provider's or the failure's.
    """

    __tablename__ = "delivery_attempt"
    __table_args__ = (
        Index(
            "ix_delivery_attempt_failed",
            "started_at",
            postgresql_where=text("outcome <> 'accepted'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    notification_id: Mapped[UUID] = mapped_column(index=True)
    channel: Mapped[str]
    started_at: Mapped[datetime]
    duration_ms: Mapped[int]
    outcome: Mapped[str]
    code: Mapped[str | None]
    detail: Mapped[str | None]


class AccountUpdate(Base):
    """What Meta said of the account: templates, quality, limits. Kept as it came."""

    __tablename__ = "account_update"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    field: Mapped[str]
    value: Mapped[dict[str, Any]]
    occurred_at: Mapped[datetime] = mapped_column(index=True)
