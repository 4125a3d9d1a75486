"""Open jobs and applications."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.base import UtcDateTime

revision: str = "0009"
down_revision: str | Sequence[str] | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_POINT = "point(longitude, latitude)"


def upgrade() -> None:
    """Go to this version."""
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")  # equal city, then nearest point
    _drivers()
    _jobs()
    _applications()


def _drivers() -> None:
    op.add_column("driver", sa.Column("suspended_at", UtcDateTime()), schema="orders")
    op.create_check_constraint(
        op.f("ck_driver_on_duty_may_deliver"),
        "driver",
        "NOT is_on_duty OR (approved_at IS NOT NULL AND suspended_at IS NULL)",
        schema="orders",
    )
    op.drop_index("ix_driver_city_on_duty", table_name="driver", schema="orders")
    for name, on_duty in (
        ("ix_driver_on_duty_point", "is_on_duty"),
        ("ix_driver_on_duty_point_no_motorbike", "is_on_duty AND vehicle <> 'motorbike'"),
    ):
        op.create_index(
            name,
            "driver",
            ["city", sa.text(_POINT)],
            schema="orders",
            postgresql_using="gist",
            postgresql_where=sa.text(on_duty),
        )
    op.create_index(
        "ix_driver_on_duty_city_last_seen",
        "driver",
        ["city", sa.text("coalesce(position_at, '-infinity'::timestamptz)")],
        schema="orders",
        postgresql_where=sa.text("is_on_duty"),
    )


def _jobs() -> None:
    op.add_column("search", sa.Column("open_until", UtcDateTime()), schema="orders")
    op.add_column("search", sa.Column("city", sa.String()), schema="orders")
    op.add_column("search", sa.Column("latitude", sa.Float()), schema="orders")
    op.add_column("search", sa.Column("longitude", sa.Float()), schema="orders")
    op.create_index(
        "ix_search_open_city_pickup",
        "search",
        ["city", sa.text(_POINT)],
        schema="orders",
        postgresql_using="gist",
        postgresql_where=sa.text("open_until IS NOT NULL"),
    )
    op.create_index(
        "ix_mission_ended_driver_id_ended_at_id",
        "mission",
        ["driver_id", "ended_at", "id"],
        schema="orders",
        postgresql_where=sa.text("driver_id IS NOT NULL AND ended_at IS NOT NULL"),
    )


def _applications() -> None:
    op.create_table(
        "application",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", _word("applicationkind", "driver", "merchant"), nullable=False),
        sa.Column(
            "state",
            _word("applicationstate", "pending_review", "approved", "rejected"),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("contact", postgresql.JSONB(), nullable=False),
        sa.Column("place", postgresql.JSONB(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("details", postgresql.JSONB(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application")),
        schema="orders",
    )
    op.create_index(
        "uq_application_pending_phone_kind",
        "application",
        ["phone", "kind"],
        unique=True,
        schema="orders",
        postgresql_where=sa.text("state = 'pending_review'"),
    )
    for columns in (["state", "submitted_at", "id"], ["submitted_at", "id"]):
        op.create_index(
            "_".join(["ix_application", *columns]), "application", columns, schema="orders"
        )


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=20, schema="orders")


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("application", schema="orders")
    op.drop_index("ix_mission_ended_driver_id_ended_at_id", table_name="mission", schema="orders")
    op.drop_index("ix_search_open_city_pickup", table_name="search", schema="orders")
    for column in ("longitude", "latitude", "city", "open_until"):
        op.drop_column("search", column, schema="orders")
    for name in (
        "ix_driver_on_duty_city_last_seen",
        "ix_driver_on_duty_point_no_motorbike",
        "ix_driver_on_duty_point",
    ):
        op.drop_index(name, table_name="driver", schema="orders")
    op.create_index(
        "ix_driver_city_on_duty",
        "driver",
        ["city"],
        schema="orders",
        postgresql_where=sa.text("is_on_duty"),
    )
    op.drop_constraint("ck_driver_on_duty_may_deliver", "driver", schema="orders")
    op.drop_column("driver", "suspended_at", schema="orders")
