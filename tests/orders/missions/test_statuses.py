"""Merging is order-free: whatever arrives, in whatever order, the end is the same."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.missions.ranks import Merge, MergeResult
from services.orders.missions.statuses import (
    STATES,
    is_driver_step_allowed,
    is_merchant_step_allowed,
    merge,
    state_of,
)
from shared.contracts.orders.api import MissionStatus as S

reports = st.lists(st.sampled_from(S), max_size=14)


def end_of(statuses: list[S]) -> S:
    current = S.PENDING
    for status in statuses:
        current = merge(current, status).status
    return current


def test_every_status_has_one_row_and_its_own_rank() -> None:
    assert [state.status for state in STATES] == [
        S.PENDING,
        S.ACCEPTED,
        S.TO_PICKUP,
        S.AT_PICKUP,
        S.PICKED_UP,
        S.IN_TRANSIT,
        S.AT_DROPOFF,
        S.PROBLEM,
        S.CANCELLED,
        S.RETURNED,
        S.DELIVERED,
    ]
    assert [state.rank for state in STATES] == list(range(11))
    assert {state.status for state in STATES} == set(S)


@given(reports.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))))
def test_any_order_of_any_reports_ends_in_the_same_state(orders: tuple[list[S], list[S]]) -> None:
    drawn, shuffled = orders
    assert end_of(drawn) == end_of(shuffled)


@given(reports)
def test_reports_heard_twice_change_nothing(drawn: list[S]) -> None:
    assert end_of([*drawn, *drawn]) == end_of(drawn)


@given(reports)
def test_a_mission_never_moves_back(drawn: list[S]) -> None:
    current = S.PENDING
    for status in drawn:
        after = merge(current, status)
        assert state_of(after.status).rank >= state_of(current).rank
        assert (after.result is MergeResult.MOVED) == (after.status is not current)
        current = after.status


def test_every_order_of_the_whole_road_with_a_problem_ends_delivered() -> None:
    road = [S.ACCEPTED, S.PICKED_UP, S.PROBLEM, S.IN_TRANSIT, S.DELIVERED]
    assert {end_of(list(order)) for order in permutations(road)} == {S.DELIVERED}


@pytest.mark.parametrize(
    ("current", "reported", "after"),
    [
        (S.PENDING, S.IN_TRANSIT, Merge(S.IN_TRANSIT, MergeResult.MOVED)),
        (S.IN_TRANSIT, S.PICKED_UP, Merge(S.IN_TRANSIT, MergeResult.LATE)),
        (S.IN_TRANSIT, S.IN_TRANSIT, Merge(S.IN_TRANSIT, MergeResult.REPEATED)),
        (S.AT_DROPOFF, S.PROBLEM, Merge(S.PROBLEM, MergeResult.MOVED)),
        (S.PROBLEM, S.AT_DROPOFF, Merge(S.PROBLEM, MergeResult.LATE)),
        (S.PROBLEM, S.RETURNED, Merge(S.RETURNED, MergeResult.MOVED)),
        (S.CANCELLED, S.DELIVERED, Merge(S.DELIVERED, MergeResult.MOVED)),
        (S.DELIVERED, S.CANCELLED, Merge(S.DELIVERED, MergeResult.LATE)),
        (S.RETURNED, S.CANCELLED, Merge(S.RETURNED, MergeResult.LATE)),
        (S.RETURNED, S.DELIVERED, Merge(S.DELIVERED, MergeResult.MOVED)),
    ],
)
def test_a_report_is_merged_by_rank(current: S, reported: S, after: Merge[S]) -> None:
    assert merge(current, reported) == after


@pytest.mark.parametrize(
    ("current", "step", "is_allowed"),
    [
        (S.ACCEPTED, S.TO_PICKUP, True),
        (S.ACCEPTED, S.DELIVERED, True),
        (S.PROBLEM, S.DELIVERED, True),
        (S.PICKED_UP, S.PROBLEM, True),
        (S.PICKED_UP, S.AT_PICKUP, False),
        (S.ACCEPTED, S.PROBLEM, False),
        (S.AT_PICKUP, S.PROBLEM, False),
        (S.AT_DROPOFF, S.PROBLEM, True),
        (S.PENDING, S.TO_PICKUP, False),
        (S.ACCEPTED, S.CANCELLED, False),
        (S.ACCEPTED, S.RETURNED, False),
        (S.AT_DROPOFF, S.RETURNED, False),
        (S.PROBLEM, S.RETURNED, True),
        (S.RETURNED, S.DELIVERED, False),
        (S.DELIVERED, S.DELIVERED, False),
        (S.CANCELLED, S.DELIVERED, False),
    ],
)
def test_a_driver_goes_forward_only(current: S, step: S, is_allowed: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_driver_step_allowed(current, step) is is_allowed


def test_a_merchant_only_gives_the_parcel_to_a_driver_who_is_coming() -> None:
    allowed = [
        (current, step)
        for current, step in product(S, S)
        if is_merchant_step_allowed(current, step)
    ]
    coming = (S.ACCEPTED, S.TO_PICKUP, S.AT_PICKUP)
    assert allowed == [(current, S.PICKED_UP) for current in coming]
