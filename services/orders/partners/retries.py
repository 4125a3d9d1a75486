"""What an endpoint's answer means, and when it is asked again. Pure.

One webhook is tried for three days; meanwhile those behind it wait, so that a partner reads them in
order. Then it depends on who is to blame: an endpoint that is not there is disabled, one that
refuses this webhook alone (4xx) is spared it once.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

TRIED_FOR: Final = timedelta(days=3)
_FIRST_PAUSES: Final = (
    timedelta(seconds=5),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(minutes=30),
    timedelta(hours=1),
)
_LATER_PAUSE: Final = timedelta(hours=3)
JITTER: Final = 0.2  # of a pause, either way: endpoints that fell together do not rise together
_GONE: Final = 410
_TRY_LATER: Final = frozenset({408, 425, 429})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status, or why none did. A body is never looked at."""

    status: int | None = None
    error: str | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the webhook was taken."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_refusal(self) -> bool:
        """Whether the endpoint is well and does not want this webhook."""
        return (
            self.status is not None and 400 <= self.status < 500 and self.status not in _TRY_LATER
        )

    @property
    def words(self) -> str:
        """What went wrong, for the partner to read."""
        return self.error or f"HTTP {self.status}"


class Verdict(StrEnum):
    """What to do about an answer."""

    DELIVERED = "delivered"
    TRY_AGAIN = "try_again"
    GIVE_UP = "give_up"
    DISABLE = "disable"
    DISABLE_GONE = "disable_gone"


def judge(answer: Answer, *, tried_for: timedelta, given_up: int) -> Verdict:
    """Judge an answer to a webhook first tried `tried_for` ago.

    `given_up` webhooks were refused since the endpoint last took one: the second disables it.
    """
    if answer.is_taken:
        return Verdict.DELIVERED
    if answer.status == _GONE:
        return Verdict.DISABLE_GONE
    if tried_for < TRIED_FOR:
        return Verdict.TRY_AGAIN
    return Verdict.GIVE_UP if answer.is_refusal and not given_up else Verdict.DISABLE


def pause_after(failures: int, *, tried_for: timedelta, chance: float) -> timedelta:
    """Give the pause after so many failures of one webhook; `chance` in [0, 1) spreads it.

    No pause goes beyond the three days: the last try is at their end.
    """
    is_early = failures <= len(_FIRST_PAUSES)
    pause = _FIRST_PAUSES[failures - 1] if is_early else _LATER_PAUSE
    spread = pause * (1 + JITTER * (2 * chance - 1))
    return max(min(spread, TRIED_FOR - tried_for), _FIRST_PAUSES[0])
