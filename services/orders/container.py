"""What one process of orders holds for its life."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import httpx
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.quotes.roads import Roads
from services.orders.settings import OrdersSettings, Promo
from services.orders.work import Terms, Work
from shared.contracts.billing.absent import NoPromo
from shared.contracts.billing.fake import FakeBilling
from shared.contracts.call import Caller
from shared.process import Process
from shared.values.clock import Clock
from shared.web.outbound import make_outbound

NAME: Final = "orders"


@dataclass(frozen=True, slots=True)
class Container:
    """The process, what the operator decides, and the client for addresses of strangers."""

    process: Process
    terms: Terms
    outbound: httpx.AsyncClient
    roads: Roads
    billing: Caller

    def open_work(self, session: AsyncSession) -> Work:
        """Make the work of a transaction that begins now."""
        return Work.on(session, now=self.process.clock.now(), terms=self.terms)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Work]:
        """Open a transaction at the edge, for what takes more than one; commit when it ends."""
        async with self.process.database.transaction() as session:
            yield self.open_work(session)


def make_container(settings: OrdersSettings, *, process: Process | None = None) -> Container:
    """Make the container of a process; nothing connects before it is used."""
    terms = Terms(
        public_url=settings.public_url.rstrip("/"),
        offer_ttl=settings.offer_ttl,
        open_job_ttl=settings.open_job_ttl,
        cash_ceiling=settings.cash_ceiling,
        trusted_hosts=settings.trusted_hosts,
    )
    held = process or Process(settings, name=NAME)
    outbound = make_outbound(trusted_hosts=settings.trusted_hosts)
    held.closing.push_async_callback(outbound.aclose)
    return Container(
        process=held,
        terms=terms,
        outbound=outbound,
        roads=Roads(held.http, held.clock, settings.osrm_url),
        billing=make_billing(settings.promo, clock=held.clock),
    )


def make_billing(promo: Promo, *, clock: Clock) -> Caller:
    """Make whoever `ORDERS_PROMO` names; `sample` counts its uses in this process only."""
    match promo:
        case Promo.OFF:
            return NoPromo()
        case Promo.SAMPLE:
            return FakeBilling(clock=clock)
