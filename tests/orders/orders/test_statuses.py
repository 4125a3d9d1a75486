"""Where an order can stand: one table, and reports whose order does not matter."""

from functools import reduce
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.missions.ranks import Merge, MergeResult
from services.orders.orders.statuses import (
    ON_THE_DESK,
    RANKS,
    STATES,
    Goods,
    Party,
    is_cancellable,
    is_move_allowed,
    merge_order,
    state_of,
)
from shared.contracts.orders.api import OrderStatus as S


def test_every_state_is_in_the_table_once_with_a_rank_of_its_own() -> None:
    assert [state.status for state in STATES] == sorted(S, key=lambda status: RANKS[status])
    assert sorted(RANKS.values()) == list(range(len(S)))


@given(reports=st.lists(st.sampled_from(list(S)), min_size=1, max_size=12), data=st.data())
def test_every_order_of_reports_ends_in_one_state(reports: list[S], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(reports))
    ends = {
        reduce(lambda at, report: merge_order(at, report).status, some, S.PENDING)
        for some in (reports, shuffled, reports + shuffled)
    }
    assert ends == {max([S.PENDING, *reports], key=lambda status: RANKS[status])}


@pytest.mark.parametrize(
    ("current", "reported", "after"),
    [
        (S.PENDING, S.READY, Merge(S.READY, MergeResult.MOVED)),
        (S.READY, S.CONFIRMED, Merge(S.READY, MergeResult.LATE)),
        (S.READY, S.READY, Merge(S.READY, MergeResult.REPEATED)),
        (S.PROBLEM, S.HANDED_OVER, Merge(S.PROBLEM, MergeResult.LATE)),
        (S.PROBLEM, S.DELIVERED, Merge(S.DELIVERED, MergeResult.MOVED)),
        (S.DELIVERED, S.CANCELLED, Merge(S.DELIVERED, MergeResult.LATE)),
    ],
)
def test_a_report_is_merged_by_rank(current: S, reported: S, after: Merge[S]) -> None:
    assert merge_order(current, reported) == after


def test_our_parties_move_only_forward_and_never_after_the_end() -> None:
    for (current, move), party in product(product(S, S), Party):
        if is_move_allowed(current, move, party=party):
            assert RANKS[move] > RANKS[current]
            assert not state_of(current).is_terminal


def test_each_party_has_its_moves() -> None:
    allowed = {
        party: {
            (one.value, to.value)
            for one, to in product(S, S)
            if is_move_allowed(one, to, party=party)
        }
        for party in (Party.CLIENT, Party.SYSTEM)
    }
    assert allowed[Party.CLIENT] == {("pending", "cancelled"), ("confirmed", "cancelled")}
    assert allowed[Party.SYSTEM] == allowed[Party.CLIENT]
    assert [status for status in S if is_cancellable(status)] == [S.PENDING, S.CONFIRMED]


def test_goods_are_promised_until_they_leave_or_are_free_again() -> None:
    assert ON_THE_DESK == (S.PENDING, S.CONFIRMED, S.PREPARING, S.READY)
    assert [state.status for state in STATES if state.goods is Goods.FREE] == [
        S.CANCELLED,
        S.REFUSED,
    ]
