"""The search of products: SQL whose work is bounded, however many products there are.

With words (or a shop), a bounded number of rows is read from the words' lists, and the best sellers
of the same words from a small index of their own; where ENOUGH of these match, the others are not
looked at. What was found is counted, narrowed and ordered as a whole: everything up to MOST, beyond
that the best sellers and a sample. Without words the index of the order is walked, city by city,
which is exact at any depth.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, assert_never
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.search_words import Word
from shared.contracts.orders.catalogue import CategoryCount, Facets, ProductSort, SearchQuery

MOST: Final = 1_000
REACH: Final = 5_000
ENOUGH: Final = 500
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

# One plan fits no two searches: words differ in how common they are by a factor of a million. And
# nothing may be read from end to end, which looks cheap under a LIMIT: neither the table, nor, when
# there are words to look up, another index in their place.
_READ_WORDS: Final = text("""
SELECT set_config('plan_cache_mode', 'force_custom_plan', true),
  set_config('enable_seqscan', 'off', true),
  set_config('enable_indexscan', CASE WHEN CAST(:q AS text) = '' THEN 'on' ELSE 'off' END, true),
  set_config('enable_indexonlyscan', current_setting('enable_indexscan'), true),
  set_config('pg_trgm.similarity_threshold', '0.25', true),
  (
    SELECT jsonb_agg(jsonb_build_array(word, stem)) FROM
      unnest(tsvector_to_array(to_tsvector('orders.plain', CAST(:q AS text)))) AS word,
      unnest(tsvector_to_array(to_tsvector('orders.french', word))) AS stem
  ) AS words
""")

_KNOWN_WORDS: Final = text("""
SELECT typed, near.word, stem FROM unnest(CAST(:typed AS text[])) AS typed, LATERAL (
  SELECT word FROM orders.search_word WHERE word % typed
  ORDER BY similarity(word, typed) DESC, word LIMIT 40
) AS near, unnest(tsvector_to_array(to_tsvector('orders.french', near.word))) AS stem
""")

_COUNTED: Final = """
SELECT count(id) AS total, min(price) AS price_from, max(price) AS price_to,
  (SELECT count(id) FROM reach) AS reached,
  (
    SELECT jsonb_agg(jsonb_build_array(category, products)) FROM (
      SELECT category, count(id) AS products FROM found
      GROUP BY category ORDER BY products DESC, category LIMIT 50
    ) AS narrowed
  ) AS facets,
  (SELECT jsonb_agg(jsonb_build_array(id, key)) FROM page) AS page
FROM found
"""

# A word in the name weighs 1, in the category 0.4, in the shop's name 0.2, in the description 0.05;
# among equals what can be had comes first, then what sells best.
_GATHER: Final = """
WITH best AS MATERIALIZED (
  SELECT $columns FROM orders.product WHERE is_active AND is_bestseller $rules LIMIT :reach
), reach AS MATERIALIZED (
  SELECT $columns FROM orders.product
  WHERE is_active $rules AND (SELECT count(id) FROM best) < :enough LIMIT :reach
), found AS MATERIALIZED (
  (SELECT * FROM best WHERE true $filters LIMIT :most)
  UNION
  (SELECT * FROM reach WHERE true $filters LIMIT :most)
), page AS (
  SELECT id, key FROM (SELECT id, $key AS key FROM found) AS one
  WHERE $after ORDER BY key $direction, id $direction LIMIT :end
)
"""
_COLUMNS: Final = """
id, category, price, stock, reserved, sold_30d, created_at,
CAST(1000 * $rank AS bigint) * 2 + CAST(stock > reserved AS int) AS score
"""
_RANK: Final = "ts_rank('{0.05, 0.2, 0.4, 1}', search, CAST(:words AS tsquery))"

_WALK: Final = """
WITH town AS (
  SELECT city FROM unnest(CAST(:cities AS varchar[])) AS city
), found AS MATERIALIZED (
  SELECT one.* FROM town, LATERAL (
    SELECT id, category, price FROM orders.product WHERE is_active AND city = town.city $filters
    ORDER BY sold_30d DESC, product.id DESC LIMIT :most
  ) AS one
  UNION
  SELECT one.* FROM town, LATERAL (
    SELECT id, category, price FROM orders.product WHERE is_active AND city = town.city $filters
    ORDER BY product.price, product.id LIMIT 1
  ) AS one
  UNION
  SELECT one.* FROM town, LATERAL (
    SELECT id, category, price FROM orders.product WHERE is_active AND city = town.city $filters
    ORDER BY product.price DESC, product.id DESC LIMIT 1
  ) AS one
), reach AS (
  SELECT id FROM found
), page AS (
  SELECT one.id, one.key FROM town, LATERAL (
    SELECT id, $key AS key FROM orders.product
    WHERE is_active AND city = town.city $filters AND $after
    ORDER BY $column $direction, product.id $direction LIMIT :end
  ) AS one ORDER BY one.key $direction, one.id $direction LIMIT :end
)
"""


@dataclass(frozen=True, slots=True)
class After:
    """A product's place in an order: its key there, and its id."""

    key: int
    id: UUID


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as the database is asked: in which cities, which words, in which order, where on."""

    query: SearchQuery
    cities: list[str]
    words: str | None
    order: ProductSort
    after: After | None

    @property
    def end(self) -> int:
        """How many places of the order are needed: to the end of the page, and one to see on."""
        pages = 1 if self.after else self.query.page
        return pages * self.query.page_size + 1

    @property
    def is_walk(self) -> bool:
        """Whether an index of the order leads there: neither words nor a shop do."""
        return self.words is None and self.query.merchant is None


@dataclass(frozen=True, slots=True)
class Found:
    """Places in order, one more than asked when there are more, and what was counted."""

    places: list[After]
    total: int
    is_total_exact: bool
    facets: Facets


async def read_words(session: AsyncSession, q: str) -> list[Word]:
    """Read the words that mean something, and have this transaction plan each search anew.

    A lone letter is what is left of an elision, or an `à` typed without its accent.
    """
    row = (await session.execute(_READ_WORDS, {"q": q})).one()
    words = [Word(typed, stem) for typed, stem in row.words or ()]
    return [word for word in words if len(word.typed) > 1 or word.typed.isdigit()]


async def known_words(session: AsyncSession, typed: list[str]) -> dict[str, dict[str, str]]:
    """Give for each typed word the catalogue's words that look like it, with their stems."""
    known: dict[str, dict[str, str]] = {word: {} for word in typed}
    for row in await session.execute(_KNOWN_WORDS, {"typed": typed}):
        known[row.typed][row.word] = row.stem
    return known


async def find_products(session: AsyncSession, asked: Asked) -> Found:
    """Search, in one statement."""
    reach = (REACH if _is_narrowed(asked) else MOST) + 1
    values = _values(asked, reach=reach)
    row = (await session.execute(_statement(asked), values)).one()
    return Found(
        places=[After(key, UUID(product_id)) for product_id, key in row.page or ()],
        total=min(row.total, MOST),
        is_total_exact=row.total <= MOST and row.total <= row.reached < reach,
        facets=Facets(
            categories=[
                CategoryCount(category=category, count=count)
                for category, count in row.facets or ()
            ],
            price_from=row.price_from,
            price_to=row.price_to,
        ),
    )


def _statement(asked: Asked) -> TextClause:
    """Put the statement together from our own words; what people say goes by parameter."""
    is_ascending = asked.order is ProductSort.PRICE_ASC
    rank = _RANK if asked.words is not None else "0"
    parts = {
        "$columns": _COLUMNS.replace("$rank", rank),
        "$rules": "".join(f" AND {rule}" for rule in _rules(asked)),
        "$filters": "".join(f" AND {rule}" for rule in _filters(asked)),
        "$key": _key(asked.order),
        "$column": "product." + _column(asked.order),
        "$direction": "ASC" if is_ascending else "DESC",
        "$after": _after(asked, sign=">" if is_ascending else "<"),
    }
    statement = (_WALK if asked.is_walk else _GATHER) + _COUNTED
    for name, part in parts.items():
        statement = statement.replace(name, part)
    return text(statement)


def _rules(asked: Asked) -> list[str]:
    """Say what a list of words, or of a shop's products, is looked up by.

    Words carry city and category in them: said again, the planner would take the two for news.
    """
    query = asked.query
    given = {
        "search @@ CAST(:words AS tsquery)": asked.words is not None,
        "merchant_id = :merchant": query.merchant is not None,
        "city = :city": asked.words is None and query.city is not None,
        "category = :category": asked.words is None and query.category is not None,
    }
    return [rule for rule, is_given in given.items() if is_given]


def _filters(asked: Asked) -> list[str]:
    """Say what is sorted out row by row."""
    query = asked.query
    given = {
        "price >= :min_price": query.min_price is not None,
        "price <= :max_price": query.max_price is not None,
        "stock > reserved": query.in_stock,
        "category = :category": asked.is_walk and query.category is not None,
    }
    return [rule for rule, is_given in given.items() if is_given]


def _key(order: ProductSort) -> str:
    """Say what an order goes by, as a whole number that a cursor can carry."""
    match order:
        case ProductSort.RELEVANCE:
            return "score * 10000000 + least(sold_30d, 9999999)"
        case ProductSort.PRICE_ASC | ProductSort.PRICE_DESC:
            return "price"
        case ProductSort.POPULARITY:
            return "sold_30d"
        case ProductSort.NEWEST:
            return "CAST(extract(epoch FROM created_at) * 1000000 AS bigint)"
        case _ as never:
            assert_never(never)


def _column(order: ProductSort) -> str:
    """Name the indexed column of an order that can be walked."""
    is_newest = order is ProductSort.NEWEST
    return "created_at" if is_newest else _key(order)


def _after(asked: Asked, *, sign: str) -> str:
    if asked.after is None:
        return "true"
    if asked.is_walk:
        kind = "timestamptz" if asked.order is ProductSort.NEWEST else "bigint"
        return f"({_column(asked.order)}, id) {sign} (CAST(:after_key AS {kind}), :after_id)"
    return f"(key, id) {sign} (CAST(:after_key AS bigint), :after_id)"


def _is_narrowed(asked: Asked) -> bool:
    """Whether of the rows that were read some are sorted out."""
    return bool(_filters(asked)) and not asked.is_walk


def _values(asked: Asked, *, reach: int) -> dict[str, object]:
    query = asked.query
    values: dict[str, object] = {
        "words": asked.words,
        "merchant": query.merchant,
        "city": query.city,
        "category": query.category,
        "min_price": query.min_price,
        "max_price": query.max_price,
        "cities": asked.cities,
        "reach": reach,
        "enough": reach if _is_narrowed(asked) else ENOUGH,
        "most": MOST + 1,
        "end": asked.end,
    }
    if asked.after is not None:
        values["after_id"] = asked.after.id
        is_moment = asked.is_walk and asked.order is ProductSort.NEWEST
        values["after_key"] = moment(asked.after.key) if is_moment else asked.after.key
    return values


def moment(key: int) -> datetime:
    """Read the key of a product in the order of the newest."""
    return _EPOCH + timedelta(microseconds=key)
