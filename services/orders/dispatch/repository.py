"""SQL of dispatch: offers, searches, open jobs and jobs that are over. Candidates: `candidates`."""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.dispatch import candidates
from services.orders.dispatch.models import OfferRow, OfferState, SearchRow
from services.orders.dispatch.ranking import Candidate
from services.orders.missions.models import MissionChangeRow, MissionRow
from services.orders.missions.statuses import WITH_THE_PARCEL
from shared.contracts.orders.api import MissionStatus, ParcelSize
from shared.values.cursor import Moment
from shared.values.place import Place

_POINT: Final = func.point(SearchRow.longitude, SearchRow.latitude)


class Done(NamedTuple):
    """A job that is over, and what its driver was promised; None when nobody was asked."""

    mission: MissionRow
    promised: int | None
    was_picked_up: bool


class DispatchRepository:
    """Offers and searches by mission, candidates and open jobs by city, done jobs by driver."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find_offer(self, offer_id: UUID, *, lock: bool = False) -> OfferRow | None:
        """Find an offer; lock its mission before it."""
        query = select(OfferRow).where(OfferRow.id == offer_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return await self._session.scalar(query)

    async def find_open_offer_to(self, driver_id: UUID) -> OfferRow | None:
        """Find what a driver is being asked."""
        query = select(OfferRow).where(
            OfferRow.driver_id == driver_id, OfferRow.state == OfferState.OPEN
        )
        return await self._session.scalar(query)

    async def list_open_offers(self, mission_id: UUID) -> list[OfferRow]:
        """List and lock the offers of a mission that wait for an answer."""
        query = select(OfferRow).where(
            OfferRow.mission_id == mission_id, OfferRow.state == OfferState.OPEN
        )
        return list(await self._session.scalars(query.order_by(OfferRow.id).with_for_update()))

    async def add_offer(self, values: dict[str, object]) -> OfferRow | None:
        """Make an offer; None when it is an open one and the driver got another meanwhile."""
        query = insert(OfferRow).values(values).on_conflict_do_nothing().returning(OfferRow)
        return await self._session.scalar(query)

    async def start_search(self, mission_id: UUID, *, at: datetime) -> SearchRow:
        """Return the search of a mission, begun now when there is none."""
        values = {"mission_id": mission_id, "round_started_at": at, "tries": 0, "was_told": False}
        await self._session.execute(insert(SearchRow).values(values).on_conflict_do_nothing())
        return (await self._session.scalars(_search_of(mission_id))).one()

    async def find_search(self, mission_id: UUID) -> SearchRow | None:
        """Find and lock the search of a mission; lock the mission before it."""
        return await self._session.scalar(_search_of(mission_id))

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
        self, mission: MissionRow, *, asked_since: datetime | None, now: datetime
    ) -> list[Candidate]:
        """List who may be asked for a mission and was not since a moment, in no order."""
        return await candidates.list_candidates(
            self._session, mission, asked_since=asked_since, now=now
        )

    async def list_open_jobs(
        self,
        *,
        city: str,
        near: Place,
        now: datetime,
        sizes: frozenset[ParcelSize],
        cash_room: int,
        limit: int,
    ) -> list[MissionRow]:
        """List what any driver of a city may take, nearest pick-up first.

        Jobs of other sizes, and those with more cash than there is room for, are left out.
        """
        query = open_jobs(city=city, near=near, now=now).where(
            MissionRow.size.in_(sizes), func.coalesce(MissionRow.cash_to_collect, 0) <= cash_room
        )
        return list(await self._session.scalars(query.limit(limit)))

    async def list_done(self, driver_id: UUID, *, after: Moment | None, limit: int) -> list[Done]:
        """List a driver's jobs that are over, newest first, behind a position."""
        query = _done(driver_id)
        if after is not None:
            query = query.where(tuple_(MissionRow.ended_at, MissionRow.id) < after)
        query = query.order_by(MissionRow.ended_at.desc(), MissionRow.id.desc()).limit(limit)
        return [Done(*row) for row in await self._session.execute(query)]

    async def list_done_since(self, driver_id: UUID, *, since: datetime) -> list[Done]:
        """List a driver's jobs that ended since a moment of today: a few dozen at most."""
        query = _done(driver_id).where(MissionRow.ended_at >= since)
        return [Done(*row) for row in await self._session.execute(query)]


def open_jobs(*, city: str, near: Place, now: datetime) -> Select[MissionRow]:
    """Select what is open to all, walking the index from the pick-up that is nearest to a place."""
    away = _POINT.op("<->")(func.point(near.longitude, near.latitude))
    return (
        select(MissionRow)
        .join(SearchRow, SearchRow.mission_id == MissionRow.id)
        .where(
            SearchRow.city == city,
            SearchRow.open_until.is_not(None),
            SearchRow.open_until > now,
            MissionRow.status == MissionStatus.PENDING,
        )
        .order_by(away)
    )


def _search_of(mission_id: UUID) -> Select[SearchRow]:
    query = select(SearchRow).where(SearchRow.mission_id == mission_id).with_for_update()
    return query.execution_options(populate_existing=True)


def _done(driver_id: UUID) -> Select[MissionRow, int | None, bool]:
    promised = and_(
        OfferRow.mission_id == MissionRow.id,
        OfferRow.driver_id == MissionRow.driver_id,
        OfferRow.state == OfferState.ACCEPTED,
    )
    was_picked_up = exists().where(
        MissionChangeRow.mission_id == MissionRow.id,
        MissionChangeRow.status.in_(WITH_THE_PARCEL),
    )
    return (
        select(MissionRow, OfferRow.pay, was_picked_up)
        .outerjoin(OfferRow, promised)
        .where(MissionRow.driver_id == driver_id, MissionRow.ended_at.is_not(None))
    )
