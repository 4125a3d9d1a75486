"""When an endpoint is asked again, and what its answers mean; pure."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.partners.event_types import check_patterns, is_wanted
from services.orders.partners.retries import TRIED_FOR, Answer, Verdict, judge, pause_after
from services.orders.partners.urls import check_endpoint_url
from shared.contracts.orders.errors import UnknownEventType
from shared.web.outbound import AddressRefused

SHORT, LONG = timedelta(minutes=1), TRIED_FOR


def test_pauses_grow_to_three_hours() -> None:
    pauses = [
        pause_after(failures, tried_for=SHORT, chance=0.5).total_seconds()
        for failures in range(1, 9)
    ]
    assert pauses == [5, 30, 120, 600, 1_800, 3_600, 10_800, 10_800]


@given(st.integers(1, 40), st.floats(0, 1, exclude_max=True), st.integers(0, 259_199))
def test_a_pause_is_spread_and_never_passes_the_three_days(
    failures: int, chance: float, seconds: int
) -> None:
    tried_for = timedelta(seconds=seconds)
    middle = pause_after(failures, tried_for=timedelta(0), chance=0.5)
    pause = pause_after(failures, tried_for=tried_for, chance=chance)
    assert timedelta(seconds=4) <= pause <= middle * 1.2
    assert tried_for + pause <= TRIED_FOR + timedelta(seconds=5)


@pytest.mark.parametrize(
    ("answer", "tried_for", "given_up", "verdict"),
    [
        (Answer(200), SHORT, 0, Verdict.DELIVERED),
        (Answer(204), LONG, 1, Verdict.DELIVERED),
        (Answer(302), SHORT, 0, Verdict.TRY_AGAIN),
        (Answer(302), LONG, 0, Verdict.DISABLE),
        (Answer(400), SHORT, 0, Verdict.TRY_AGAIN),
        (Answer(400), LONG, 0, Verdict.GIVE_UP),
        (Answer(400), LONG, 1, Verdict.DISABLE),
        (Answer(410), SHORT, 0, Verdict.DISABLE_GONE),
        (Answer(429), LONG, 0, Verdict.DISABLE),
        (Answer(503), SHORT, 0, Verdict.TRY_AGAIN),
        (Answer(503), LONG, 0, Verdict.DISABLE),
        (Answer(error="ConnectError"), SHORT, 0, Verdict.TRY_AGAIN),
        (Answer(error="ConnectError"), LONG, 0, Verdict.DISABLE),
    ],
)
def test_an_answer_is_judged(
    answer: Answer, tried_for: timedelta, given_up: int, verdict: Verdict
) -> None:
    assert judge(answer, tried_for=tried_for, given_up=given_up) is verdict


def test_patterns_take_one_event_all_of_a_kind_or_everything() -> None:
    for pattern, is_taken in {
        "*": True,
        "mission.*": True,
        "mission.delivered": True,
        "mission.pending": False,
        "order.*": False,
    }.items():
        assert is_wanted("mission.delivered", patterns=[pattern]) is is_taken
    assert check_patterns(["mission.*", "order.ready", "mission.*"]) == ["mission.*", "order.ready"]
    with pytest.raises(UnknownEventType, match=r"mission\.flown.*mission\.no_driver"):
        check_patterns(["mission.*", "mission.flown"])


@pytest.mark.parametrize(
    "url",
    [
        "http://partner.cg/hook",
        "https://127.0.0.1/hook",
        "https://10.1.2.3/hook",
        "https://localhost/hook",
        "https://user:word@partner.cg/hook",
        "https://partner.cg:22/hook",
        "https://partner.cg/hook#part",
        "ftp://partner.cg/hook",
    ],
)
def test_an_endpoint_that_we_would_not_call_is_refused_when_it_is_given(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_endpoint_url(url, trusted_hosts=["trusted.test"])


@pytest.mark.parametrize(
    "url",
    ["https://partner.cg/hook?a=b", "https://partner.cg:8443/", "http://trusted.test:9000/hook"],
)
def test_https_and_trusted_hosts_are_taken(url: str) -> None:
    check_endpoint_url(url, trusted_hosts=["trusted.test"])
