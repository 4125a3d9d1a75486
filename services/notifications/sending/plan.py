"""Decisions of sending, pure: what leaves in which window, when to try again, what to conclude."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from pydantic import TypeAdapter, ValidationError

from services.notifications.channels.channel import NotSent, Rejected, Remedy
from services.notifications.delivery import DeliveryState
from services.notifications.messages.message import Category
from services.notifications.repository.sends import Draft, Standing
from services.notifications.sending.rates import Limit
from shared.contracts.notifications.api import Content
from shared.values.backoff import backoff

# Meta's 24 h (whatsapp-cloud-api.md, 6), less the time a send may still take.
WINDOW: Final = timedelta(hours=24) - timedelta(minutes=1)
RECHECK: Final = timedelta(seconds=1)
# A recipient's lane waits no longer for an unknown outcome (reliability.md, 3.3, point 6).
HELD_AFTER: Final = timedelta(seconds=60)
LONGEST_PAIR_WAIT_S: Final = 256

# Meta takes 45 at once and then one each six seconds to the same person; news of a mission spend
# ten of these at most, so that the chat always has room to answer.
PAIR_INTERVAL: Final = timedelta(seconds=6)
PAIR_BURST: Final = 45
NEWS_BURST: Final = 10

_CONTENT: Final[TypeAdapter[Content]] = TypeAdapter(Content)


@dataclass(frozen=True, slots=True)
class Leave:
    """Send this content."""

    content: Content
    is_template: bool


@dataclass(frozen=True, slots=True)
class Withhold:
    """Do not send; `is_listed` when a person should see it."""

    state: DeliveryState
    reason: str
    is_listed: bool


class Verdict(StrEnum):
    """What to do with a send of unknown outcome."""

    WAIT = "wait"
    SEND_AGAIN = "send_again"
    HOLD = "hold"


def is_window_open(last_inbound_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether free-form content may be sent."""
    return last_inbound_at is not None and now < last_inbound_at + WINDOW


def decide(draft: Draft, *, now: datetime) -> Leave | Withhold:
    """Choose what leaves: the content in the window, its template outside, or nothing."""
    if draft.expires_at is not None and now >= draft.expires_at:
        return Withhold(DeliveryState.DEAD, "expired", is_listed=False)
    if draft.address.phone is None and draft.address.user_id is None:
        return Withhold(DeliveryState.DEAD, "no_address", is_listed=True)
    try:
        content = _CONTENT.validate_python(draft.content)
        fallback = _CONTENT.validate_python(draft.fallback) if draft.fallback else None
    except ValidationError:
        return Withhold(DeliveryState.DEAD, "unreadable_content", is_listed=True)
    leave = _choose(content, fallback, is_open=is_window_open(draft.last_inbound_at, now=now))
    if leave is not None:
        return leave
    state = DeliveryState.DEAD if draft.is_optional else DeliveryState.HELD
    return Withhold(state, "window_closed", is_listed=not draft.is_optional)


def _choose(content: Content, fallback: Content | None, *, is_open: bool) -> Leave | None:
    is_template = content.type == "template"
    if is_open or is_template:
        return Leave(content, is_template=is_template)
    return Leave(fallback, is_template=True) if fallback is not None else None


def number_limit(number: str, *, rate_per_second: float) -> Limit:
    """Give the bucket of a business number."""
    interval = timedelta(seconds=1 / rate_per_second)
    return Limit(f"number:{number}", interval, burst=max(1, int(rate_per_second / 10)))


def limits_for(
    category: Category, *, lane: str, number: str, rate_per_second: float
) -> tuple[Limit, ...]:
    """List the buckets a send draws on: the number's, the recipient's, and that of news."""
    of_number = number_limit(number, rate_per_second=rate_per_second)
    of_pair = Limit(f"pair:{lane}", PAIR_INTERVAL, burst=PAIR_BURST)
    if category is not Category.MISSION:
        return of_number, of_pair
    return of_number, of_pair, Limit(f"news:{lane}", PAIR_INTERVAL, burst=NEWS_BURST)


def next_try(outcome: Rejected | NotSent, draft: Draft) -> timedelta | None:
    """Give the pause before the next try; None when there is none."""
    if draft.attempts >= draft.attempt_limit:
        return None
    failures = draft.attempts - 1
    remedy = outcome.remedy if isinstance(outcome, Rejected) else Remedy.BACKOFF
    match remedy:
        case Remedy.NONE | Remedy.TEMPLATE | Remedy.OTHER_LANGUAGE | Remedy.WITHOUT_PICTURE:
            return None
        case Remedy.BACKOFF:
            return backoff(failures, base_s=1, at_most_s=300)
        case Remedy.PAIR_BACKOFF:
            return timedelta(seconds=min(4**failures, LONGEST_PAIR_WAIT_S))
        case Remedy.MINUTES_LATER:
            return backoff(failures, base_s=60, at_most_s=300)
        case _:
            assert_never(remedy)


def verdict_on_unknown(standing: Standing, *, hold: timedelta, feed_has_spoken: bool) -> Verdict:
    """Conclude what an unknown outcome was (reliability.md, 3.3, points 4 to 6).

    "It did not leave" is concluded only after `hold` and while statuses of later messages arrive,
    once, and never for papers about money. What stays unknown is held for a person.
    """
    is_again_allowed = standing.category.is_repeatable and standing.resends == 0
    if standing.waited < hold:
        return Verdict.WAIT
    if is_again_allowed and feed_has_spoken:
        return Verdict.SEND_AGAIN
    if not is_again_allowed or standing.waited >= max(hold, HELD_AFTER):
        return Verdict.HOLD
    return Verdict.WAIT
