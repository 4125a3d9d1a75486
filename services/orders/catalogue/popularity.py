"""Counts every hour what was sold in 30 days, and who are the best sellers of each city.

The sales by day are the truth; the columns on the product are for indexes and can always be counted
again. Rows are changed in small steps, locked in the order of their ids as orders do, and only
those that change.
"""

import asyncio
from datetime import date, timedelta
from typing import Final

import structlog
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from shared.db.database import Database
from shared.values.clock import Clock

log = structlog.get_logger()

DAYS: Final = 30
BESTSELLERS: Final = 2_000
EVERY: Final = timedelta(hours=1)
STEP: Final = 2_000

_COUNT: Final = text("""
WITH sold AS (
  SELECT product_id AS id, sum(units) AS units FROM orders.product_sale
  WHERE day > CAST(:today AS date) - CAST(:days AS int) GROUP BY product_id
), ranked AS (
  SELECT id, least(units, 2147483647) AS units,
    row_number() OVER (PARTITION BY city ORDER BY units DESC, id) <= :bestsellers AS is_best
  FROM sold JOIN orders.product USING (id)
), concerned AS (
  SELECT id FROM sold
  UNION SELECT id FROM orders.product WHERE sold_30d > 0 OR is_bestseller
), due AS (
  SELECT product.id, coalesce(ranked.units, 0) AS units, coalesce(is_best, false) AS is_best
  FROM concerned JOIN orders.product USING (id) LEFT JOIN ranked USING (id)
  WHERE (sold_30d, is_bestseller) IS DISTINCT FROM
    (coalesce(ranked.units, 0), coalesce(is_best, false))
  ORDER BY product.id LIMIT :step FOR UPDATE OF product
)
UPDATE orders.product SET sold_30d = due.units, is_bestseller = due.is_best
FROM due WHERE product.id = due.id RETURNING product.id
""")
_LOCK: Final = text("SELECT pg_try_advisory_xact_lock(hashtext('orders popularity'))")


async def count_popularity(database: Database, *, today: date) -> int:
    """Bring the counts up to date on a day (UTC); return how many products changed."""
    total = 0
    while True:
        async with database.transaction() as session:
            if not await session.scalar(_LOCK):
                return total  # another process counts
            values = {"today": today, "days": DAYS, "bestsellers": BESTSELLERS, "step": STEP}
            changed = len((await session.scalars(_COUNT, values)).all())
        total += changed
        if changed < STEP:
            return total


async def keep_counting(database: Database, clock: Clock) -> None:
    """Count every hour until cancelled."""
    while True:
        try:
            changed = await count_popularity(database, today=clock.now().date())
        except (SQLAlchemyError, OSError) as error:
            log.warning("popularity not counted", error=repr(error))
        else:
            log.info("popularity counted", products=changed)
        await asyncio.sleep(EVERY.total_seconds())
