"""Dispatch and partners."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0004"
down_revision: str | Sequence[str] | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "partner",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "reach",
            sa.Enum("own", "platform", name="reach", native_enum=False, length=20, schema="orders"),
            nullable=False,
        ),
        sa.Column(
            "country",
            sa.Enum("CG", "CM", name="country", native_enum=False, length=20, schema="orders"),
            nullable=False,
        ),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("previous_secret", sa.String(), nullable=True),
        sa.Column("previous_holds_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("key", name=op.f("uq_partner_key")),
        schema="orders",
    )
    op.create_table(
        "external_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "confirmed",
                "preparing",
                "ready",
                "handed_over",
                "delivered",
                "problem",
                "refused",
                "cancelled",
                name="orderstatus",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("client_phone", sa.String(), nullable=True),
        sa.Column("fact_ranks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["orders.partner.id"], name=op.f("fk_external_order_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_external_order")),
        schema="orders",
    )
    op.create_index(
        "uq_external_order_partner_id_reference",
        "external_order",
        ["partner_id", "reference"],
        unique=True,
        schema="orders",
    )
    op.create_table(
        "offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("driver_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "declined",
                "expired",
                "withdrawn",
                name="offerstate",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("pay", sa.Integer(), nullable=False),
        sa.Column("distance_to_pickup_m", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["orders.driver.id"], name=op.f("fk_offer_driver_id_driver")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["orders.mission.id"], name=op.f("fk_offer_mission_id_mission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        schema="orders",
    )
    op.create_index(
        "ix_offer_accepted_driver_id_closed_at",
        "offer",
        ["driver_id", "closed_at"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.create_index("ix_offer_mission_id", "offer", ["mission_id"], unique=False, schema="orders")
    op.create_index(
        "uq_offer_open_driver_id",
        "offer",
        ["driver_id"],
        unique=True,
        schema="orders",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "search",
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("round_started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("exhausted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("was_told", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["orders.mission.id"], name=op.f("fk_search_mission_id_mission")
        ),
        sa.PrimaryKeyConstraint("mission_id", name=op.f("pk_search")),
        schema="orders",
    )
    op.create_index(
        "ix_search_exhausted_at",
        "search",
        ["exhausted_at"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("exhausted_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(
        "ix_search_exhausted_at",
        table_name="search",
        schema="orders",
        postgresql_where=sa.text("exhausted_at IS NOT NULL"),
    )
    op.drop_table("search", schema="orders")
    op.drop_index(
        "uq_offer_open_driver_id",
        table_name="offer",
        schema="orders",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_index("ix_offer_mission_id", table_name="offer", schema="orders")
    op.drop_index(
        "ix_offer_accepted_driver_id_closed_at",
        table_name="offer",
        schema="orders",
        postgresql_where=sa.text("state = 'accepted'"),
    )
    op.drop_table("offer", schema="orders")
    op.drop_index(
        "uq_external_order_partner_id_reference", table_name="external_order", schema="orders"
    )
    op.drop_table("external_order", schema="orders")
    op.drop_table("partner", schema="orders")
