"""Learns the weights of the intents from examples: `make learn`, about a minute, no network.

Reads vocabulary/words/examples.txt and the tuned part of the corpus (never a held-out line), and
writes weights.txt. An averaged passive-aggressive classifier: same examples, same weights.
"""

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.conversation.understanding.intents.features import features
from services.conversation.understanding.intents.learned import INTENTS, WEIGHTS
from services.conversation.understanding.sentence.parts import read_parts, shapes_of
from services.conversation.understanding.sentence.purchases import read_purchase
from services.conversation.understanding.understood import Country, Intent
from services.conversation.understanding.vocabulary import sections

CORPUS = Path("tests/conversation/understanding/corpus")
LEARNED_FROM = ("practice", "tuned")
_ROUNDS = 8
_BOLDNESS = 0.04
"""The most that one example changes one weight."""
_LEAST = 0.002
_LEAST_OF_ONE = 0.012
"""What one example alone taught must weigh more to be kept: most of it is memory, no rule."""
_THOUSAND = 1_000

_PRICED = frozenset({Intent.SERVICE, Intent.MARKETPLACE})
_SOMEWHERE = _PRICED | {
    Intent.COURIER,
    Intent.UNKNOWN,
    Intent.DRIVER_JOBS,
    Intent.BECOME_DRIVER,
    Intent.BECOME_MERCHANT,
    Intent.BECOME_PROVIDER,
}

Row = defaultdict[int, float]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence and what it means."""

    text: str
    intent: Intent
    country: Country = Country.CONGO


def read_examples(corpus: Path) -> list[Example]:
    """Gather the sentences of examples.txt and the corpus lines said outside any flow."""
    said = [
        Example(text, Intent(section))
        for section, lines in sections("examples").items()
        if section
        for text in lines
    ]
    return [*said, *_corpus_lines(corpus)]


def fingerprint(examples: Iterable[Example]) -> str:
    """Name a set of examples, so that a test sees when the weights are older than they are."""
    told = sorted(f"{one.intent} {one.country} {one.text}" for one in examples)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def learn(examples: Sequence[Example]) -> dict[str, dict[int, int]]:
    """Weigh every feature for every intent, in thousandths."""
    said = list(_unsettled(examples))
    seen = Counter(feature for shapes, _ in said for feature in features(shapes))
    told = [
        *said,
        *((_varied(*pair, turn), pair[1]) for turn, pair in enumerate(said)),
    ]
    lines = [
        ([f for f in features(shapes) if seen[f]], INTENTS.index(intent)) for shapes, intent in told
    ]
    totals = _averaged(lines)
    return {
        feature: kept
        for feature, row in sorted(totals.items())
        if (kept := _kept(row, _LEAST if seen[feature] > 1 else _LEAST_OF_ONE))
    }


def _unsettled(examples: Iterable[Example]) -> Iterator[tuple[tuple[str, ...], Intent]]:
    """Leave out what a rule settles before the weights are asked."""
    for one in examples:
        parts = read_parts(one.text, country=one.country)
        if read_purchase(parts) is None:
            yield shapes_of(parts), one.intent


def _kept(row: dict[int, float], least: float) -> dict[int, int]:
    return {c: round(w * _THOUSAND) for c, w in sorted(row.items()) if abs(w) >= least}


def _varied(shapes: tuple[str, ...], intent: Intent, turn: int) -> tuple[str, ...]:
    """Say it again as somebody else would, with a greeting, an hour, a place or a price around.

    None of them changes what is wanted, which few examples would teach by themselves.
    """
    ways = [("bonjour", *shapes), (*shapes, "svp"), (*shapes, "_when")]
    if intent in _SOMEWHERE:
        ways += [(*shapes, "a", "_place"), ("a", "_place", *shapes)]
    if intent in _PRICED:
        ways += [(*shapes, "_money"), (*shapes, "budget", "_money"), (*shapes, "payer", "_money")]
    return ways[turn % len(ways)]


def _averaged(lines: list[tuple[list[str], int]]) -> dict[str, dict[int, float]]:
    """Go through the examples in shuffled rounds; the mean of all steps forgets the order."""
    weights: defaultdict[str, Row] = defaultdict(lambda: defaultdict(float))
    pasts: defaultdict[str, Row] = defaultdict(lambda: defaultdict(float))
    order = random.Random(1)  # noqa: S311 - a fixed order, no secret
    step = 1
    for _ in range(_ROUNDS):
        order.shuffle(lines)
        for found, column in lines:
            rival, change = _mistake(weights, found, column)
            if change:
                for feature in found:
                    for target, sign in ((column, change), (rival, -change)):
                        weights[feature][target] += sign
                        pasts[feature][target] += sign * step
            step += 1
    return {
        feature: {column: weight - pasts[feature][column] / step for column, weight in row.items()}
        for feature, row in weights.items()
    }


def _mistake(
    weights: defaultdict[str, Row], found: Sequence[str], column: int
) -> tuple[int, float]:
    """Find the strongest wrong intent and how far the weights must move against it."""
    totals = [0.0] * len(INTENTS)
    for feature in found:
        for target, weight in weights[feature].items():
            totals[target] += weight
    rival = max((c for c in range(len(INTENTS)) if c != column), key=lambda c: totals[c])
    loss = 1 - totals[column] + totals[rival]
    return rival, min(_BOLDNESS, loss / (2 * max(len(found), 1))) if loss > 0 else 0.0


def _corpus_lines(folder: Path) -> Iterator[Example]:
    for path in sorted(one for part in LEARNED_FROM for one in (folder / part).rglob("*.jsonl")):
        for text in path.read_text("utf-8").splitlines():
            line = json.loads(text)
            if "intent" in line and not (line.get("flow") or line.get("held_out")):
                country = Country(line.get("country", "CG"))
                yield Example(line["text"], Intent(line["intent"]), country)


def main(arguments: Sequence[str]) -> None:
    """Learn from the corpus, or another folder like it, and write the weights."""
    examples = read_examples(Path(arguments[0]) if arguments else CORPUS)
    rows = [
        "\t".join([feature, *(f"{column}\t{weight}" for column, weight in row.items())])
        for feature, row in learn(examples).items()
    ]
    text = "\n".join([f"# {fingerprint(examples)}", *rows]) + "\n"
    WEIGHTS.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(examples)} examples, {len(rows)} features, {len(text)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1:])
