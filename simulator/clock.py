"""The simulator's own time, and what is due on it.

Nothing here sleeps on the machine's clock alone: moving the clock forward runs what became due.
"""

import asyncio
import heapq
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count

from shared.values.clock import Clock, SystemClock


class VirtualClock:
    """A clock that runs with its base and can be moved ahead of it."""

    def __init__(self, base: Clock | None = None) -> None:
        self._base = base or SystemClock()
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the instant, aware, in UTC."""
        return self._base.now() + self._ahead

    @property
    def ahead_s(self) -> float:
        """Seconds by which this clock leads its base."""
        return self._ahead.total_seconds()

    def advance(self, by: timedelta) -> None:
        """Move ahead of the base."""
        self._ahead += by

    def reset(self) -> None:
        """Fall back to the base."""
        self._ahead = timedelta(0)


class Agenda:
    """Calls things when they are due on a virtual clock, in order of due time, then of arrival."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._items: list[tuple[datetime, int, Callable[[], None]]] = []
        self._order = count()
        self._changed = asyncio.Event()

    def __len__(self) -> int:
        return len(self._items)

    def after(self, seconds: float, action: Callable[[], None]) -> None:
        """Call `action` once that much virtual time has passed; at once when it is 0."""
        if seconds <= 0:
            action()
            return
        due = self._clock.now() + timedelta(seconds=seconds)
        heapq.heappush(self._items, (due, next(self._order), action))
        self._changed.set()

    async def pause(self, seconds: float) -> None:
        """Wait for that much virtual time."""
        passed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.after(seconds, lambda: None if passed.done() else passed.set_result(None))
        await passed

    def advance(self, by: timedelta) -> None:
        """Move the clock and run what became due on the way."""
        self._clock.advance(by)
        self.run_due()

    def run_due(self) -> None:
        """Run everything that is due now."""
        while self._items and self._items[0][0] <= self._clock.now():
            heapq.heappop(self._items)[2]()

    def clear(self) -> None:
        """Forget everything that was to come."""
        self._items.clear()

    async def run(self) -> None:
        """Run things as they fall due, until cancelled."""
        while True:
            self._changed.clear()
            self.run_due()
            left = None
            if self._items:
                left = max(0.0, (self._items[0][0] - self._clock.now()).total_seconds())
            try:
                async with asyncio.timeout(left):
                    await self._changed.wait()
            except TimeoutError:
                continue
