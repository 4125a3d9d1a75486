"""How much is allowed in how long, as operators write it: `100/minute`. Counts nothing itself."""

from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import BeforeValidator

_PERIODS_S: Final = {"second": 1, "minute": 60, "hour": 3_600}


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` requests at once, refilled evenly over `period_s` seconds."""

    count: int
    period_s: int


def parse_rate(text: object) -> Rate:
    """Read `100/minute`; a `Rate` is given back as it is.

    Raises:
        ValueError: it is not `<positive number>/<second|minute|hour>`.
    """
    if isinstance(text, Rate):
        return text
    count, _, period = str(text).partition("/")
    if not count.isdecimal() or int(count) < 1 or period not in _PERIODS_S:
        raise ValueError(f"a rate is written like 100/minute, not {text!r}")
    return Rate(count=int(count), period_s=_PERIODS_S[period])


RateSetting = Annotated[Rate, BeforeValidator(parse_rate)]
