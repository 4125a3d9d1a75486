"""A circuit breaker: what fails is left alone for a while, so that nobody waits for it in vain."""

import time
from collections import deque
from collections.abc import Callable
from typing import Final

IN_A_ROW: Final = 5
WINDOW: Final = 20
REST_S: Final = 30.0

Ticket = int
"""Leave to call once, given back with the outcome."""


class Breaker:
    """Of one process. Opens after 5 failures in a row, or when half of the last 20 calls failed.

    After 30 s one call goes through: it closes the breaker, or opens it again.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._outcomes: deque[bool] = deque(maxlen=WINDOW)
        self._opened_at: float | None = None
        # Grows with each change of state: an outcome from before the change says nothing any more.
        self._generation = 0
        self._probe: Ticket | None = None

    @property
    def is_open(self) -> bool:
        """Whether calls are refused, but for the probe."""
        return self._opened_at is not None

    def admit(self) -> Ticket | None:
        """Give leave to call, or None."""
        if self._opened_at is None:
            return self._generation
        if self._probe is not None or self._clock() - self._opened_at < REST_S:
            return None
        self._generation += 1
        self._probe = self._generation
        return self._probe

    def succeeded(self, ticket: Ticket) -> None:
        """Note that the call worked."""
        if ticket != self._generation:
            return
        if self.is_open:
            self._opened_at, self._probe = None, None
            self._outcomes.clear()
        self._outcomes.append(True)

    def failed(self, ticket: Ticket) -> None:
        """Note that the call did not work."""
        if ticket != self._generation:
            return
        self._outcomes.append(False)
        if self.is_open or self._is_too_much():
            self._generation += 1
            self._opened_at, self._probe = self._clock(), None
            self._outcomes.clear()

    def gave_up(self, ticket: Ticket) -> None:
        """Note that the call ended without saying anything, and let another one probe."""
        if ticket == self._probe:
            self._probe = None

    def _is_too_much(self) -> bool:
        last = list(self._outcomes)
        if len(last) >= IN_A_ROW and not any(last[-IN_A_ROW:]):
            return True
        return len(last) == WINDOW and last.count(False) * 2 >= WINDOW
