"""The directory of artisans, and the tables of messaging."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.base import UtcDateTime
from shared.messaging.tables import TransactionId

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "event_cursor",
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("moved_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("producer", name=op.f("pk_event_cursor")),
        schema="provider",
    )
    op.create_table(
        "event_log",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column(
            "transaction_id",
            TransactionId(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_log")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_log_event_id")),
        schema="provider",
    )
    op.create_index(
        "ix_event_log_recorded_at", "event_log", ["recorded_at"], unique=False, schema="provider"
    )
    op.create_index(
        "ix_event_log_transaction_id_id",
        "event_log",
        ["transaction_id", "id"],
        unique=False,
        schema="provider",
    )
    op.create_table(
        "idempotent_answer",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotent_answer")),
        schema="provider",
    )
    op.create_index(
        "ix_idempotent_answer_created_at",
        "idempotent_answer",
        ["created_at"],
        unique=False,
        schema="provider",
    )
    op.create_table(
        "inbox_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("received_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox_key")),
        schema="provider",
    )
    op.create_index(
        "ix_inbox_key_received_at", "inbox_key", ["received_at"], unique=False, schema="provider"
    )
    op.create_table(
        "lane",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ready_at", UtcDateTime(), nullable=False),
        sa.Column(
            "leased_until", UtcDateTime(), server_default=sa.text("'-infinity'"), nullable=False
        ),
        sa.Column("fence", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("arrivals", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lane")),
        schema="provider",
    )
    op.create_index(
        "ix_lane_ready_at",
        "lane",
        ["ready_at"],
        unique=False,
        schema="provider",
        postgresql_where=sa.text("ready_at < 'infinity'"),
    )
    op.create_table(
        "lane_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column("received_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.Column("available_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("parked_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lane_item")),
        schema="provider",
    )
    op.create_index(
        "ix_lane_item_lane_id",
        "lane_item",
        ["lane", "id"],
        unique=False,
        schema="provider",
        postgresql_where=sa.text("parked_at IS NULL"),
    )
    op.create_index(
        "ix_lane_item_parked_at",
        "lane_item",
        ["parked_at"],
        unique=False,
        schema="provider",
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    op.create_table(
        "parked_event",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("parked_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_parked_event")),
        schema="provider",
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("quartier", sa.Text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("phone", name=op.f("uq_provider_phone")),
        schema="provider",
    )
    op.create_index(
        "ix_provider_city_name_id",
        "provider",
        ["city", "name", "id"],
        unique=False,
        schema="provider",
        postgresql_where=sa.text("approved"),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(
        "ix_provider_city_name_id",
        table_name="provider",
        schema="provider",
        postgresql_where=sa.text("approved"),
    )
    op.drop_table("provider", schema="provider")
    op.drop_table("parked_event", schema="provider")
    op.drop_index(
        "ix_lane_item_parked_at",
        table_name="lane_item",
        schema="provider",
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_lane_item_lane_id",
        table_name="lane_item",
        schema="provider",
        postgresql_where=sa.text("parked_at IS NULL"),
    )
    op.drop_table("lane_item", schema="provider")
    op.drop_index(
        "ix_lane_ready_at",
        table_name="lane",
        schema="provider",
        postgresql_where=sa.text("ready_at < 'infinity'"),
    )
    op.drop_table("lane", schema="provider")
    op.drop_index("ix_inbox_key_received_at", table_name="inbox_key", schema="provider")
    op.drop_table("inbox_key", schema="provider")
    op.drop_index(
        "ix_idempotent_answer_created_at", table_name="idempotent_answer", schema="provider"
    )
    op.drop_table("idempotent_answer", schema="provider")
    op.drop_index("ix_event_log_transaction_id_id", table_name="event_log", schema="provider")
    op.drop_index("ix_event_log_recorded_at", table_name="event_log", schema="provider")
    op.drop_table("event_log", schema="provider")
    op.drop_table("event_cursor", schema="provider")
