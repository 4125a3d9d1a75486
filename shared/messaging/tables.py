"""The tables of durable messaging, declared once per service in its own schema.

event_log is append-only and ordered by (transaction, id); inbox_key remembers what was taken in;
lane and lane_item hold ordered work; idempotent_answer keeps answers to commands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Dialect,
    Identity,
    Index,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import UserDefinedType

from shared.db.base import UtcDateTime


class TransactionId(UserDefinedType[int]):
    """PostgreSQL's 64-bit transaction id, `xid8`, as text on the wire and an int here."""

    cache_ok = True

    def get_col_spec(self, **_options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
        """Name the type in DDL."""
        return "xid8"

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:  # noqa: ANN401 - same
        """Read the driver's value as an int."""
        del dialect, coltype
        return int


@dataclass(frozen=True)
class MessagingTables:
    """The messaging tables of one service."""

    schema: str
    event_log: Table
    inbox_key: Table
    event_cursor: Table
    parked_event: Table
    lane: Table
    lane_item: Table
    idempotent_answer: Table


def messaging_tables(metadata: MetaData) -> MessagingTables:
    """Declare the tables in a service's MetaData."""
    return MessagingTables(
        schema=str(metadata.schema),
        event_log=_event_log(metadata),
        inbox_key=_inbox_key(metadata),
        event_cursor=_event_cursor(metadata),
        parked_event=_parked_event(metadata),
        lane=_lane(metadata),
        lane_item=_lane_item(metadata),
        idempotent_answer=_idempotent_answer(metadata),
    )


def _now(name: str) -> Column[datetime]:
    return Column(name, UtcDateTime, nullable=False, server_default=func.now())


def _event_log(metadata: MetaData) -> Table:
    return Table(
        "event_log",
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column(
            "transaction_id",
            TransactionId,
            nullable=False,
            server_default=text("pg_current_xact_id()"),
        ),
        Column("event_id", Uuid, nullable=False, unique=True),
        Column("name", Text, nullable=False),
        Column("correlation_id", String(64), nullable=False),
        Column("body", JSONB, nullable=False),
        _now("recorded_at"),
        Index("ix_event_log_transaction_id_id", "transaction_id", "id"),
        Index("ix_event_log_recorded_at", "recorded_at"),
    )


def _inbox_key(metadata: MetaData) -> Table:
    return Table(
        "inbox_key",
        metadata,
        Column("key", Text, primary_key=True),
        _now("received_at"),
        Index("ix_inbox_key_received_at", "received_at"),
    )


def _event_cursor(metadata: MetaData) -> Table:
    return Table(
        "event_cursor",
        metadata,
        Column("producer", Text, primary_key=True),
        Column("position", Text, nullable=False),
        _now("moved_at"),
    )


def _parked_event(metadata: MetaData) -> Table:
    return Table(
        "parked_event",
        metadata,
        Column("event_id", Uuid, primary_key=True),
        Column("producer", Text, nullable=False),
        Column("name", Text, nullable=False),
        Column("correlation_id", String(64), nullable=False),
        Column("body", JSONB, nullable=False),
        Column("error", Text, nullable=False),
        _now("parked_at"),
    )


def _lane(metadata: MetaData) -> Table:
    return Table(
        "lane",
        metadata,
        Column("key", Text, primary_key=True),
        Column("ready_at", UtcDateTime, nullable=False),
        Column("leased_until", UtcDateTime, nullable=False, server_default=text("'-infinity'")),
        Column("fence", BigInteger, nullable=False, server_default=text("0")),
        Column("arrivals", BigInteger, nullable=False, server_default=text("0")),
        Index("ix_lane_ready_at", "ready_at", postgresql_where=text("ready_at < 'infinity'")),
    )


def _lane_item(metadata: MetaData) -> Table:
    return Table(
        "lane_item",
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("lane", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("payload", JSONB, nullable=False),
        Column("correlation_id", String(64), nullable=False),
        _now("received_at"),
        Column("available_at", UtcDateTime, nullable=False, server_default=func.now()),
        Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
        Column("error", Text),
        Column("parked_at", UtcDateTime),
        Index("ix_lane_item_lane_id", "lane", "id", postgresql_where=text("parked_at IS NULL")),
        Index(
            "ix_lane_item_parked_at", "parked_at", postgresql_where=text("parked_at IS NOT NULL")
        ),
    )


def _idempotent_answer(metadata: MetaData) -> Table:
    return Table(
        "idempotent_answer",
        metadata,
        Column("key", Text, primary_key=True),
        Column("request_hash", String(64), nullable=False),
        Column("answer", JSONB),
        _now("created_at"),
        Index("ix_idempotent_answer_created_at", "created_at"),
    )
