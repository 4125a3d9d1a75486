"""Serves one recipient's lane: commit "sending", send, commit the result with the next mark.

Nothing is sent inside a transaction. A result that cannot be written is tried again for as long as
the lane is ours; after that the row says "sending", which is treated as unknown.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final, assert_never

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from services.notifications.channels.channel import (
    Accepted,
    Channel,
    NotSent,
    Outcome,
    Rejected,
    Unknown,
)
from services.notifications.delivery import DeliveryState
from services.notifications.lanes import ERASE
from services.notifications.repository.sends import Attempt
from services.notifications.sending.metrics import SEND_SECONDS
from services.notifications.sending.plan import Withhold, number_limit
from services.notifications.sending.settling import Tried, settle
from services.notifications.sending.taking import (
    Idle,
    Pace,
    Ready,
    Settled,
    Step,
    erase,
    take_next,
    withhold,
)
from services.notifications.work import Work
from shared.messaging.lanes import Lane, LaneLost
from shared.observability.correlation import correlated
from shared.values.clock import Clock
from shared.values.ids import new_id

RESULT_TRIES: Final = 8
RESULT_PAUSE_S: Final = 1.0
STOP_GRACE_S: Final = 3.0
RATE_HIT: Final = "130429"
_CHANNEL_OFF: Final = Withhold(DeliveryState.HELD, "channel_disabled", is_listed=True)

_log = structlog.get_logger()


class Sender:
    """Sends what waits for one recipient, strictly in order."""

    def __init__(
        self,
        channel: Channel | None,
        *,
        pace: Pace,
        clock: Clock,
        open_work: Callable[[AsyncSession], Work],
    ) -> None:
        self._channel = channel
        self._pace = pace
        self._clock = clock
        self._open_work = open_work

    async def serve(self, lane: Lane) -> None:
        """Send until nothing may be sent now, then give the lane back.

        Raises:
            LaneLost: another worker has the lane.
        """
        tried: Tried | None = None
        while True:
            step = await self._advance(lane, tried)
            tried = None
            match step:
                case Ready():
                    tried = await self._send(lane, step)
                    await self._heed(tried.outcome)
                case Settled():
                    continue
                case Idle():
                    if await lane.let_go():
                        return
                case _:
                    assert_never(step)

    async def _heed(self, outcome: Outcome) -> None:
        """Slow the number down when Meta says that its rate is too high."""
        if isinstance(outcome, Rejected) and outcome.code == RATE_HIT:
            pace = self._pace
            limit = number_limit(pace.number, rate_per_second=pace.rate_per_second)
            await pace.limiter.slow_down(limit)
            _log.warning("number_slowed_down", number=pace.number)

    async def _advance(self, lane: Lane, tried: Tried | None) -> Step:
        """Write a result, if there is one, and take the next item, in one transaction."""
        for failures in range(RESULT_TRIES):
            try:
                return await self._advance_once(lane, tried)
            except (DBAPIError, OSError) as error:
                if tried is None or failures + 1 == RESULT_TRIES:
                    raise
                _log.warning("send_result_not_written", error=type(error).__name__)
                await asyncio.sleep(RESULT_PAUSE_S)
        raise AssertionError("the last failure is raised")

    async def _advance_once(self, lane: Lane, tried: Tried | None) -> Step:
        async with lane.transaction() as session:
            work = self._open_work(session)
            if tried is not None:
                with correlated(tried.item.correlation_id):
                    await settle(work, lane, tried)
            if self._channel is None:
                return await _withhold_next(work, lane)
            return await take_next(work, lane, self._pace)

    async def _send(self, lane: Lane, ready: Ready) -> Tried:
        """Send; a stop in the middle waits a little for the answer, or it would be unknown."""
        trying = asyncio.ensure_future(self._try(ready))
        try:
            return await asyncio.shield(trying)
        except asyncio.CancelledError:
            await self._finish(lane, trying)
            raise

    async def _finish(self, lane: Lane, trying: asyncio.Future[Tried]) -> None:
        try:
            async with asyncio.timeout(STOP_GRACE_S):
                tried = await trying
                async with lane.transaction() as session:
                    await settle(self._open_work(session), lane, tried)
        except (TimeoutError, LaneLost, DBAPIError, OSError) as error:
            _log.warning("send_interrupted_by_stop", error=type(error).__name__)

    async def _try(self, ready: Ready) -> Tried:
        await asyncio.sleep(ready.wait.total_seconds())
        started_at, started = self._clock.now(), time.perf_counter()
        with correlated(ready.item.correlation_id):
            outcome = await self._outcome(ready)
        seconds = time.perf_counter() - started
        channel = self._channel.name if self._channel else ""
        SEND_SECONDS.labels(channel).observe(seconds)
        attempt = Attempt(
            id=new_id(),
            notification_id=ready.draft.id,
            channel=channel,
            started_at=started_at,
            duration_ms=round(seconds * 1000),
            outcome=_outcome_word(outcome),
            code=_outcome_code(outcome),
            detail=outcome.detail if isinstance(outcome, Rejected) else None,
        )
        return Tried(ready.item, ready.draft, attempt, outcome=outcome)

    async def _outcome(self, ready: Ready) -> Outcome:
        if self._channel is None:
            return NotSent("channel_disabled")
        try:
            return await self._channel.send(
                ready.leave.content, to=ready.draft.address, tracker=str(ready.draft.id)
            )
        except Exception as error:  # noqa: BLE001 - our defect: logged, and not sent blindly again
            _log.exception("channel_broke", notification_id=str(ready.draft.id))
            return Unknown(type(error).__name__)


async def _withhold_next(work: Work, lane: Lane) -> Step:
    items = await lane.waiting(work.session, 1)
    if not items:
        return Idle()
    if items[0].kind == ERASE:
        return await erase(work, lane, items[0])
    return await withhold(work, lane, items[0], decision=_CHANNEL_OFF)


def _outcome_word(outcome: Outcome) -> str:
    match outcome:
        case Accepted():
            return "accepted"
        case Rejected():
            return "rejected"
        case NotSent():
            return "not_sent"
        case Unknown():
            return "unknown"
        case _:
            assert_never(outcome)


def _outcome_code(outcome: Outcome) -> str | None:
    match outcome:
        case Accepted():
            return None
        case Rejected():
            return outcome.code
        case NotSent() | Unknown():
            return outcome.reason
        case _:
            assert_never(outcome)
