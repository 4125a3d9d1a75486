"""How fast and how far the business may write (whatsapp-cloud-api.md, §6), on the virtual clock."""

from datetime import datetime, timedelta
from typing import Final

from simulator.graph.errors import GraphError

PAIR_BURST: Final = 45
PAIR_PER_SECOND: Final = 1 / 6
LIMIT_SPAN: Final = timedelta(hours=24)


class Bucket:
    """A token bucket: `burst` at once, refilled at `per_second`."""

    def __init__(self, *, burst: float, per_second: float, now: datetime) -> None:
        self._burst = burst
        self._per_second = per_second
        self._level = burst
        self._at = now

    def has_token(self, now: datetime) -> bool:
        """Whether one more fits now."""
        refilled = max(0.0, (now - self._at).total_seconds()) * self._per_second
        self._level = min(self._burst, self._level + refilled)
        self._at = now
        return self._level >= 1 - 1e-9

    def take(self) -> None:
        """Spend one token."""
        self._level -= 1


class Rates:
    """Throughput per business number, pace per recipient, and new people per day."""

    def __init__(self, *, messages_per_second: float, messaging_limit: int) -> None:
        self._per_second = messages_per_second
        self._limit = messaging_limit
        self._numbers: dict[str, Bucket] = {}
        self._pairs: dict[tuple[str, str], Bucket] = {}
        self._opened: dict[str, datetime] = {}

    def clear(self) -> None:
        """Forget everything spent."""
        self._numbers.clear()
        self._pairs.clear()
        self._opened.clear()

    def spend(self, number_id: str, *, recipient: str, now: datetime) -> None:
        """Take one message from both buckets; a refused one takes nothing.

        Raises:
            GraphError: 130429 over the number's throughput, 131056 over the recipient's pace.
        """
        number = self._numbers.get(number_id)
        if number is None:
            rate = self._per_second
            number = self._numbers[number_id] = Bucket(burst=rate, per_second=rate, now=now)
        pair = self._pairs.get((number_id, recipient))
        if pair is None:
            pair = Bucket(burst=PAIR_BURST, per_second=PAIR_PER_SECOND, now=now)
            self._pairs[number_id, recipient] = pair
        if not number.has_token(now):
            raise GraphError(130429, details="Cloud API message throughput has been reached.")
        if not pair.has_token(now):
            raise GraphError(
                131056,
                details="Too many messages sent from the sender phone number to the same recipient"
                " phone number in a short period of time.",
            )
        number.take()
        pair.take()

    def open_conversation(self, recipient: str, *, now: datetime) -> None:
        """Count a person written to outside their window, once in 24 h.

        Raises:
            GraphError: 131048 over the messaging limit (the code is unconfirmed).
        """
        since = now - LIMIT_SPAN
        recent = {who: at for who, at in self._opened.items() if at > since}
        if recipient not in recent and len(recent) >= self._limit:
            raise GraphError(131048, details=f"The messaging limit of {self._limit} is reached.")
        self._opened = {recipient: now} | recent
