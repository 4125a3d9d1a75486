"""Partner accounts, endpoints and deliveries."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_REQUESTED = sa.text("created_by_partner_id IS NOT NULL")
_OWED = sa.text("state IN ('pending', 'held')")


def upgrade() -> None:
    """Go to this version."""
    op.add_column("partner", sa.Column("api_key_hash", sa.String(), nullable=True), schema="orders")
    op.add_column(
        "partner",
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        schema="orders",
    )
    op.create_unique_constraint(
        op.f("uq_partner_api_key_hash"), "partner", ["api_key_hash"], schema="orders"
    )
    op.create_index("ix_partner_name_id", "partner", ["name", "id"], schema="orders")
    for columns in (["id"], ["status", "id"]):
        op.create_index(
            f"ix_mission_created_by_partner_id_{'_'.join(columns)}",
            "mission",
            ["created_by_partner_id", *columns],
            schema="orders",
            postgresql_where=_REQUESTED,
        )
    _create_endpoint()
    _create_webhook()


def _create_endpoint() -> None:
    reason = sa.Enum(
        "gone",
        "failing",
        "switched_off",
        name="disabledreason",
        native_enum=False,
        length=20,
        schema="orders",
    )
    op.create_table(
        "partner_endpoint",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("event_types", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("disabled_reason", reason, nullable=True),
        sa.Column("last_success_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("last_error_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consecutive_failures", sa.Integer(), nullable=False),
        sa.Column("given_up", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["orders.partner.id"],
            name=op.f("fk_partner_endpoint_partner_id_partner"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_endpoint")),
        schema="orders",
    )
    op.create_index(
        "ix_partner_endpoint_partner_id",
        "partner_endpoint",
        ["partner_id", "id"],
        schema="orders",
    )


def _create_webhook() -> None:
    state = sa.Enum(
        "pending",
        "delivered",
        "given_up",
        "held",
        name="webhookstate",
        native_enum=False,
        length=20,
        schema="orders",
    )
    op.create_table(
        "partner_webhook",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("endpoint_id", sa.Uuid(), nullable=False),
        sa.Column("event_type", sa.String(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", state, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("first_tried_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["endpoint_id"],
            ["orders.partner_endpoint.id"],
            name=op.f("fk_partner_webhook_endpoint_id_partner_endpoint"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_webhook")),
        schema="orders",
    )
    op.create_index(
        "ix_partner_webhook_endpoint_id_number",
        "partner_webhook",
        ["endpoint_id", "number"],
        schema="orders",
    )
    op.create_index(
        "ix_partner_webhook_owed",
        "partner_webhook",
        ["endpoint_id", "state"],
        schema="orders",
        postgresql_where=_OWED,
    )
    op.create_index(
        "ix_partner_webhook_created_at", "partner_webhook", ["created_at"], schema="orders"
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("partner_webhook", schema="orders")
    op.drop_table("partner_endpoint", schema="orders")
    for columns in ("status_id", "id"):
        op.drop_index(
            f"ix_mission_created_by_partner_id_{columns}", table_name="mission", schema="orders"
        )
    op.drop_index("ix_partner_name_id", table_name="partner", schema="orders")
    op.drop_constraint(op.f("uq_partner_api_key_hash"), "partner", schema="orders")
    op.drop_column("partner", "disabled_at", schema="orders")
    op.drop_column("partner", "api_key_hash", schema="orders")
