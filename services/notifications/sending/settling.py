"""What becomes of a finished try: acknowledged, tried again, concluded dead, or left unknown."""

from dataclasses import dataclass
from typing import Final, assert_never

import structlog

from services.notifications.channels.channel import (
    Accepted,
    NotSent,
    Outcome,
    Rejected,
    Remedy,
    Unknown,
)
from services.notifications.delivery import DeliveryState
from services.notifications.repository.sends import Attempt, Draft
from services.notifications.sending.metrics import SENDS
from services.notifications.sending.plan import RECHECK, next_try
from services.notifications.use_cases.give_second_chance import give_second_chance
from services.notifications.work import Work
from shared.messaging.lanes import Lane, LaneItem

# Sent once more at once, as something else: the template, or that in the language which is surely
# approved, or the words without their picture.
_CHANGED: Final = frozenset({Remedy.TEMPLATE, Remedy.OTHER_LANGUAGE, Remedy.WITHOUT_PICTURE})

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Tried:
    """A send that came back, one way or another."""

    item: LaneItem
    draft: Draft
    attempt: Attempt
    outcome: Outcome


async def settle(work: Work, lane: Lane, tried: Tried) -> None:
    """Record a try and decide about its item, in the caller's transaction; safe to repeat."""
    outcome = tried.outcome
    _measure(tried)
    match outcome:
        case Accepted():
            await _settle_accepted(work, lane, tried, message_id=outcome.message_id)
        case Rejected() | NotSent():
            await _settle_not_sent(work, lane, tried, outcome=outcome)
        case Unknown():
            await _settle_unknown(work, lane, tried, reason=outcome.reason)
        case _:
            assert_never(outcome)


async def _settle_accepted(work: Work, lane: Lane, tried: Tried, *, message_id: str) -> None:
    counted = await work.sends.record_accepted(tried.attempt, message_id=message_id)
    if counted != message_id:
        _log.warning("message_sent_twice", notification_id=str(tried.draft.id))
    await lane.finish(work.session, [tried.item])


async def _settle_not_sent(
    work: Work, lane: Lane, tried: Tried, *, outcome: Rejected | NotSent
) -> None:
    code = outcome.code if isinstance(outcome, Rejected) else outcome.reason
    pause = next_try(outcome, tried.draft)
    state = DeliveryState.DEAD if pause is None else DeliveryState.QUEUED
    is_mine = await work.sends.record_refused(tried.attempt, state=state, reason=code)
    if is_mine and pause is not None:
        _log.info("send_put_off", notification_id=str(tried.draft.id), code=code)
        await lane.retry(work.session, tried.item, delay=pause, error=code)
        return
    await lane.finish(work.session, [tried.item])
    if is_mine:
        _log.warning("notification_dead", notification_id=str(tried.draft.id), code=code)
        if isinstance(outcome, Rejected) and outcome.remedy in _CHANGED:
            await give_second_chance(work, tried.draft.id, code=code)


async def _settle_unknown(work: Work, lane: Lane, tried: Tried, *, reason: str) -> None:
    is_mine = await work.sends.record_refused(
        tried.attempt, state=DeliveryState.UNKNOWN, reason=reason
    )
    if is_mine:
        _log.warning("send_outcome_unknown", notification_id=str(tried.draft.id), reason=reason)
        await lane.retry(work.session, tried.item, delay=RECHECK, error=reason)
    else:
        await lane.finish(work.session, [tried.item])


def _measure(tried: Tried) -> None:
    attempt = tried.attempt
    SENDS.labels(attempt.channel, attempt.outcome, attempt.code or "").inc()
