"""A person's copies, and erasures under way."""

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
        "export",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_export_token_hash")),
        schema="conversation",
    )
    for column in ("contact_id", "expires_at"):
        op.create_index(op.f(f"ix_export_{column}"), "export", [column], schema="conversation")
    op.create_table(
        "erasure",
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("lanes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.Column("is_told_by_orders", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("contact_id", name=op.f("pk_erasure")),
        schema="conversation",
    )


def downgrade() -> None:
    """Go back to the version before; what was forgotten stays forgotten."""
    op.drop_table("erasure", schema="conversation")
    op.drop_table("export", schema="conversation")
