"""What a search may be narrowed by before anybody searched: read by hopping through indexes.

Each category costs one look into the index and at most a hundred entries, however many products it
has; counting them all would cost all of them.
"""

from typing import Final

from sqlalchemy import text

from services.orders.work import Work
from shared.contracts.orders.catalogue import (
    CatalogueFilters,
    CategoryCount,
    CategoryList,
    CityQuery,
    ProductSort,
)
from shared.values.cities import CITIES

COUNTED: Final = 100
_MOST_CATEGORIES: Final = 200

_HOPS: Final = """
WITH RECURSIVE town AS (
  SELECT city FROM unnest(CAST(:cities AS varchar[])) AS city
), hop AS (
  SELECT town.city, first.category FROM town, LATERAL (
    SELECT category FROM orders.product WHERE is_active AND city = town.city
    ORDER BY category LIMIT 1
  ) AS first
  UNION ALL
  SELECT hop.city, further.category FROM hop, LATERAL (
    SELECT category FROM orders.product
    WHERE is_active AND city = hop.city AND category > hop.category
    ORDER BY category LIMIT 1
  ) AS further
)
$read
"""
_COUNT: Final = """
SELECT hop.category, sum(counted.products) AS products FROM hop, LATERAL (
  SELECT count(id) AS products FROM (
    SELECT id FROM orders.product
    WHERE is_active AND city = hop.city AND category = hop.category
    ORDER BY price LIMIT :counted
  ) AS listed
) AS counted
GROUP BY hop.category ORDER BY hop.category LIMIT :most
"""
_OFFER: Final = """
SELECT
  ARRAY(SELECT DISTINCT category FROM hop ORDER BY category LIMIT :most) AS categories,
  ARRAY(SELECT DISTINCT city FROM hop ORDER BY city) AS cities,
  ARRAY(
    SELECT DISTINCT kind FROM orders.merchant JOIN town USING (city) ORDER BY kind LIMIT :most
  ) AS kinds,
  (SELECT min(low.price) FROM town, LATERAL (
    SELECT price FROM orders.product WHERE is_active AND city = town.city ORDER BY price LIMIT 1
  ) AS low) AS price_from,
  (SELECT max(high.price) FROM town, LATERAL (
    SELECT price FROM orders.product WHERE is_active AND city = town.city
    ORDER BY price DESC LIMIT 1
  ) AS high) AS price_to
"""
_CATEGORIES: Final = text(_HOPS.replace("$read", _COUNT))
_FILTERS: Final = text(_HOPS.replace("$read", _OFFER))


async def categories_of(work: Work, query: CityQuery) -> CategoryList:
    """List the categories of what is on sale; up to a hundred products of each are counted."""
    values = {"cities": _cities(query), "counted": COUNTED + 1, "most": _MOST_CATEGORIES}
    rows = await work.session.execute(_CATEGORIES, values)
    return CategoryList(
        categories=[
            CategoryCount(
                category=row.category,
                count=min(int(row.products), COUNTED),
                is_exact=row.products <= COUNTED,
            )
            for row in rows
        ]
    )


async def filters_of(work: Work, query: CityQuery) -> CatalogueFilters:
    """Tell what a search may be narrowed and ordered by."""
    values = {"cities": _cities(query), "most": _MOST_CATEGORIES}
    row = (await work.session.execute(_FILTERS, values)).one()
    return CatalogueFilters(
        categories=row.categories,
        kinds=row.kinds,
        cities=row.cities,
        sorts=list(ProductSort),
        price_from=row.price_from,
        price_to=row.price_to,
    )


def _cities(query: CityQuery) -> list[str]:
    return [query.city] if query.city else [city.name for city in CITIES]
