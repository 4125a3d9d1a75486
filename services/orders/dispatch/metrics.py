"""What operators watch of dispatch."""

from typing import Final

from prometheus_client import Counter
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

DISPATCH_EXHAUSTED: Final = Counter(
    "dispatch_exhausted_total", "Searches for a driver that found nobody", ["city"]
)


def count_when_committed(session: AsyncSession, counter: Counter) -> None:
    """Count one more once this transaction has happened."""
    event.listen(session.sync_session, "after_commit", lambda _: counter.inc(), once=True)
