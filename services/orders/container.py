"""What one process of orders holds for its life."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.settings import OrdersSettings
from services.orders.work import Terms, Work
from shared.process import Process

NAME: Final = "orders"


@dataclass(frozen=True, slots=True)
class Container:
    """The process, and what the operator decides."""

    process: Process
    terms: Terms

    def open_work(self, session: AsyncSession) -> Work:
        """Make the work of a transaction that begins now."""
        return Work.on(session, now=self.process.clock.now(), terms=self.terms)


def make_container(settings: OrdersSettings, *, process: Process | None = None) -> Container:
    """Make the container of a process; nothing connects before it is used."""
    terms = Terms(public_url=settings.public_url.rstrip("/"), offer_ttl=settings.offer_ttl)
    return Container(process=process or Process(settings, name=NAME), terms=terms)
