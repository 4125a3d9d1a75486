"""The orders service of one worker, in process, and what its database says in the end.

Everybody's moment is their own: the clock shows the time of whoever is being served.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import httpx
from pydantic import SecretStr
from sqlalchemy import select, update

from services.orders.app import create_app
from services.orders.catalogue.models import ProductRow
from services.orders.container import NAME, Container, make_container
from services.orders.demo.load import load_demo
from services.orders.missions.models import MissionRow
from services.orders.orders.models import OrderLineRow, OrderRow
from services.orders.settings import OrdersSettings
from shared.process import Process
from shared.web.client import ServiceClient

NOON: Final = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)  # noon in Brazzaville and Douala
_ENOUGH: Final = 10_000_000  # stock: nobody may find a shelf empty because of the others
_MOMENT: Final[ContextVar[datetime]] = ContextVar("moment", default=NOON)


class PersonalClock:
    """Shows each customer's task its own time."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return _MOMENT.get()


def set_moment(moment: datetime) -> None:
    """Let it be this instant for whoever calls, and for what they call."""
    _MOMENT.set(moment)


@dataclass(frozen=True, slots=True)
class Town:
    """The service as conversation calls it, and a look into what it keeps."""

    container: Container
    orders: ServiceClient

    async def missions_of(self, phone: str) -> Sequence[MissionRow]:
        """List a client's missions, oldest first."""
        query = select(MissionRow).where(MissionRow.client_phone == phone)
        async with self.container.begin() as work:
            return (await work.session.scalars(query.order_by(MissionRow.created_at))).all()

    async def orders_of(self, phone: str) -> Sequence[tuple[OrderRow, Sequence[OrderLineRow]]]:
        """List a client's orders with their lines, oldest first."""
        query = select(OrderRow).where(OrderRow.client_phone == phone)
        async with self.container.begin() as work:
            orders = (await work.session.scalars(query.order_by(OrderRow.created_at))).all()
            wanted = select(OrderLineRow).where(OrderLineRow.order_id.in_([o.id for o in orders]))
            lines = (await work.session.scalars(wanted)).all() if orders else []
        return [(order, [one for one in lines if one.order_id == order.id]) for order in orders]


async def furnish(town: Town) -> None:
    """Load the demo's shops and drivers, with shelves that nobody can empty."""
    async with town.container.begin() as work:
        await load_demo(work, seed=1)
        await work.session.execute(update(ProductRow).values(stock=_ENOUGH))


@asynccontextmanager
async def open_town(database_url: str, *, redis_url: str) -> AsyncIterator[Town]:
    """Open the service over ASGI; its worker does not run, so that nobody drives meanwhile."""
    settings = OrdersSettings(
        public_url="https://toktok.test",
        database_url=SecretStr(database_url),
        redis_url=SecretStr(redis_url),
    )
    process = Process(settings, name=NAME, clock=PersonalClock())
    container = make_container(settings, process=process)
    app = create_app(settings, container)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(process.redis.aclose)
        stack.push_async_callback(process.database.dispose)
        stack.push_async_callback(process.http.aclose)
        stack.push_async_callback(container.outbound.aclose)
        http = await stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://orders")
        )
        secret = settings.service_token_secret.get_secret_value()
        client = ServiceClient(
            http, base_url="http://orders", caller="conversation", audience=NAME, secret=secret
        )
        yield Town(container, client)
