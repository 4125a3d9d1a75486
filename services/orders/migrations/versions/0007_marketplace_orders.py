"""Carts and marketplace orders; a person's missions by date."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.base import UtcDateTime

revision: str = "0007"
down_revision: str | Sequence[str] | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KNOWN_BY: Final = ("client_contact_id", "client_phone", "client_user_id")
BY_DATE: Final = ("created_at", "id")
ON_THE_DESK: Final = "status IN ('pending', 'confirmed', 'preparing', 'ready')"
STATUSES: Final = (
    "pending",
    "confirmed",
    "preparing",
    "ready",
    "handed_over",
    "delivered",
    "problem",
    "refused",
    "cancelled",
)


def upgrade() -> None:
    """Go to this version."""
    _create_cart()
    _create_order()
    _create_parts()
    for table in ("mission", "marketplace_order"):
        for column in KNOWN_BY:
            op.create_index(
                f"ix_{table}_{column}_created_at_id",
                table,
                [column, *BY_DATE],
                schema="orders",
                postgresql_where=sa.text(f"{column} IS NOT NULL"),
            )


def downgrade() -> None:
    """Go back to the version before."""
    for column in KNOWN_BY:
        op.drop_index(
            f"ix_mission_{column}_created_at_id",
            table_name="mission",
            schema="orders",
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    for table in ("order_rating", "order_line", "order_change", "order_counter"):
        op.drop_table(table, schema="orders")
    op.drop_table("marketplace_order", schema="orders")
    op.drop_table("cart", schema="orders")


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=20, schema="orders")


def _client() -> list[sa.Column[object]]:
    return [
        sa.Column("client_contact_id", sa.Uuid(), nullable=True),
        sa.Column("client_phone", sa.String(), nullable=True),
        sa.Column("client_user_id", sa.String(), nullable=True),
        sa.Column("client_name", sa.String(), nullable=True),
    ]


def _create_cart() -> None:
    op.create_table(
        "cart",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_client(),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("dropoff", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("subtotal", sa.Integer(), nullable=False),
        sa.Column("delivery_fee", sa.Integer(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("promo_code", sa.String(), nullable=True),
        sa.Column("promo_refusal", sa.String(), nullable=True),
        sa.Column(
            "promo_hold",
            _word("promohold", "none", "asked", "released", "committed"),
            nullable=False,
        ),
        sa.Column("is_promo_settled", sa.Boolean(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id"], ["orders.merchant.id"], name=op.f("fk_cart_merchant_id_merchant")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cart")),
        schema="orders",
    )
    op.create_index("ix_cart_expires_at", "cart", ["expires_at"], schema="orders")


def _create_order() -> None:
    op.create_table(
        "marketplace_order",
        sa.Column("id", sa.Uuid(), nullable=False),
        *_client(),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("cart_id", sa.Uuid(), nullable=False),
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("status", _word("orderstatus", *STATUSES), nullable=False),
        sa.Column("dropoff", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=False),
        sa.Column("subtotal", sa.Integer(), nullable=False),
        sa.Column("delivery_fee", sa.Integer(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("promo_code", sa.String(), nullable=True),
        sa.Column(
            "payment_method",
            _word("paymentmethod", "cash", "mobile_money", "transfer"),
            nullable=False,
        ),
        sa.Column(
            "payment_state",
            _word("paymentstate", "on_delivery", "awaited", "received", "expired"),
            nullable=False,
        ),
        sa.Column("pay_before", UtcDateTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("refusal", sa.String(), nullable=True),
        sa.Column("mission_id", sa.Uuid(), nullable=True),
        sa.Column("missions_made", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "discount BETWEEN 0 AND subtotal",
            name=op.f("ck_marketplace_order_discount_within_subtotal"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id"],
            ["orders.merchant.id"],
            name=op.f("fk_marketplace_order_merchant_id_merchant"),
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"],
            ["orders.mission.id"],
            name=op.f("fk_marketplace_order_mission_id_mission"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marketplace_order")),
        sa.UniqueConstraint("cart_id", name=op.f("uq_marketplace_order_cart_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_marketplace_order_reference")),
        schema="orders",
    )
    for column in KNOWN_BY:
        op.create_index(
            f"ix_marketplace_order_active_{column}",
            "marketplace_order",
            [column, *BY_DATE],
            schema="orders",
            postgresql_where=sa.text("ended_at IS NULL"),
        )
    op.create_index(
        "ix_marketplace_order_desk",
        "marketplace_order",
        ["merchant_id", *BY_DATE],
        schema="orders",
        postgresql_where=sa.text(ON_THE_DESK),
    )


def _create_parts() -> None:
    op.create_table(
        "order_counter",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_order_counter")),
        schema="orders",
    )
    op.create_table(
        "order_change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("status", _word("orderstatus", *STATUSES), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "source",
            _word("party", "client", "merchant", "driver", "system", "partner"),
            nullable=False,
        ),
        sa.Column("who", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        _of_order("order_change"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_change")),
        schema="orders",
    )
    op.create_index(
        "ix_order_change_order_id_id", "order_change", ["order_id", "id"], schema="orders"
    )
    op.create_table(
        "order_line",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_price", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        _of_order("order_line"),
        sa.ForeignKeyConstraint(
            ["product_id"], ["orders.product.id"], name=op.f("fk_order_line_product_id_product")
        ),
        sa.PrimaryKeyConstraint("order_id", "product_id", name=op.f("pk_order_line")),
        schema="orders",
    )
    op.create_table(
        "order_rating",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("rated_at", UtcDateTime(), nullable=False),
        _of_order("order_rating"),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_rating")),
        schema="orders",
    )


def _of_order(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["order_id"],
        ["orders.marketplace_order.id"],
        name=op.f(f"fk_{table}_order_id_marketplace_order"),
    )
