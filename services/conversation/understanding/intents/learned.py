"""Scores of the intents as learned from examples: a sum of small whole weights, no model server.

`weights.txt` is written by `make learn` (learning.py) and read at the first sentence that needs
it. Weights are thousandths; a score is their sum.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from services.conversation.understanding.intents.features import features
from services.conversation.understanding.understood import Intent

WEIGHTS: Final = Path(__file__).with_name("weights.txt")
INTENTS: Final = tuple(Intent)
"""Columns of the weights, by position."""

Weights = Mapping[str, tuple[tuple[int, int], ...]]
"""Feature → the columns it speaks for and against, with their weights."""


def scores(shapes: Sequence[str]) -> dict[Intent, int]:
    """Score every intent for a sentence."""
    known = _weights()
    totals = [0] * len(INTENTS)
    for feature in features(shapes):
        for column, weight in known.get(feature, ()):
            totals[column] += weight
    return dict(zip(INTENTS, totals, strict=True))


def learned_from() -> str:
    """Name the examples the weights were learned from, as a fingerprint."""
    with WEIGHTS.open(encoding="utf-8") as lines:
        return lines.readline().strip("# \n")


@cache
def _weights() -> Weights:
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    with WEIGHTS.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            feature, *pairs = line.rstrip("\n").split("\t")
            numbers = [int(number) for number in pairs]
            found[feature] = tuple(zip(numbers[::2], numbers[1::2], strict=True))
    return found
