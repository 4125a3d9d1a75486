"""One transaction: its repositories, outbox, lanes and moment. Commits nothing itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.cash.repository import CashRepository
from services.orders.catalogue.repository import CatalogueRepository
from services.orders.dispatch.repository import DispatchRepository
from services.orders.drivers.repository import DriverRepository
from services.orders.media.repository import MediaRepository
from services.orders.missions.repository import MissionRepository
from services.orders.models import messaging
from services.orders.orders.repository import CartRepository, JobRepository, OrderRepository
from services.orders.partners.repository import EndpointRepository, PartnerRepository
from services.orders.people.applications.repository import ApplicationRepository
from services.orders.people.privacy.repository import (
    ClientRows,
    ErasureRepository,
    PersonReadings,
    WorkerRows,
)
from services.orders.places.repository import PlaceRepository
from services.orders.quotes.repository import QuoteRepository
from shared.messaging.lanes import LaneQueue
from shared.messaging.log import EventLog


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator decides: where the public finds us, how long a driver may think."""

    public_url: str
    offer_ttl: timedelta
    open_job_ttl: timedelta = timedelta(minutes=10)
    cash_ceiling: int = 100_000
    trusted_hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a use case needs; `now` is the same throughout."""

    session: AsyncSession
    now: datetime
    terms: Terms
    outbox: EventLog
    lanes: LaneQueue
    media: MediaRepository
    catalogue: CatalogueRepository
    drivers: DriverRepository
    applications: ApplicationRepository
    quotes: QuoteRepository
    places: PlaceRepository
    cash: CashRepository
    missions: MissionRepository
    carts: CartRepository
    orders: OrderRepository
    jobs: JobRepository
    dispatch: DispatchRepository
    partners: PartnerRepository
    endpoints: EndpointRepository
    clients: ClientRows
    workers: WorkerRows
    people: PersonReadings
    erasures: ErasureRepository

    @classmethod
    def on(cls, session: AsyncSession, *, now: datetime, terms: Terms) -> "Work":
        """Make the work of an open transaction."""
        return cls(
            session=session,
            now=now,
            terms=terms,
            outbox=EventLog(session, messaging),
            lanes=LaneQueue(session, messaging),
            media=MediaRepository(session),
            catalogue=CatalogueRepository(session),
            drivers=DriverRepository(session),
            applications=ApplicationRepository(session),
            quotes=QuoteRepository(session),
            places=PlaceRepository(session),
            cash=CashRepository(session),
            missions=MissionRepository(session),
            carts=CartRepository(session),
            orders=OrderRepository(session),
            jobs=JobRepository(session),
            dispatch=DispatchRepository(session),
            partners=PartnerRepository(session),
            endpoints=EndpointRepository(session),
            clients=ClientRows(session),
            workers=WorkerRows(session),
            people=PersonReadings(session),
            erasures=ErasureRepository(session),
        )
