"""A circuit breaker with a clock that the test moves."""

from dataclasses import dataclass

from services.conversation.model.breaker import Breaker


@dataclass
class Seconds:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def call(breaker: Breaker, outcomes: str) -> str:
    """Make calls that work (`+`) or fail (`-`); `.` in the answer is one that was refused."""
    made = ""
    for outcome in outcomes:
        ticket = breaker.admit()
        if ticket is None:
            made += "."
            continue
        made += outcome
        (breaker.succeeded if outcome == "+" else breaker.failed)(ticket)
        breaker.gave_up(ticket)
    return made


def test_five_failures_in_a_row_open_it_and_four_do_not() -> None:
    breaker = Breaker()

    assert call(breaker, "----+----+-----++") == "----+----+-----.."


def test_half_of_the_last_twenty_open_it_and_fewer_do_not() -> None:
    assert call(Breaker(), "++-+-+-+-+-+-+-+-+-+-") == "++-+-+-+-+-+-+-+-+-+-"
    assert call(Breaker(), "+-+-+-+-+-+-+-+-+-+-+") == "+-+-+-+-+-+-+-+-+-+-."


def test_after_half_a_minute_one_probe_decides() -> None:
    seconds = Seconds()
    breaker = Breaker(clock=seconds)
    call(breaker, "-----")

    seconds.now = 29.9
    assert call(breaker, "+") == "."
    seconds.now = 30.0
    assert call(breaker, "-+") == "-."
    seconds.now = 59.9
    assert call(breaker, "+") == "."
    seconds.now = 60.0
    probe = breaker.admit()
    assert probe is not None
    assert breaker.admit() is None
    breaker.succeeded(probe)
    assert call(breaker, "----+") == "----+"


def test_a_probe_that_says_nothing_lets_another_one_go() -> None:
    seconds = Seconds()
    breaker = Breaker(clock=seconds)
    call(breaker, "-----")
    seconds.now = 30.0
    cut_off = breaker.admit()
    assert cut_off is not None

    breaker.gave_up(cut_off)
    second = breaker.admit()
    assert second is not None
    breaker.succeeded(cut_off)  # too late to count

    assert breaker.is_open
    breaker.succeeded(second)
    assert not breaker.is_open


def test_what_was_asked_before_it_opened_says_nothing_about_now() -> None:
    breaker = Breaker()
    slow = breaker.admit()
    assert slow is not None
    call(breaker, "-----")

    breaker.succeeded(slow)

    assert breaker.is_open
