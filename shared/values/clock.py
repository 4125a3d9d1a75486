"""Time: aware UTC inside, local only where a person reads it. Leases use the database's clock."""

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from shared.values.phone import Country

_ZONES = {
    Country.CONGO: ZoneInfo("Africa/Brazzaville"),
    Country.CAMEROON: ZoneInfo("Africa/Douala"),
}


class Clock(Protocol):
    """Where `now` comes from."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that tests move by hand."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """Return the instant it was set to."""
        return self._now

    def advance(self, by: timedelta) -> None:
        """Move forward."""
        self._now += by


def local_time(moment: datetime, country: Country) -> datetime:
    """Give the wall clock of a country."""
    return moment.astimezone(_ZONES[country])
