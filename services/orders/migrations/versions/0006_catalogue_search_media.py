"""Search, pictures and reserved stock."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.base import UtcDateTime

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LISTED = sa.text("is_active")
SORTED_BY = ("price", "sold_30d", "created_at")

# Accents go first, then French endings; what is no word (figures, codes) stays as it is.
CONFIGURATIONS = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE TEXT SEARCH CONFIGURATION orders.french (COPY = pg_catalog.french)",
    """ALTER TEXT SEARCH CONFIGURATION orders.french
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem""",
    "CREATE TEXT SEARCH CONFIGURATION orders.plain (COPY = pg_catalog.simple)",
    """ALTER TEXT SEARCH CONFIGURATION orders.plain
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple""",
)

# Every word stands behind its city, so that a search in a city reads the list of that city alone.
# The category is a word too (`#Plats`): a search inside a category meets two lists, not two tables.
# Hyphens and apostrophes part words. Quotes of lexemes are the only ones left in the text form.
WORDS = r"""
CREATE FUNCTION orders.product_words(
  city varchar, name varchar, category varchar, shop varchar, description varchar
) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT regexp_replace(
    (
      setweight(to_tsvector('orders.french'::regconfig, translate(name, '-''’/\', '     ')), 'A')
      || setweight(
        to_tsvector('orders.french'::regconfig, translate(category, '-''’/\', '     ')), 'B')
      || setweight(to_tsvector('orders.french'::regconfig, translate(shop, '-''’/\', '     ')), 'C')
      || setweight(
        to_tsvector('orders.french'::regconfig, translate(description, '-''’/\', '     ')), 'D')
      || array_to_tsvector(ARRAY['#' || translate(category, ' ''\', '_')])
    )::text,
    '(^| )''', '\1''' || translate(city, ' ''\', '_') || ':', 'g'
  )::tsvector
$$
"""


def upgrade() -> None:
    """Go to this version."""
    for statement in (*CONFIGURATIONS, WORDS):
        op.execute(statement)
    _add_pictures()
    _widen_merchant()
    _widen_product()
    _index_products()
    op.create_table(
        "product_sale",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["product_id"], ["orders.product.id"], name=op.f("fk_product_sale_product_id_product")
        ),
        sa.PrimaryKeyConstraint("product_id", "day", name=op.f("pk_product_sale")),
        schema="orders",
    )
    op.create_index("ix_product_sale_day", "product_sale", ["day"], schema="orders")
    op.create_table(
        "search_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_search_word")),
        schema="orders",
    )
    op.create_index(
        "ix_search_word_word",
        "search_word",
        ["word"],
        schema="orders",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
        postgresql_ops={"word": "gin_trgm_ops"},
    )
    op.execute(
        "INSERT INTO orders.search_word SELECT DISTINCT word FROM orders.product, unnest("
        "tsvector_to_array(to_tsvector('orders.plain', concat_ws(' ', name, category, shop))))"
        " AS word"
    )


def _add_pictures() -> None:
    op.create_table(
        "picture",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("large", sa.LargeBinary(), nullable=False),
        sa.Column("thumb", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_picture")),
        schema="orders",
    )
    op.create_table(
        "image",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "state", _word("none", "waiting", "ready", "refused", name="imagestate"), nullable=False
        ),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column(
            "source_kind", _word("channel", "url", "bytes", name="sourcekind"), nullable=False
        ),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["sha256"], ["orders.picture.sha256"], name=op.f("fk_image_sha256_picture")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image")),
        schema="orders",
    )


def _widen_merchant() -> None:
    op.add_column("merchant", sa.Column("rccm", sa.String(), nullable=True), schema="orders")
    for column in ("rating_sum", "rating_count"):
        counted = sa.Column(column, sa.Integer(), nullable=False, server_default="0")
        op.add_column("merchant", counted, schema="orders")
        op.alter_column("merchant", column, server_default=None, schema="orders")
    op.create_check_constraint(
        op.f("ck_merchant_rating"),
        "merchant",
        "rating_sum BETWEEN rating_count AND 5 * rating_count",
        schema="orders",
    )
    op.drop_index("ix_merchant_city_name_id", "merchant", schema="orders")
    op.create_index(
        "ix_merchant_city_is_open_name_id",
        "merchant",
        ["city", sa.text("is_open DESC"), "name", "id"],
        schema="orders",
    )


def _widen_product() -> None:
    op.drop_column("product", "image_url", schema="orders")
    alert = _word("none", "low", "out", name="stockalert")
    defaults = (
        ("city", sa.String(), "''"),
        ("shop", sa.String(), "''"),
        ("reserved", sa.Integer(), "0"),
        ("alert", alert, "'none'"),
        ("sold_30d", sa.Integer(), "0"),
        ("is_bestseller", sa.Boolean(), "false"),
    )
    for name, kind, default in defaults:
        column = sa.Column(name, kind, nullable=False, server_default=sa.text(default))
        op.add_column("product", column, schema="orders")
    op.execute(
        "UPDATE orders.product SET city = m.city, shop = m.name FROM orders.merchant AS m"
        " WHERE m.id = merchant_id"
    )
    for name, _kind, _default in defaults:
        op.alter_column("product", name, server_default=None, schema="orders")
    for name in ("image_id", "new_image_id"):
        op.add_column("product", sa.Column(name, sa.Uuid(), nullable=True), schema="orders")
        op.create_foreign_key(
            op.f(f"fk_product_{name}_image"),
            "product",
            "image",
            [name],
            ["id"],
            source_schema="orders",
            referent_schema="orders",
        )
    words = sa.Computed(
        "orders.product_words(city, name, category, shop, description)", persisted=True
    )
    op.add_column(
        "product",
        sa.Column("search", postgresql.TSVECTOR(), words, nullable=False),
        schema="orders",
    )
    for name, rule in (("price", "price > 0"), ("reserved", "reserved BETWEEN 0 AND stock")):
        op.create_check_constraint(op.f(f"ck_product_{name}"), "product", rule, schema="orders")


def _index_products() -> None:
    op.create_index("ix_product_merchant_id", "product", ["merchant_id"], schema="orders")
    for name, rule in (
        ("ix_product_search", "is_active"),
        ("ix_product_bestseller_search", "is_active AND is_bestseller"),
    ):
        op.create_index(
            name,
            "product",
            ["search"],
            schema="orders",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
            postgresql_where=sa.text(rule),
        )
    for column in SORTED_BY:
        for scope in (["city"], ["city", "category"]):
            columns = [*scope, column, "id"]
            name = f"ix_product_{'_'.join(columns)}"
            op.create_index(name, "product", columns, schema="orders", postgresql_where=LISTED)
    for name, column, rule in (
        ("ix_product_sold", "id", "sold_30d > 0 OR is_bestseller"),
        ("ix_product_new_image_id", "new_image_id", "new_image_id IS NOT NULL"),
    ):
        op.create_index(name, "product", [column], schema="orders", postgresql_where=sa.text(rule))


def _word(*values: str, name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, length=20, schema="orders")


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_table("search_word", schema="orders")
    op.drop_table("product_sale", schema="orders")
    op.drop_column("product", "search", schema="orders")
    for column in SORTED_BY:  # what is left of indexes goes with its columns
        for scope in (["city"], ["city", "category"]):
            op.drop_index(f"ix_product_{'_'.join([*scope, column, 'id'])}", schema="orders")
    op.drop_index("ix_product_sold", schema="orders")
    op.drop_index("ix_product_merchant_id", schema="orders")
    op.drop_constraint(op.f("ck_product_price"), "product", schema="orders")
    op.drop_constraint(op.f("ck_product_reserved"), "product", schema="orders")
    for column in (
        "image_id",
        "new_image_id",
        "city",
        "shop",
        "reserved",
        "alert",
        "sold_30d",
        "is_bestseller",
    ):
        op.drop_column("product", column, schema="orders")
    op.add_column("product", sa.Column("image_url", sa.String(), nullable=True), schema="orders")
    op.drop_index("ix_merchant_city_is_open_name_id", schema="orders")
    op.drop_constraint(op.f("ck_merchant_rating"), "merchant", schema="orders")
    for column in ("rccm", "rating_sum", "rating_count"):
        op.drop_column("merchant", column, schema="orders")
    op.create_index("ix_merchant_city_name_id", "merchant", ["city", "name", "id"], schema="orders")
    op.drop_table("image", schema="orders")
    op.drop_table("picture", schema="orders")
    op.execute("DROP FUNCTION orders.product_words")
    op.execute("DROP TEXT SEARCH CONFIGURATION orders.french")
    op.execute("DROP TEXT SEARCH CONFIGURATION orders.plain")
