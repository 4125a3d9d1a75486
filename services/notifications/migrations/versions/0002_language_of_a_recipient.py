"""The language in which a recipient is spoken to."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column(
        "recipient",
        sa.Column("language", sa.String(length=40), server_default="fr", nullable=False),
        schema="notifications",
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_column("recipient", "language", schema="notifications")
