"""First tables: recipients, notifications, attempts, account updates, messaging."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.messaging.tables import TransactionId

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "account_update",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("occurred_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_update")),
        schema="notifications",
    )
    op.create_index(
        op.f("ix_account_update_occurred_at"),
        "account_update",
        ["occurred_at"],
        unique=False,
        schema="notifications",
    )
    op.create_table(
        "delivery_attempt",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notification_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("detail", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempt")),
        schema="notifications",
    )
    op.create_index(
        "ix_delivery_attempt_failed",
        "delivery_attempt",
        ["started_at"],
        unique=False,
        schema="notifications",
        postgresql_where=sa.text("outcome <> 'accepted'"),
    )
    op.create_index(
        op.f("ix_delivery_attempt_notification_id"),
        "delivery_attempt",
        ["notification_id"],
        unique=False,
        schema="notifications",
    )
    op.create_table(
        "event_cursor",
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column(
            "moved_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("producer", name=op.f("pk_event_cursor")),
        schema="notifications",
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
        sa.Column(
            "recorded_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_log")),
        sa.UniqueConstraint("event_id", name=op.f("uq_event_log_event_id")),
        schema="notifications",
    )
    op.create_index(
        "ix_event_log_recorded_at",
        "event_log",
        ["recorded_at"],
        unique=False,
        schema="notifications",
    )
    op.create_index(
        "ix_event_log_transaction_id_id",
        "event_log",
        ["transaction_id", "id"],
        unique=False,
        schema="notifications",
    )
    op.create_table(
        "idempotent_answer",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.String(length=64), nullable=False),
        sa.Column("answer", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_idempotent_answer")),
        schema="notifications",
    )
    op.create_index(
        "ix_idempotent_answer_created_at",
        "idempotent_answer",
        ["created_at"],
        unique=False,
        schema="notifications",
    )
    op.create_table(
        "inbox_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_inbox_key")),
        schema="notifications",
    )
    op.create_index(
        "ix_inbox_key_received_at",
        "inbox_key",
        ["received_at"],
        unique=False,
        schema="notifications",
    )
    op.create_table(
        "lane",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "leased_until",
            sa.DateTime(timezone=True),
            server_default=sa.text("'-infinity'"),
            nullable=False,
        ),
        sa.Column("fence", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("arrivals", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_lane")),
        schema="notifications",
    )
    op.create_index(
        "ix_lane_ready_at",
        "lane",
        ["ready_at"],
        unique=False,
        schema="notifications",
        postgresql_where=sa.text("ready_at < 'infinity'"),
    )
    op.create_table(
        "lane_item",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("lane", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "available_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("attempts", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("parked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lane_item")),
        schema="notifications",
    )
    op.create_index(
        "ix_lane_item_lane_id",
        "lane_item",
        ["lane", "id"],
        unique=False,
        schema="notifications",
        postgresql_where=sa.text("parked_at IS NULL"),
    )
    op.create_index(
        "ix_lane_item_parked_at",
        "lane_item",
        ["parked_at"],
        unique=False,
        schema="notifications",
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    op.create_table(
        "notification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dedupe_key", sa.String(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("fallback", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("is_optional", sa.Boolean(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("is_template", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("attempt_limit", sa.SmallInteger(), nullable=False),
        sa.Column("resends", sa.SmallInteger(), nullable=False),
        sa.Column("sending_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("superseded_message_id", sa.String(), nullable=True),
        sa.Column("pricing", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notification")),
        sa.UniqueConstraint("dedupe_key", name=op.f("uq_notification_dedupe_key")),
        schema="notifications",
    )
    op.create_index(
        "ix_notification_given_up",
        "notification",
        ["id"],
        unique=False,
        schema="notifications",
        postgresql_where=sa.text("given_up_at IS NOT NULL"),
    )
    op.create_index(
        op.f("ix_notification_message_id"),
        "notification",
        ["message_id"],
        unique=False,
        schema="notifications",
    )
    op.create_index(
        op.f("ix_notification_recipient_id"),
        "notification",
        ["recipient_id"],
        unique=False,
        schema="notifications",
    )
    op.create_table(
        "parked_event",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("producer", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("correlation_id", sa.String(length=64), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column(
            "parked_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_parked_event")),
        schema="notifications",
    )
    op.create_table(
        "recipient",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("last_inbound_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recipient")),
        sa.UniqueConstraint("contact_id", name=op.f("uq_recipient_contact_id")),
        sa.UniqueConstraint("phone", name=op.f("uq_recipient_phone")),
        sa.UniqueConstraint("user_id", name=op.f("uq_recipient_user_id")),
        schema="notifications",
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("recipient", schema="notifications")
    op.drop_table("parked_event", schema="notifications")
    op.drop_index(
        op.f("ix_notification_recipient_id"), table_name="notification", schema="notifications"
    )
    op.drop_index(
        op.f("ix_notification_message_id"), table_name="notification", schema="notifications"
    )
    op.drop_index(
        "ix_notification_given_up",
        table_name="notification",
        schema="notifications",
        postgresql_where=sa.text("given_up_at IS NOT NULL"),
    )
    op.drop_table("notification", schema="notifications")
    op.drop_index(
        "ix_lane_item_parked_at",
        table_name="lane_item",
        schema="notifications",
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    op.drop_index(
        "ix_lane_item_lane_id",
        table_name="lane_item",
        schema="notifications",
        postgresql_where=sa.text("parked_at IS NULL"),
    )
    op.drop_table("lane_item", schema="notifications")
    op.drop_index(
        "ix_lane_ready_at",
        table_name="lane",
        schema="notifications",
        postgresql_where=sa.text("ready_at < 'infinity'"),
    )
    op.drop_table("lane", schema="notifications")
    op.drop_index("ix_inbox_key_received_at", table_name="inbox_key", schema="notifications")
    op.drop_table("inbox_key", schema="notifications")
    op.drop_index(
        "ix_idempotent_answer_created_at", table_name="idempotent_answer", schema="notifications"
    )
    op.drop_table("idempotent_answer", schema="notifications")
    op.drop_index("ix_event_log_transaction_id_id", table_name="event_log", schema="notifications")
    op.drop_index("ix_event_log_recorded_at", table_name="event_log", schema="notifications")
    op.drop_table("event_log", schema="notifications")
    op.drop_table("event_cursor", schema="notifications")
    op.drop_index(
        op.f("ix_delivery_attempt_notification_id"),
        table_name="delivery_attempt",
        schema="notifications",
    )
    op.drop_index(
        "ix_delivery_attempt_failed",
        table_name="delivery_attempt",
        schema="notifications",
        postgresql_where=sa.text("outcome <> 'accepted'"),
    )
    op.drop_table("delivery_attempt", schema="notifications")
    op.drop_index(
        op.f("ix_account_update_occurred_at"), table_name="account_update", schema="notifications"
    )
    op.drop_table("account_update", schema="notifications")
