"""Ratings of missions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from shared.db.base import UtcDateTime

revision: str = "0005"
down_revision: str | Sequence[str] | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "mission_rating",
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["orders.mission.id"], name=op.f("fk_mission_rating_mission_id_mission")
        ),
        sa.PrimaryKeyConstraint("mission_id", name=op.f("pk_mission_rating")),
        schema="orders",
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("mission_rating", schema="orders")
