"""One transaction: its repositories, outbox, lanes and moment. Commits nothing itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.repository import CatalogueRepository
from services.orders.dispatch.repository import DispatchRepository
from services.orders.drivers.repository import DriverRepository
from services.orders.missions.repository import MissionRepository
from services.orders.models import messaging
from services.orders.partners.repository import PartnerRepository
from services.orders.quotes.repository import QuoteRepository
from shared.messaging.lanes import LaneQueue
from shared.messaging.log import EventLog


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator decides: where the public finds us, how long a driver may think."""

    public_url: str
    offer_ttl: timedelta


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a use case needs; `now` is the same throughout."""

    session: AsyncSession
    now: datetime
    terms: Terms
    outbox: EventLog
    lanes: LaneQueue
    catalogue: CatalogueRepository
    drivers: DriverRepository
    quotes: QuoteRepository
    missions: MissionRepository
    dispatch: DispatchRepository
    partners: PartnerRepository

    @classmethod
    def on(cls, session: AsyncSession, *, now: datetime, terms: Terms) -> "Work":
        """Make the work of an open transaction."""
        return cls(
            session=session,
            now=now,
            terms=terms,
            outbox=EventLog(session, messaging),
            lanes=LaneQueue(session, messaging),
            catalogue=CatalogueRepository(session),
            drivers=DriverRepository(session),
            quotes=QuoteRepository(session),
            missions=MissionRepository(session),
            dispatch=DispatchRepository(session),
            partners=PartnerRepository(session),
        )
