"""Who asked for a price; drivers and shops that are forgotten; erasures under way."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.base import UtcDateTime

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column("quote", sa.Column("contact_id", sa.Uuid(), nullable=True), schema="orders")
    op.create_index(
        "ix_quote_contact_id",
        "quote",
        ["contact_id"],
        schema="orders",
        postgresql_where=sa.text("contact_id IS NOT NULL"),
    )
    for table in ("driver", "merchant"):
        op.add_column(table, sa.Column("erased_at", UtcDateTime(), nullable=True), schema="orders")
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("marks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("erased_at", UtcDateTime(), server_default=sa.text("now()"), nullable=False),
        sa.Column("partners_passed_at", UtcDateTime(), nullable=True),
        sa.Column("services_passed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_erasure")),
        schema="orders",
    )


def downgrade() -> None:
    """Go back to the version before; what was forgotten stays forgotten."""
    op.drop_table("erasure", schema="orders")
    for table in ("merchant", "driver"):
        op.drop_column(table, "erased_at", schema="orders")
    op.drop_index("ix_quote_contact_id", table_name="quote", schema="orders")
    op.drop_column("quote", "contact_id", schema="orders")
