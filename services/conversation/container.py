"""What one process of conversation holds for its life."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.conversation.settings import ConversationSettings
from services.conversation.work import Work
from shared.contracts.orders.client import HttpOrders, Orders
from shared.process import Process

NAME = "conversation"


@dataclass(frozen=True, slots=True)
class Container:
    """The process and the services that conversation asks."""

    process: Process
    orders: Orders
    support_phone: str | None = None

    def open_work(self, session: AsyncSession) -> Work:
        """Make the work of a transaction that begins now."""
        return Work.on(session, now=self.process.clock.now())


def make_container(settings: ConversationSettings) -> Container:
    """Make the container of a process; nothing connects before it is used."""
    process = Process(settings, name=NAME)
    return Container(
        process=process,
        orders=HttpOrders(process.client("orders")),
        support_phone=settings.support_phone,
    )
