"""Missions, their changes and the counter of their references."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "mission_counter",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_mission_counter")),
        schema="orders",
    )
    op.create_table(
        "mission",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "accepted",
                "to_pickup",
                "at_pickup",
                "picked_up",
                "in_transit",
                "at_dropoff",
                "delivered",
                "problem",
                "returned",
                "cancelled",
                name="missionstatus",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("client_contact_id", sa.Uuid(), nullable=True),
        sa.Column("client_phone", sa.String(), nullable=True),
        sa.Column("client_user_id", sa.String(), nullable=True),
        sa.Column("client_name", sa.String(), nullable=True),
        sa.Column("pickup", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("dropoff", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "size",
            sa.Enum(
                "small",
                "medium",
                "large",
                name="parcelsize",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("declared_value", sa.Integer(), nullable=True),
        sa.Column("cash_to_collect", sa.Integer(), nullable=True),
        sa.Column("photo_media_id", sa.String(), nullable=True),
        sa.Column("price", sa.Integer(), nullable=True),
        sa.Column("distance_m", sa.Integer(), nullable=True),
        sa.Column("driver_id", sa.Uuid(), nullable=True),
        sa.Column("driver_name", sa.String(), nullable=True),
        sa.Column("driver_phone", sa.String(), nullable=True),
        sa.Column("fact_ranks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("tracking_token", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["orders.driver.id"], name=op.f("fk_mission_driver_id_driver")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission")),
        sa.UniqueConstraint("tracking_token", name=op.f("uq_mission_tracking_token")),
        schema="orders",
    )
    op.create_index(
        "ix_mission_active_client_contact_id",
        "mission",
        ["client_contact_id"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_mission_active_client_phone",
        "mission",
        ["client_phone"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_mission_active_client_user_id",
        "mission",
        ["client_user_id"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "ix_mission_active_driver_id",
        "mission",
        ["driver_id"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_mission_reference", "mission", ["reference"], unique=False, schema="orders")
    op.create_index(
        "uq_mission_own_reference",
        "mission",
        ["reference"],
        unique=True,
        schema="orders",
        postgresql_where=sa.text("partner_id IS NULL"),
    )
    op.create_index(
        "uq_mission_partner_id_reference",
        "mission",
        ["partner_id", "reference"],
        unique=True,
        schema="orders",
        postgresql_where=sa.text("partner_id IS NOT NULL"),
    )
    op.create_table(
        "mission_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "pending",
                "accepted",
                "to_pickup",
                "at_pickup",
                "picked_up",
                "in_transit",
                "at_dropoff",
                "delivered",
                "problem",
                "returned",
                "cancelled",
                name="missionstatus",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("has_moved", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "client",
                "driver",
                "partner",
                "system",
                name="source",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("place", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["orders.mission.id"], name=op.f("fk_mission_change_mission_id_mission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mission_change")),
        schema="orders",
    )
    op.create_index(
        "uq_mission_change_mission_id_status",
        "mission_change",
        ["mission_id", "status"],
        unique=True,
        schema="orders",
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(
        "uq_mission_change_mission_id_status", table_name="mission_change", schema="orders"
    )
    op.drop_table("mission_change", schema="orders")
    op.drop_index(
        "uq_mission_partner_id_reference",
        table_name="mission",
        schema="orders",
        postgresql_where=sa.text("partner_id IS NOT NULL"),
    )
    op.drop_index(
        "uq_mission_own_reference",
        table_name="mission",
        schema="orders",
        postgresql_where=sa.text("partner_id IS NULL"),
    )
    op.drop_index("ix_mission_reference", table_name="mission", schema="orders")
    op.drop_index(
        "ix_mission_active_driver_id",
        table_name="mission",
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_mission_active_client_user_id",
        table_name="mission",
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_mission_active_client_phone",
        table_name="mission",
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "ix_mission_active_client_contact_id",
        table_name="mission",
        schema="orders",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_table("mission", schema="orders")
    op.drop_table("mission_counter", schema="orders")
