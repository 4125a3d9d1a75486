"""The catalogue, drivers and quotes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Go to this version."""
    op.create_table(
        "driver",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column(
            "vehicle",
            sa.Enum(
                "motorbike",
                "tricycle",
                "car",
                "van",
                name="vehicle",
                native_enum=False,
                length=20,
                schema="orders",
            ),
            nullable=False,
        ),
        sa.Column("rating", sa.Double(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_on_duty", sa.Boolean(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("position_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_driver")),
        sa.UniqueConstraint("phone", name=op.f("uq_driver_phone")),
        schema="orders",
    )
    op.create_index(
        "ix_driver_city_on_duty",
        "driver",
        ["city"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("is_on_duty"),
    )
    op.create_table(
        "merchant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("quartier", sa.String(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merchant")),
        sa.UniqueConstraint("phone", name=op.f("uq_merchant_phone")),
        schema="orders",
    )
    op.create_index(
        "ix_merchant_city_name_id",
        "merchant",
        ["city", "name", "id"],
        unique=False,
        schema="orders",
    )
    op.create_table(
        "quote",
        sa.Column("id", sa.Uuid(), nullable=False),
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
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quote")),
        schema="orders",
    )
    op.create_table(
        "product",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("low_stock_threshold", sa.Integer(), nullable=False),
        sa.Column("image_url", sa.String(), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["orders.merchant.id"], name=op.f("fk_product_merchant_id_merchant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_product")),
        schema="orders",
    )
    op.create_index(
        "ix_product_merchant_id_name_id",
        "product",
        ["merchant_id", "name", "id"],
        unique=False,
        schema="orders",
        postgresql_where=sa.text("is_active"),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_index(
        "ix_product_merchant_id_name_id",
        table_name="product",
        schema="orders",
        postgresql_where=sa.text("is_active"),
    )
    op.drop_table("product", schema="orders")
    op.drop_table("quote", schema="orders")
    op.drop_index("ix_merchant_city_name_id", table_name="merchant", schema="orders")
    op.drop_table("merchant", schema="orders")
    op.drop_index(
        "ix_driver_city_on_duty",
        table_name="driver",
        schema="orders",
        postgresql_where=sa.text("is_on_duty"),
    )
    op.drop_table("driver", schema="orders")
