"""Codes, proofs, learned places and cash."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from shared.db.base import UtcDateTime

revision: str = "0008"
down_revision: str | Sequence[str] | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_MISSION_COLUMNS = (
    "created_by_partner_id",
    "external_id",
    "order_id",
    "order_reference",
    "redelivers_id",
    "pickup_code",
    "pickup_tries",
    "pickup_proof",
    "pickup_photo_id",
    "delivery_code",
    "delivery_tries",
    "delivery_proof",
    "delivery_photo_id",
    "near_pickup_at",
    "near_dropoff_at",
)


def upgrade() -> None:
    """Go to this version."""
    _extend_missions()
    _rate_both_ways()
    _learn_places()
    _keep_cash()


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, length=20, schema="orders")


def _extend_missions() -> None:
    proof = _word("proofkind", "code", "photo")
    columns: tuple[sa.Column[Any], ...] = (
        sa.Column("created_by_partner_id", sa.Uuid(), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("order_reference", sa.String(), nullable=True),
        sa.Column("redelivers_id", sa.Uuid(), nullable=True),
        sa.Column("pickup_code", sa.String(), nullable=True),
        sa.Column("pickup_tries", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("pickup_proof", proof, nullable=True),
        sa.Column("pickup_photo_id", sa.Uuid(), nullable=True),
        sa.Column("delivery_code", sa.String(), nullable=True),
        sa.Column("delivery_tries", sa.Integer(), nullable=False, server_default=sa.text("0")),
        sa.Column("delivery_proof", proof, nullable=True),
        sa.Column("delivery_photo_id", sa.Uuid(), nullable=True),
        sa.Column("near_pickup_at", UtcDateTime(), nullable=True),
        sa.Column("near_dropoff_at", UtcDateTime(), nullable=True),
    )
    for column in columns:
        op.add_column("mission", column, schema="orders")
    op.create_foreign_key(
        op.f("fk_mission_redelivers_id_mission"),
        "mission",
        "mission",
        ["redelivers_id"],
        ["id"],
        source_schema="orders",
        referent_schema="orders",
    )
    op.create_index(
        "uq_mission_created_by_partner_id_external_id",
        "mission",
        ["created_by_partner_id", "external_id"],
        unique=True,
        schema="orders",
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    for name in ("order_id", "redelivers_id"):
        op.create_index(
            f"ix_mission_{name}",
            "mission",
            [name],
            schema="orders",
            postgresql_where=sa.text(f"{name} IS NOT NULL"),
        )


def _rate_both_ways() -> None:
    side = _word("ratingside", "client_to_driver", "driver_to_client")
    is_clients = sa.text("'client_to_driver'")  # all that were kept before
    op.add_column(
        "mission_rating",
        sa.Column("side", side, nullable=False, server_default=is_clients),
        schema="orders",
    )
    op.alter_column("mission_rating", "side", server_default=None, schema="orders")
    op.add_column("mission_rating", sa.Column("comment", sa.String()), schema="orders")
    op.drop_constraint("pk_mission_rating", "mission_rating", schema="orders")
    op.create_primary_key(
        "pk_mission_rating", "mission_rating", ["mission_id", "side"], schema="orders"
    )
    for name in ("rating_sum", "rating_count"):
        op.add_column(
            "driver",
            sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0")),
            schema="orders",
        )


def _learn_places() -> None:
    op.create_table(
        "place_drop",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("phrase", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=False),
        sa.Column("stop", _word("end", "pickup", "dropoff"), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["orders.mission.id"], name=op.f("fk_place_drop_mission_id_mission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place_drop")),
        schema="orders",
    )
    op.create_index(
        "uq_place_drop_mission_id_stop",
        "place_drop",
        ["mission_id", "stop"],
        unique=True,
        schema="orders",
    )
    op.create_index(
        "ix_place_drop_phrase_city_id", "place_drop", ["phrase", "city", "id"], schema="orders"
    )


def _keep_cash() -> None:
    _create_purse()
    _create_handover()
    _create_entry()


def _create_purse() -> None:
    op.create_table(
        "cash_purse",
        sa.Column("driver_id", sa.Uuid(), nullable=False),
        sa.Column("in_hand", sa.Integer(), nullable=False),
        sa.CheckConstraint("in_hand >= 0", name=op.f("ck_cash_purse_in_hand_not_negative")),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["orders.driver.id"], name=op.f("fk_cash_purse_driver_id_driver")
        ),
        sa.PrimaryKeyConstraint("driver_id", name=op.f("pk_cash_purse")),
        schema="orders",
    )
    op.create_index(
        "ix_cash_purse_in_hand",
        "cash_purse",
        ["in_hand", "driver_id"],
        schema="orders",
        postgresql_where=sa.text("in_hand > 0"),
    )


def _create_handover() -> None:
    op.create_table(
        "cash_handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("driver_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("banked_at", UtcDateTime(), nullable=True),
        sa.Column("bank_reference", sa.String(), nullable=True),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cash_handover_amount_positive")),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["orders.driver.id"], name=op.f("fk_cash_handover_driver_id_driver")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_handover")),
        schema="orders",
    )
    op.create_index(
        "ix_cash_handover_unconfirmed_driver_id",
        "cash_handover",
        ["driver_id", "expires_at"],
        schema="orders",
        postgresql_where=sa.text("confirmed_at IS NULL"),
    )


def _create_entry() -> None:
    kind = _word("cashkind", "declared", "collected", "handed_over", "banked")
    op.create_table(
        "cash_entry",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("driver_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("mission_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(), nullable=True),
        sa.Column("handover_id", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_cash_entry_amount_positive")),
        sa.CheckConstraint(
            "num_nonnulls(mission_id, handover_id) = 1", name=op.f("ck_cash_entry_one_cause")
        ),
        sa.ForeignKeyConstraint(
            ["driver_id"], ["orders.driver.id"], name=op.f("fk_cash_entry_driver_id_driver")
        ),
        sa.ForeignKeyConstraint(
            ["mission_id"], ["orders.mission.id"], name=op.f("fk_cash_entry_mission_id_mission")
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["orders.cash_handover.id"],
            name=op.f("fk_cash_entry_handover_id_cash_handover"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cash_entry")),
        schema="orders",
    )
    op.create_index(
        "ix_cash_entry_driver_id_id", "cash_entry", ["driver_id", "id"], schema="orders"
    )
    for cause in ("mission_id", "handover_id"):
        op.create_index(
            f"uq_cash_entry_{cause}_kind",
            "cash_entry",
            [cause, "kind"],
            unique=True,
            schema="orders",
            postgresql_where=sa.text(f"{cause} IS NOT NULL"),
        )


def downgrade() -> None:
    """Go back to the version before; what drivers said of clients is forgotten."""
    for table in ("cash_entry", "cash_handover", "cash_purse", "place_drop"):
        op.drop_table(table, schema="orders")
    for name in ("rating_sum", "rating_count"):
        op.drop_column("driver", name, schema="orders")
    op.execute("DELETE FROM orders.mission_rating WHERE side = 'driver_to_client'")
    op.drop_constraint("pk_mission_rating", "mission_rating", schema="orders")
    op.create_primary_key("pk_mission_rating", "mission_rating", ["mission_id"], schema="orders")
    op.drop_column("mission_rating", "comment", schema="orders")
    op.drop_column("mission_rating", "side", schema="orders")
    for name in _MISSION_COLUMNS:
        op.drop_column("mission", name, schema="orders")
