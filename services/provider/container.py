"""What one process of provider holds for its life."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from services.provider.settings import ProviderSettings
from services.provider.work import Work
from shared.process import Process

NAME = "provider"


@dataclass(frozen=True, slots=True)
class Container:
    """The process."""

    process: Process

    def open_work(self, session: AsyncSession) -> Work:
        """Make the work of a transaction that begins now."""
        return Work.on(session, now=self.process.clock.now())


def make_container(settings: ProviderSettings) -> Container:
    """Make the container of a process; nothing connects before it is used."""
    return Container(process=Process(settings, name=NAME))
