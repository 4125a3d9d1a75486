"""SQL of places. Every read is a short range of one index, however much was learned."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.places.models import DropRow

LAST_DROPS: Final = 50

# The median of latitudes and that of longitudes, and how far the drops lie from there: half of
# them within `spread_m`. A city is small enough for a plane of 111,195 m a degree.
MIDDLE: Final = text(
    """
    WITH last AS MATERIALIZED (
      SELECT latitude, longitude FROM orders.place_drop
      WHERE phrase = :phrase AND city = :city ORDER BY id DESC LIMIT :last_drops
    ), middle AS MATERIALIZED (
      SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY latitude) AS latitude,
             percentile_cont(0.5) WITHIN GROUP (ORDER BY longitude) AS longitude,
             count(latitude) AS drops
      FROM last
    ), away AS (
      SELECT sqrt(
        ((last.latitude - middle.latitude) * 111195) ^ 2
        + ((last.longitude - middle.longitude) * 111195 * cos(radians(middle.latitude))) ^ 2
      ) AS metres
      FROM last, middle
    )
    SELECT latitude, longitude, drops,
      (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY metres) FROM away) AS spread_m
    FROM middle
    """
)


@dataclass(frozen=True, slots=True)
class Middle:
    """Where the last drops of a phrase are, how many, and how far half of them lie from there."""

    latitude: float
    longitude: float
    drops: int
    spread_m: float


class PlaceRepository:
    """Drops by phrase and city."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def add_drop(self, values: dict[str, object]) -> bool:
        """Keep a drop; False when its mission has taught this end before."""
        query = insert(DropRow).values(values).on_conflict_do_nothing().returning(DropRow.id)
        return await self._session.scalar(query) is not None

    async def find_middle(self, phrase: str, *, city: str) -> Middle | None:
        """Find the middle of the last fifty drops of a phrase; None when there are none."""
        values = {"phrase": phrase, "city": city, "last_drops": LAST_DROPS}
        row = (await self._session.execute(MIDDLE, values)).one()
        return Middle(row.latitude, row.longitude, row.drops, row.spread_m) if row.drops else None

    async def find_only_city(self, phrase: str) -> str | None:
        """Find the city that knows a phrase; None when none does, or more than one."""
        query = select(func.min(DropRow.city), func.max(DropRow.city))
        first, last = (await self._session.execute(query.where(DropRow.phrase == phrase))).one()
        return first if first == last else None
