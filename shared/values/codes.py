"""Four-digit codes that prove a hand-over between two people. Pure.

Ten thousand codes are few: what protects them is that a wrong guess is counted and five are the
end (whoever holds the code counts, under its lock). Codes never reach a log.
"""

import hmac
import secrets
from enum import StrEnum
from typing import Final

MOST_TRIES: Final = 5


class Look(StrEnum):
    """What came of a guess; a locked code is not even looked at."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


def new_code() -> str:
    """Draw four digits that nobody can foresee."""
    return f"{secrets.randbelow(10_000):04d}"


def look_at(guess: str, *, expected: str, tries: int) -> Look:
    """Compare a guess with the code; `tries` counts the wrong ones before it."""
    if tries >= MOST_TRIES:
        return Look.LOCKED
    is_right = hmac.compare_digest(guess.encode(), expected.encode())
    return Look.RIGHT if is_right else Look.WRONG
