"""What models cost a day, kept in PostgreSQL so that all processes share one cap.

A call's highest price is reserved before it is made and corrected after it. A process that dies in
between leaves the reservation: the cap may be reached early, never passed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import text

from shared.db.database import Database
from shared.values.clock import Clock

_RESERVE: Final = text(
    """INSERT INTO conversation.model_spend AS spend
      (day, calls, input_tokens, output_tokens, micro_usd)
    SELECT :day, 1, 0, 0, :amount WHERE :amount <= CAST(:cap AS bigint)
    ON CONFLICT (day) DO UPDATE
      SET calls = spend.calls + 1, micro_usd = spend.micro_usd + excluded.micro_usd
      WHERE spend.micro_usd + excluded.micro_usd <= CAST(:cap AS bigint)
    RETURNING day"""
)
_SETTLE: Final = text(
    """UPDATE conversation.model_spend SET micro_usd = micro_usd + :difference,
      input_tokens = input_tokens + :input_tokens, output_tokens = output_tokens + :output_tokens
    WHERE day = :day"""
)


@dataclass(frozen=True, slots=True)
class Reservation:
    """Money put aside for one call, in millionths of a dollar."""

    day: date
    micro_usd: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a call did cost, in millionths of a dollar, and the tokens if any were told."""

    micro_usd: int
    input_tokens: int = 0
    output_tokens: int = 0


NOTHING: Final = Cost(0)


class Spending:
    """The day's spending; days are UTC."""

    def __init__(self, database: Database, clock: Clock, *, cap_micro_usd: int) -> None:
        self._database = database
        self._clock = clock
        self._cap = cap_micro_usd

    async def reserve(self, micro_usd: int) -> Reservation | None:
        """Put a call's highest price aside, in its own transaction; None: the cap is reached."""
        day = self._clock.now().date()
        values = {"day": day, "amount": micro_usd, "cap": self._cap}
        async with self._database.transaction() as session:
            found = (await session.execute(_RESERVE, values)).first()
        return Reservation(day, micro_usd) if found else None

    async def settle(self, reserved: Reservation, cost: Cost) -> None:
        """Replace a reservation by what the call did cost, in a transaction of its own."""
        values = {
            "day": reserved.day,
            "difference": cost.micro_usd - reserved.micro_usd,
            "input_tokens": cost.input_tokens,
            "output_tokens": cost.output_tokens,
        }
        async with self._database.transaction() as session:
            await session.execute(_SETTLE, values)
