"""How it went with one customer."""

from dataclasses import dataclass
from enum import StrEnum

from bench.people.personas import Errand


class End(StrEnum):
    """How an errand ended.

    `done` is what was wanted, exactly, in the database; `wrong` is something else there; `dead_end`
    is somebody who gave up; `broken` is an error of ours.
    """

    DONE = "done"
    WRONG = "wrong"
    DEAD_END = "dead end"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One customer's errand.

    Attributes:
        needed: messages that the errand took.
        sent, answered: all messages each way, from the hello to the end.
        corrections: messages that one change of mind took; 0 without one.
        was_asked_thrice: the same question came three times alike.
        why: what went wrong.
        transcript: kept of those that went wrong.
    """

    number: int
    persona: str
    errand: Errand
    end: End
    needed: int
    sent: int
    answered: int
    corrections: int
    was_asked_thrice: bool
    why: str
    transcript: tuple[str, ...]
