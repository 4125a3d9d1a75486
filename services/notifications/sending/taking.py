"""Taking the next piece of a recipient's lane: paced, decided, marked as being sent."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, assert_never

import structlog

from services.notifications.delivery import DeliveryState
from services.notifications.lanes import ERASE, read_send, superseded_sends
from services.notifications.messages.message import Category
from services.notifications.repository.sends import Draft, Standing
from services.notifications.sending.metrics import WITHHELD
from services.notifications.sending.plan import (
    RECHECK,
    Leave,
    Verdict,
    Withhold,
    decide,
    limits_for,
    verdict_on_unknown,
)
from services.notifications.sending.rates import Limit, RateLimiter
from services.notifications.use_cases.forget_recipient import forget_recipient
from services.notifications.work import Work
from shared.messaging.lanes import Lane, LaneItem

# More wait for one person only when something is badly wrong; they are merged as they are reached.
MERGED_AT_ONCE: Final = 50

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pace:
    """What bounds sending: the number's rate, and how long an unknown outcome is held."""

    limiter: RateLimiter
    number: str
    rate_per_second: float
    unknown_hold: timedelta


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing may be done in this lane now."""


@dataclass(frozen=True, slots=True)
class Settled:
    """An item is done with without a send; there may be more."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Marked as being sent; to be sent `wait` after the commit."""

    item: LaneItem
    draft: Draft
    leave: Leave
    wait: timedelta


Step = Idle | Settled | Ready


async def take_next(work: Work, lane: Lane, pace: Pace) -> Step:
    """Take the head of the lane as far as it may go now, in the caller's transaction."""
    items = await lane.waiting(work.session, 1)
    if not items:
        return Idle()
    if items[0].kind == ERASE:
        return await erase(work, lane, items[0])
    return await _take_send(work, lane, items[0], pace=pace)


async def _take_send(work: Work, lane: Lane, item: LaneItem, *, pace: Pace) -> Step:
    notification_id, category = read_send(item)
    if item.attempts > 0:
        standing = await work.sends.standing(notification_id)
        if standing.state is not DeliveryState.QUEUED:
            return await _look_again(work, lane, item, standing=standing, pace=pace)
        if await _merge(work, lane):
            return Settled()
    slot = await pace.limiter.reserve(_limits(pace, lane, category))
    if not slot.is_reserved:
        await lane.retry(work.session, item, delay=slot.wait, error="paced")
        return Idle()
    draft = await work.sends.take_up(notification_id)
    if draft is None:
        standing = await work.sends.standing(notification_id)
        return await _look_again(work, lane, item, standing=standing, pace=pace)
    return await _choose(work, lane, item, draft=draft, wait=slot.wait)


async def _merge(work: Work, lane: Lane) -> bool:
    """Drop news that became old while the lane was held up; True when there were any.

    Two statuses of one job due within the pair limit leave as one message, the newer.
    """
    over = superseded_sends(await lane.waiting(work.session, MERGED_AT_ONCE))
    if not over:
        return False
    await work.sends.supersede([read_send(item)[0] for item in over])
    await lane.finish(work.session, over)
    WITHHELD.labels("newer_news").inc(len(over))
    return True


async def erase(work: Work, lane: Lane, item: LaneItem) -> Settled:
    """Forget the person of the lane: what was to be sent before has been."""
    await forget_recipient(work, item.payload)
    await lane.finish(work.session, [item])
    return Settled()


async def withhold(work: Work, lane: Lane, item: LaneItem, *, decision: Withhold) -> Settled:
    """Take an item out of the lane without sending it."""
    notification_id, _ = read_send(item)
    await work.sends.withhold(
        notification_id,
        state=decision.state,
        reason=decision.reason,
        is_listed=decision.is_listed,
    )
    await lane.finish(work.session, [item])
    WITHHELD.labels(decision.reason).inc()
    _log.warning(
        "notification_withheld",
        notification_id=str(notification_id),
        state=decision.state.value,
        reason=decision.reason,
    )
    return Settled()


async def _choose(work: Work, lane: Lane, item: LaneItem, *, draft: Draft, wait: timedelta) -> Step:
    decision = decide(draft, now=work.now)
    match decision:
        case Leave():
            if decision.is_template:
                await work.sends.mark_template(draft.id)
            return Ready(item, draft, decision, wait=wait)
        case Withhold():
            return await withhold(work, lane, item, decision=decision)
        case _:
            assert_never(decision)


async def _look_again(
    work: Work, lane: Lane, item: LaneItem, *, standing: Standing, pace: Pace
) -> Step:
    """Handle an item whose notification somebody else moved on: a status, or a crash."""
    if standing.state is DeliveryState.SENDING:
        notification_id, _ = read_send(item)
        await work.sends.mark_interrupted(notification_id)
        _log.warning("send_interrupted", notification_id=str(notification_id))
        await lane.retry(work.session, item, delay=RECHECK, error="interrupted")
        return Settled()
    if standing.state is DeliveryState.UNKNOWN:
        return await _conclude(work, lane, item, standing=standing, pace=pace)
    await lane.finish(work.session, [item])
    return Settled()


async def _conclude(
    work: Work, lane: Lane, item: LaneItem, *, standing: Standing, pace: Pace
) -> Step:
    notification_id, _ = read_send(item)
    feed_has_spoken = (
        standing.waited >= pace.unknown_hold
        and standing.sending_at is not None
        and await work.sends.feed_has_spoken_since(standing.sending_at)
    )
    verdict = verdict_on_unknown(standing, hold=pace.unknown_hold, feed_has_spoken=feed_has_spoken)
    match verdict:
        case Verdict.WAIT:
            await lane.retry(work.session, item, delay=RECHECK, error="outcome unknown")
            return Idle()
        case Verdict.SEND_AGAIN:
            _log.warning("send_repeated", notification_id=str(notification_id))
            await work.sends.queue_again(notification_id)
            return Settled()
        case Verdict.HOLD:
            held = Withhold(DeliveryState.HELD, "outcome_unknown", is_listed=True)
            return await withhold(work, lane, item, decision=held)
        case _:
            assert_never(verdict)


def _limits(pace: Pace, lane: Lane, category: Category) -> tuple[Limit, ...]:
    return limits_for(
        category, lane=lane.key, number=pace.number, rate_per_second=pace.rate_per_second
    )
