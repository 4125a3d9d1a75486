"""Who could be asked: the nearest drivers on duty by index, then what is known of each. SQL only.

A city may have ten thousand drivers on duty, so the work does not grow with them: two bounded walks
along an index (nearest first; then those whose position is unknown or old, last seen first), and
index look-ups for these few. On the plane of degrees a cell is taken as square: between the
latitudes we serve (6° around the equator) that is wrong by half a percent, and only decides who is
looked at. Which of them are suitable, and who comes first: `ranking`.
"""

from datetime import datetime, timedelta
from string import Template
from typing import Final

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.dispatch.ranking import Candidate
from services.orders.missions.models import MissionRow
from shared.contracts.orders.api import ParcelSize, Vehicle
from shared.values.place import Place, distance_m

POSITION_HOLDS_FOR: Final = timedelta(hours=6)
FAIRNESS_LOOKS_BACK: Final = timedelta(hours=24)
DECLINE_HOLDS_FOR: Final = timedelta(minutes=30)
MOST_NEAR: Final = 120
MOST_UNSEEN: Final = 30

# The predicates are those of the partial indexes, word by word: the planner proves nothing else.
# The limits are written into the text: by a parameter it would not see that walking is cheaper.
_QUERY: Final = """
WITH near AS MATERIALIZED (
  SELECT id, vehicle, rating, latitude, longitude FROM orders.driver
  WHERE city = :city AND is_on_duty $carries AND position_at >= :seen_since
  ORDER BY point(longitude, latitude)
    <-> point(CAST(:longitude AS float8), CAST(:latitude AS float8))
  LIMIT $most_near
), unseen AS MATERIALIZED (
  SELECT id, vehicle, rating FROM orders.driver
  WHERE city = :city AND is_on_duty $carries
    AND coalesce(position_at, '-infinity'::timestamptz) < :seen_since
  ORDER BY coalesce(position_at, '-infinity'::timestamptz) DESC
  LIMIT $most_unseen
)
SELECT driver.*, in_hand.missions_in_hand, recent.recent_jobs, EXISTS (
  SELECT FROM orders.offer WHERE driver_id = driver.id AND state = 'open'
) AS is_being_asked
FROM (
  SELECT * FROM near UNION ALL SELECT unseen.*, NULL, NULL FROM unseen
) AS driver
CROSS JOIN LATERAL (
  SELECT count(driver_id) AS missions_in_hand FROM orders.mission
  WHERE driver_id = driver.id AND ended_at IS NULL
) AS in_hand
CROSS JOIN LATERAL (
  SELECT count(driver_id) AS recent_jobs FROM orders.offer
  WHERE driver_id = driver.id AND state = 'accepted' AND closed_at > :recent_since
) AS recent
WHERE driver.id NOT IN (
  SELECT driver_id FROM orders.offer WHERE mission_id = :mission_id AND (
    made_at >= CAST(:asked_since AS timestamptz)
    OR (state = 'declined' AND closed_at > :declined_since)
  )
)
"""


def _with(carries: str) -> TextClause:
    values = {"carries": carries, "most_near": MOST_NEAR, "most_unseen": MOST_UNSEEN}
    return text(Template(_QUERY).substitute(values))


_ALL: Final = _with("")
_NO_MOTORBIKES: Final = _with("AND vehicle <> 'motorbike'")


async def list_candidates(
    session: AsyncSession, mission: MissionRow, *, asked_since: datetime | None, now: datetime
) -> list[Candidate]:
    """List who is on duty near a mission's pick-up and may be asked for it, in no order.

    Who was asked for it since `asked_since` (None: nobody was), or declined it within the half
    hour, is left out. Without coordinates of the pick-up everybody counts as unseen.
    """
    pickup = mission.pickup_stop.place
    rows = await session.execute(
        statement(mission.size), parameters(mission, asked_since=asked_since, now=now)
    )
    return [_candidate(row, pickup=pickup) for row in rows.mappings()]


def statement(size: ParcelSize) -> TextClause:
    """Give the query for a size: its index leaves out who could not carry that anyway."""
    return _NO_MOTORBIKES if size is ParcelSize.LARGE else _ALL


def parameters(
    mission: MissionRow, *, asked_since: datetime | None, now: datetime
) -> dict[str, object]:
    """Give what the query asks about."""
    pickup = mission.pickup_stop.place
    return {
        "mission_id": mission.id,
        "city": mission.city,
        "longitude": pickup.longitude,
        "latitude": pickup.latitude,
        "seen_since": now - POSITION_HOLDS_FOR if pickup.is_located else now + timedelta(days=1),
        "recent_since": now - FAIRNESS_LOOKS_BACK,
        "declined_since": now - DECLINE_HOLDS_FOR,
        "asked_since": asked_since,
    }


def _candidate(row: RowMapping, *, pickup: Place) -> Candidate:
    here = None
    if row["latitude"] is not None:
        here = Place(label="driver", latitude=row["latitude"], longitude=row["longitude"])
    return Candidate(
        driver_id=row["id"],
        vehicle=Vehicle(row["vehicle"]),
        distance_m=None if here is None else distance_m(here, pickup),
        missions_in_hand=row["missions_in_hand"],
        rating=row["rating"],
        recent_jobs=row["recent_jobs"],
        is_being_asked=row["is_being_asked"],
    )
