"""Measures the understanding on hand-written corpora: `python -m …understanding.evaluate FILE…`.

Prints slot F1, intent accuracy, exact amounts, silently wrong amounts and milliseconds, on all
lines and on the held-out third. A place counts by its name; free text (description, product,
problem) counts when it shares at least 60 % of its words with the expected text.
"""

import json
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from services.conversation.understanding import (
    Country,
    FoundPlace,
    Understood,
    normalise,
    parse_amount,
    understand,
)

_FREE_TEXT = frozenset({"description", "product", "problem", "merchant", "contact_name"})
_MONEY = frozenset({"declared_value", "max_price", "budget"})
_PLACES = frozenset({"pickup", "dropoff", "place"})
_SHARED_WORDS = 0.6


@dataclass(slots=True)
class Score:
    """Counts of one run; ratios are computed when printed."""

    utterances: int = 0
    right_intents: int = 0
    right_slots: int = 0
    found_slots: int = 0
    expected_slots: int = 0
    amounts: int = 0
    right_amounts: int = 0
    silently_wrong: int = 0
    places: int = 0
    right_places: int = 0
    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def report(self) -> str:
        """Write the figures, one a line."""
        precision = self.right_slots / max(self.found_slots, 1)
        recall = self.right_slots / max(self.expected_slots, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        times = self.milliseconds or [0.0]
        p95 = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        return "\n".join(
            [
                f"  utterances        {self.utterances}",
                f"  intent accuracy   {_ratio(self.right_intents, self.utterances)}",
                f"  slot F1           {f1:.3f}  (precision {precision:.3f}, recall {recall:.3f})",
                f"  places top-1      {_ratio(self.right_places, self.places)}",
                f"  amounts exact     {_ratio(self.right_amounts, self.amounts)}",
                f"  silently wrong    {_ratio(self.silently_wrong, self.amounts)}",
                f"  ms p50 / p95      {median(times):.2f} / {p95:.2f}",
            ]
        )


def _ratio(part: int, whole: int) -> str:
    return f"{part / max(whole, 1):.3f}  ({part} of {whole})"


def score(lines: Iterable[dict[str, Any]]) -> Score:
    """Run the corpus lines through the rules and count."""
    total = Score()
    for line in lines:
        if line.get("kind") == "amount":
            _count_amount(total, line)
        else:
            _count_utterance(total, line)
    return total


def _count_amount(total: Score, line: dict[str, Any]) -> None:
    started = time.perf_counter()
    read = parse_amount(line["text"], Country(line.get("country", "CG")))
    total.milliseconds.append((time.perf_counter() - started) * 1_000)
    total.amounts += 1
    is_right = read.value == line["value"] and set(read.ambiguous) == set(line.get("ambiguous", []))
    total.right_amounts += is_right
    if not is_right:
        total.silently_wrong += read.value is not None
        total.errors.append(f"{line['text']!r}: {read}")


def _count_utterance(total: Score, line: dict[str, Any]) -> None:
    started = time.perf_counter()
    read = understand(
        line["text"], flow=line.get("flow"), country=Country(line.get("country", "CG"))
    )
    total.milliseconds.append((time.perf_counter() - started) * 1_000)
    total.utterances += 1
    total.right_intents += read.intent == line["intent"]
    wrong = _count_slots(total, read, line["slots"])
    if wrong or read.intent != line["intent"]:
        total.errors.append(f"{line['text']!r}: {read.intent} for {line['intent']}; {wrong}")


def _count_slots(total: Score, read: Understood, expected: dict[str, Any]) -> list[str]:
    wrong: list[str] = []
    total.found_slots += len(read.slots)
    total.expected_slots += len(expected)
    for name, value in expected.items():
        found = next((v for k, v in read.slots.items() if k == name), None)
        is_right = _is_same(name, value, found)
        total.right_slots += is_right
        if name in _PLACES:
            total.places += 1
            total.right_places += is_right
        if name in _MONEY:
            total.amounts += 1
            total.right_amounts += is_right
            total.silently_wrong += found is not None and not is_right
        if not is_right:
            wrong.append(f"{name}: {_shown(found)!r} for {value!r}")
    extra = [
        f"{name}: {_shown(value)!r} for nothing"
        for name, value in read.slots.items()
        if name not in expected
    ]
    total.silently_wrong += sum(name in _MONEY and name not in expected for name in read.slots)
    return wrong + extra


def _is_same(name: str, expected: object, found: object) -> bool:
    if isinstance(found, FoundPlace):
        return normalise(found.name) == normalise(str(expected))
    if name in _FREE_TEXT and isinstance(found, str):
        ours, theirs = set(normalise(found).split()), set(normalise(str(expected)).split())
        return len(ours & theirs) / max(len(ours | theirs), 1) >= _SHARED_WORDS
    return found == expected


def _shown(value: object) -> object:
    return value.name if isinstance(value, FoundPlace) else value


def main(arguments: Sequence[str]) -> None:
    """Score the files named; `--errors` lists what was missed outside the held-out third."""
    files = [Path(argument) for argument in arguments if not argument.startswith("--")]
    lines = [
        json.loads(line) for path in files for line in path.read_text("utf-8").splitlines() if line
    ]
    score(lines[:20])  # the first messages load the gazetteer and the matcher
    tuned = [line for line in lines if not line.get("held_out")]
    held_out = [line for line in lines if line.get("held_out")]
    for title, chosen in (("all", lines), ("tuned on", tuned), ("held out", held_out)):
        sys.stdout.write(f"{title}\n{score(chosen).report()}\n")
    if "--errors" in arguments:
        sys.stdout.write("\n".join(score(tuned).errors) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
