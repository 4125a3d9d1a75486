"""How long to wait before the next try."""

import random
from datetime import timedelta


def backoff(attempts: int, *, base_s: float = 0.5, at_most_s: float = 60.0) -> timedelta:
    """Double the wait with each failed attempt, with jitter over its upper half."""
    ceiling = min(at_most_s, base_s * 2.0 ** min(attempts, 30))
    return timedelta(seconds=ceiling * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, not a secret
