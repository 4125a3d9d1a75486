"""One transaction: its repositories and moment. Commits nothing itself."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from services.provider.repository import ProviderRepository


@dataclass(frozen=True, slots=True)
class Work:
    """Everything a use case needs; `now` is the same throughout."""

    session: AsyncSession
    now: datetime
    providers: ProviderRepository

    @classmethod
    def on(cls, session: AsyncSession, *, now: datetime) -> "Work":
        """Make the work of an open transaction."""
        return cls(session=session, now=now, providers=ProviderRepository(session))
