"""Statuses come late, twice and in any order; ranks only go up."""

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notifications.delivery import (
    DeliveryState,
    merged,
    reported_state,
    states_below,
)

reports = st.sampled_from(["sent", "delivered", "read", "played", "failed"])


def after(statuses: list[str]) -> DeliveryState:
    known = [state for status in statuses if (state := reported_state(status))]
    return reduce(merged, known, DeliveryState.ACCEPTED)


@given(st.lists(reports, max_size=6).flatmap(lambda s: st.tuples(st.just(s), st.permutations(s))))
def test_the_order_of_reports_does_not_matter(both: tuple[list[str], list[str]]) -> None:
    in_order, shuffled = both

    assert after(in_order) == after(shuffled)


@given(st.lists(reports, max_size=6))
def test_repeating_reports_changes_nothing(statuses: list[str]) -> None:
    assert after(statuses + statuses) == after(statuses)


@given(st.lists(reports, max_size=6), reports)
def test_another_report_never_moves_a_state_down(statuses: list[str], one_more: str) -> None:
    before = after(statuses)

    assert after([*statuses, one_more]) not in states_below(before)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["sent"], DeliveryState.SENT),
        (["read", "delivered", "sent"], DeliveryState.READ),
        (["sent", "failed"], DeliveryState.FAILED),
        (["failed", "sent"], DeliveryState.FAILED),
        (["failed", "delivered"], DeliveryState.DELIVERED),
        (["delivered", "failed"], DeliveryState.DELIVERED),
        (["played"], DeliveryState.READ),
    ],
)
def test_the_highest_report_counts(statuses: list[str], expected: DeliveryState) -> None:
    assert after(statuses) == expected


@pytest.mark.parametrize("status", ["deleted", "warning", ""])
def test_some_words_say_nothing_about_delivery(status: str) -> None:
    assert reported_state(status) is None


def test_a_report_replaces_every_state_of_sending() -> None:
    assert states_below(DeliveryState.SENT) == [
        DeliveryState.QUEUED,
        DeliveryState.SENDING,
        DeliveryState.UNKNOWN,
        DeliveryState.HELD,
        DeliveryState.DEAD,
        DeliveryState.SUPERSEDED,
        DeliveryState.ACCEPTED,
    ]
