"""Decisions of sending: windows, pauses between tries, and what an unknown outcome was."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.notifications.channels.channel import Address, NotSent, Rejected, Remedy
from services.notifications.delivery import DeliveryState
from services.notifications.messages.message import Category, Kind
from services.notifications.messages.templates import mission_update
from services.notifications.repository.sends import Draft, Standing
from services.notifications.sending.plan import (
    Leave,
    Verdict,
    Withhold,
    decide,
    is_window_open,
    limits_for,
    next_try,
    verdict_on_unknown,
)
from shared.contracts.notifications.api import TextContent
from shared.values.language import Language
from tests.notifications.builders import NOON, REFERENCE

TEXT = TextContent(body="Bonjour")
TEMPLATE = mission_update(REFERENCE, "du nouveau").said(Language.FRENCH)
HOLD = timedelta(seconds=30)


def draft(**changes: Any) -> Draft:  # noqa: ANN401 - any field of a draft
    values: dict[str, Any] = {
        "id": UUID(int=1),
        "recipient_id": UUID(int=2),
        "kind": Kind.MISSION_ACCEPTED,
        "category": Category.MISSION,
        "content": TEXT.model_dump(mode="json"),
        "fallback": TEMPLATE.model_dump(mode="json"),
        "is_optional": False,
        "expires_at": None,
        "attempts": 1,
        "attempt_limit": 12,
        "address": Address(phone="+242061234567", user_id=None),
        "last_inbound_at": NOON,
        **changes,
    }
    return Draft(**values)


@pytest.mark.parametrize(
    ("hours", "minutes", "is_open"),
    [(0, 0, True), (23, 58, True), (23, 59, False), (24, 0, False), (48, 0, False)],
)
def test_the_window_is_open_for_a_day_less_a_minute(
    hours: int,
    minutes: int,
    is_open: bool,  # noqa: FBT001 - an expected value of the table
) -> None:
    later = NOON + timedelta(hours=hours, minutes=minutes)

    assert is_window_open(NOON, now=later) is is_open


def test_the_window_of_someone_who_never_wrote_is_closed() -> None:
    assert not is_window_open(None, now=NOON)


def test_inside_the_window_the_content_leaves() -> None:
    assert decide(draft(), now=NOON) == Leave(TEXT, is_template=False)


def test_outside_the_window_the_template_leaves() -> None:
    assert decide(draft(last_inbound_at=None), now=NOON) == Leave(TEMPLATE, is_template=True)


def test_outside_the_window_without_a_template_it_is_held_and_listed() -> None:
    decision = decide(draft(last_inbound_at=None, fallback=None), now=NOON)

    assert decision == Withhold(DeliveryState.HELD, "window_closed", is_listed=True)


def test_outside_the_window_what_is_optional_is_dropped() -> None:
    closed = draft(last_inbound_at=None, fallback=None, is_optional=True)

    assert decide(closed, now=NOON) == Withhold(
        DeliveryState.DEAD, "window_closed", is_listed=False
    )


def test_a_template_needs_no_window() -> None:
    template = draft(content=TEMPLATE.model_dump(mode="json"), last_inbound_at=None, fallback=None)

    assert decide(template, now=NOON) == Leave(TEMPLATE, is_template=True)


def test_what_has_expired_is_dropped() -> None:
    expiring = draft(expires_at=NOON)

    assert decide(expiring, now=NOON - timedelta(seconds=1)) == Leave(TEXT, is_template=False)
    assert decide(expiring, now=NOON) == Withhold(DeliveryState.DEAD, "expired", is_listed=False)


def test_content_that_cannot_be_read_is_listed_not_sent() -> None:
    odd = draft(content={"type": "hologram"})

    assert decide(odd, now=NOON) == Withhold(
        DeliveryState.DEAD, "unreadable_content", is_listed=True
    )


def rejected(remedy: Remedy) -> Rejected:
    return Rejected("1", "", remedy)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 1), (2, 4), (3, 16), (4, 64), (5, 256), (9, 256)]
)
def test_the_pair_limit_backs_off_by_fours(attempts: int, seconds: int) -> None:
    pause = next_try(rejected(Remedy.PAIR_BACKOFF), draft(attempts=attempts))

    assert pause == timedelta(seconds=seconds)


@pytest.mark.parametrize(("attempts", "low", "high"), [(1, 0.5, 1), (4, 4, 8), (11, 150, 300)])
@pytest.mark.parametrize("outcome", [rejected(Remedy.BACKOFF), NotSent("ConnectError")])
def test_backoff_doubles_with_jitter(
    outcome: Rejected | NotSent, attempts: int, low: float, high: float
) -> None:
    pause = next_try(outcome, draft(attempts=attempts))

    assert pause is not None
    assert timedelta(seconds=low) <= pause <= timedelta(seconds=high)


@pytest.mark.parametrize("remedy", [Remedy.NONE, Remedy.TEMPLATE])
def test_a_permanent_rejection_is_never_tried_again(remedy: Remedy) -> None:
    assert next_try(rejected(remedy), draft()) is None


@pytest.mark.parametrize("remedy", Remedy)
def test_the_twelfth_try_is_the_last(remedy: Remedy) -> None:
    assert next_try(rejected(remedy), draft(attempts=12)) is None


@pytest.mark.parametrize(
    ("waited_s", "feed_has_spoken", "resends", "category", "verdict"),
    [
        (29, True, 0, Category.REPLY, Verdict.WAIT),
        (30, True, 0, Category.REPLY, Verdict.SEND_AGAIN),
        (30, False, 0, Category.REPLY, Verdict.WAIT),
        (59, False, 0, Category.REPLY, Verdict.WAIT),
        (60, False, 0, Category.REPLY, Verdict.HOLD),
        (30, True, 1, Category.REPLY, Verdict.HOLD),
        (29, True, 0, Category.RECEIPT, Verdict.WAIT),
        (30, True, 0, Category.RECEIPT, Verdict.HOLD),
    ],
)
def test_an_unknown_outcome_is_concluded_with_care(
    *,
    waited_s: int,
    feed_has_spoken: bool,
    resends: int,
    category: Category,
    verdict: Verdict,
) -> None:
    standing = Standing(
        DeliveryState.UNKNOWN, category, resends, NOON, waited=timedelta(seconds=waited_s)
    )

    assert verdict_on_unknown(standing, hold=HOLD, feed_has_spoken=feed_has_spoken) is verdict


def test_news_of_a_mission_draw_on_a_smaller_bucket_too() -> None:
    of_reply = limits_for(Category.REPLY, lane="to:1", number="9", rate_per_second=80)
    of_news = limits_for(Category.MISSION, lane="to:1", number="9", rate_per_second=80)

    assert [(limit.key, limit.burst) for limit in of_reply] == [("number:9", 8), ("pair:to:1", 45)]
    assert of_news[:2] == of_reply
    assert (of_news[2].key, of_news[2].burst) == ("news:to:1", 10)
