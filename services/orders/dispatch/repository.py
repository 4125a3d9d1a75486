"""SQL of dispatch: offers, searches, and who could be asked."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.dispatch.models import OfferRow, OfferState, SearchRow
from services.orders.dispatch.ranking import Candidate
from services.orders.drivers.models import DriverRow
from services.orders.missions.models import MissionRow
from shared.contracts.orders.api import MissionStatus
from shared.values.place import Place, distance_m

POSITION_HOLDS_FOR: Final = timedelta(hours=6)
FAIRNESS_LOOKS_BACK: Final = timedelta(hours=24)
MOST_CANDIDATES: Final = 500


class DispatchRepository:
    """Offers and searches by mission, candidates by city."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find_offer(self, offer_id: UUID, *, lock: bool = False) -> OfferRow | None:
        """Find an offer; lock its mission before it."""
        query = select(OfferRow).where(OfferRow.id == offer_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return await self._session.scalar(query)

    async def list_open_offers(self, mission_id: UUID) -> list[OfferRow]:
        """List and lock the offers of a mission that wait for an answer."""
        query = select(OfferRow).where(
            OfferRow.mission_id == mission_id, OfferRow.state == OfferState.OPEN
        )
        return list(await self._session.scalars(query.order_by(OfferRow.id).with_for_update()))

    async def add_offer_if_driver_is_free(self, values: dict[str, object]) -> OfferRow | None:
        """Make an offer; None when the driver got another one in the meantime."""
        query = insert(OfferRow).values(values).on_conflict_do_nothing().returning(OfferRow)
        return await self._session.scalar(query)

    async def start_search(self, mission_id: UUID, *, at: datetime) -> SearchRow:
        """Return the search of a mission, begun now when there is none."""
        values = {"mission_id": mission_id, "round_started_at": at, "tries": 0, "was_told": False}
        await self._session.execute(insert(SearchRow).values(values).on_conflict_do_nothing())
        query = select(SearchRow).where(SearchRow.mission_id == mission_id)
        return (await self._session.scalars(query.with_for_update())).one()

    async def list_given_up(self, *, city: str, since: datetime, limit: int) -> list[UUID]:
        """List missions of a city whose search was given up since, oldest first."""
        query = (
            select(SearchRow.mission_id)
            .join(MissionRow, MissionRow.id == SearchRow.mission_id)
            .where(
                SearchRow.exhausted_at >= since,
                MissionRow.city == city,
                MissionRow.status == MissionStatus.PENDING,
            )
            .order_by(SearchRow.exhausted_at)
            .limit(limit)
        )
        return list(await self._session.scalars(query))

    async def list_candidates(
        self, mission: MissionRow, *, search: SearchRow, now: datetime
    ) -> list[Candidate]:
        """List the drivers on duty in the mission's city who may still be asked in this round."""
        pickup = mission.pickup_stop.place
        rows = await self._session.execute(_candidates(mission, search=search, now=now))
        return [
            Candidate(
                driver_id=driver.id,
                vehicle=driver.vehicle,
                distance_m=_distance(driver, pickup, now=now),
                missions_in_hand=missions_in_hand,
                rating=driver.rating,
                recent_jobs=recent_jobs,
                is_being_asked=is_being_asked,
            )
            for driver, missions_in_hand, recent_jobs, is_being_asked in rows
        ]


def _candidates(
    mission: MissionRow, *, search: SearchRow, now: datetime
) -> Select[DriverRow, int, int, bool]:
    in_hand = (
        select(func.count())
        .where(MissionRow.driver_id == DriverRow.id, MissionRow.ended_at.is_(None))
        .scalar_subquery()
    )
    recent = (
        select(func.count())
        .where(
            OfferRow.driver_id == DriverRow.id,
            OfferRow.state == OfferState.ACCEPTED,
            OfferRow.closed_at > now - FAIRNESS_LOOKS_BACK,
        )
        .scalar_subquery()
    )
    is_being_asked = exists().where(
        OfferRow.driver_id == DriverRow.id, OfferRow.state == OfferState.OPEN
    )
    was_asked = exists().where(
        OfferRow.mission_id == mission.id,
        OfferRow.driver_id == DriverRow.id,
        or_(
            OfferRow.state == OfferState.DECLINED,
            OfferRow.made_at >= search.round_started_at,
        ),
    )
    here = and_(
        DriverRow.city == mission.city, DriverRow.is_on_duty, DriverRow.approved_at.is_not(None)
    )
    return (
        select(DriverRow, in_hand, recent, is_being_asked)
        .where(here, ~was_asked)
        .limit(MOST_CANDIDATES)
    )


def _distance(driver: DriverRow, pickup: Place, *, now: datetime) -> float | None:
    here = driver.place_since(now - POSITION_HOLDS_FOR)
    if here is None or not pickup.is_located:
        return None
    return distance_m(here, pickup)
