"""Erasures under way."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.base import UtcDateTime

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "erasure",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("told_by_conversation", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("told_by_orders", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("began_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_erasure")),
        schema="notifications",
    )


def downgrade() -> None:
    """Go back to the version before; what was forgotten stays forgotten."""
    op.drop_table("erasure", schema="notifications")
