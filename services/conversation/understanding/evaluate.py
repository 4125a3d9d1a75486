"""Measures the understanding on the corpus: `make eval`, or `python -m …evaluate [--errors] PATH…`.

Prints every figure on all lines, on those the rules were tuned on and on the held-out part, then
one line a target; exits with 1 when a target is missed on all lines. A place counts by its name;
free text (description, product, problem, names) counts when it shares at least 60 % of its words
with the expected text. A line is held out when its folder is held_out/ or the line says so;
`--errors` lists what was missed, never of a held-out line.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from services.conversation.understanding import (
    Country,
    FoundPlace,
    Lang,
    Understood,
    normalise,
    parse_amount,
    parse_phone,
    understand,
)

_CORPUS = Path("tests/conversation/understanding/corpus")
_MEASURED = ("tuned", "held_out")  # practice/ is only learned from
_FREE_TEXT = frozenset({"description", "product", "problem", "merchant", "contact_name"})
_MONEY = frozenset({"declared_value", "max_price", "budget"})
_PLACES = frozenset({"pickup", "dropoff", "place"})
_SHARED_WORDS = 0.6
_LANGUAGES = {
    "fr": {Lang.FRENCH},
    "camfranglais": {Lang.FRENCH},
    "en": {Lang.ENGLISH},
    "pidgin": {Lang.ENGLISH},
    "ln": {Lang.LINGALA},
    "fr+ln": {Lang.FRENCH, Lang.LINGALA},
}
"""The answers that suit each way of speaking; a noisy line is not asked."""
_FEWEST_WORDS = 3


@dataclass(slots=True)
class Count:
    """How many of how many."""

    right: int = 0
    of: int = 0

    def add(self, is_right: bool) -> None:  # noqa: FBT001 - the one thing to count
        """Count one more."""
        self.right += is_right
        self.of += 1

    @property
    def share(self) -> float:
        """The part that is right; nothing asked is nothing wrong."""
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        """Write the share and what it is made of."""
        return f"{self.share:.3f}  ({self.right} of {self.of})"


@dataclass(slots=True)
class Score:
    """Counts of one run; ratios are computed when asked."""

    intents: Count = field(default_factory=Count)
    slots: Count = field(default_factory=Count)
    """Expected slots found right."""
    found_slots: int = 0
    amounts: Count = field(default_factory=Count)
    silently_wrong: int = 0
    """Amounts given as certain that are not what was said."""
    phones: Count = field(default_factory=Count)
    places: Count = field(default_factory=Count)
    languages: Count = field(default_factory=Count)
    milliseconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    @property
    def slot_f1(self) -> float:
        """The harmonic mean of precision and recall of the slots."""
        both = self.found_slots + self.slots.of
        return 2 * self.slots.right / both if both else 1.0

    @property
    def silent_share(self) -> float:
        """The part of the amounts that is silently wrong."""
        return self.silently_wrong / max(self.amounts.of, 1)

    @property
    def p95(self) -> float:
        """Milliseconds that 95 % of the messages take at most."""
        times = self.milliseconds or [0.0]
        return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]

    def report(self) -> str:
        """Write the figures, one a line."""
        precision = self.slots.right / max(self.found_slots, 1)
        found = f"precision {precision:.3f}, recall {self.slots.share:.3f}"
        silent = f"{self.silent_share:.3f}  ({self.silently_wrong} of {self.amounts.of})"
        return "\n".join(
            [
                f"  lines             {len(self.milliseconds)}",
                f"  slot F1           {self.slot_f1:.3f}  ({found})",
                f"  intent accuracy   {self.intents}",
                f"  amounts exact     {self.amounts}",
                f"  silently wrong    {silent}",
                f"  phones            {self.phones}",
                f"  quartiers top-1   {self.places}",
                f"  language          {self.languages}",
                f"  ms p50 / p95      {median(self.milliseconds or [0.0]):.2f} / {self.p95:.2f}",
            ]
        )


def targets(counted: Score) -> list[tuple[str, float]]:
    """List the targets of quality.md, each with how far it is missed; nothing or less is met."""
    at_least = (
        ("slot F1", 0.95, counted.slot_f1),
        ("intent accuracy", 0.97, counted.intents.share),
        ("amounts exact", 0.98, counted.amounts.share),
        ("phones", 1.0, counted.phones.share),
        ("quartiers top-1", 0.97, counted.places.share),
        ("language", 0.97, counted.languages.share),
    )
    at_most = (
        ("silently wrong", 0.005, counted.silent_share),
        ("p95 ms", 20.0, counted.p95),
    )
    return [
        *((f"{name} at least {aim}", aim - share) for name, aim, share in at_least),
        *((f"{name} at most {aim}", figure - aim) for name, aim, figure in at_most),
    ]


def score(lines: Iterable[dict[str, Any]]) -> Score:
    """Run the corpus lines through the rules and count."""
    total = Score()
    for line in lines:
        match line.get("kind"):
            case "amount":
                _count_amount(total, line)
            case "phone":
                _count_phone(total, line)
            case _:
                _count_utterance(total, line)
    return total


def read_corpus(paths: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """Read files and folders; a line under held_out/ is marked so."""
    for path in paths:
        for file in sorted(path.rglob("*.jsonl")) if path.is_dir() else [path]:
            for text in file.read_text("utf-8").splitlines():
                line = json.loads(text)
                yield line | {"held_out": line.get("held_out") or "held_out" in file.parts}


def _count_amount(total: Score, line: dict[str, Any]) -> None:
    started = time.perf_counter()
    read = parse_amount(line["text"], Country(line.get("country", "CG")))
    total.milliseconds.append((time.perf_counter() - started) * 1_000)
    is_right = read.value == line["value"] and set(read.ambiguous) == set(line.get("ambiguous", []))
    total.amounts.add(is_right)
    if not is_right:
        total.silently_wrong += read.value is not None
        total.errors.append(f"{line['text']!r}: {read} for {line['value']}")


def _count_phone(total: Score, line: dict[str, Any]) -> None:
    started = time.perf_counter()
    read = parse_phone(line["text"], Country(line.get("country", "CG")))
    total.milliseconds.append((time.perf_counter() - started) * 1_000)
    expected = set(line["ambiguous"]) if "ambiguous" in line else set(read.ambiguous)
    is_right = read.value == line["value"] and set(read.ambiguous) == expected
    total.phones.add(is_right)
    if not is_right:
        total.errors.append(f"{line['text']!r}: {read} for {line['value']}")


def _count_utterance(total: Score, line: dict[str, Any]) -> None:
    started = time.perf_counter()
    read = understand(
        line["text"], flow=line.get("flow"), country=Country(line.get("country", "CG"))
    )
    total.milliseconds.append((time.perf_counter() - started) * 1_000)
    total.intents.add(read.intent == line["intent"])
    suited = _LANGUAGES.get(line.get("group", ""))
    wrong = _count_slots(total, read, line["slots"])
    if suited and len(line["text"].split()) >= _FEWEST_WORDS:
        total.languages.add(read.lang in suited)
        if read.lang not in suited:
            wrong.append(f"lang: {read.lang} for {line['group']}")
    if wrong or read.intent != line["intent"]:
        total.errors.append(f"{line['text']!r}: {read.intent} for {line['intent']}; {wrong}")


def _count_slots(total: Score, read: Understood, expected: dict[str, Any]) -> list[str]:
    wrong: list[str] = []
    total.found_slots += len(read.slots)
    for name, value in expected.items():
        found = next((v for k, v in read.slots.items() if k == name), None)
        is_right = _is_same(name, value, found)
        total.slots.add(is_right)
        if name in _PLACES:
            total.places.add(is_right)
        if name == "contact_phone":
            total.phones.add(is_right)
        if name in _MONEY:
            total.amounts.add(is_right)
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


def _is_met(short: float) -> bool:
    return short <= 1e-9


def _said(short: float) -> str:
    return "met" if _is_met(short) else f"missed by {short:.3f}"


def main(arguments: Sequence[str]) -> int:
    """Score the files and folders named, the whole corpus when none is."""
    paths = [Path(argument) for argument in arguments if not argument.startswith("--")]
    lines = list(read_corpus(paths or [_CORPUS / part for part in _MEASURED]))
    score(lines[:20])  # the first messages load the gazetteer and the matcher
    tuned = [line for line in lines if not line["held_out"]]
    held_out = [line for line in lines if line["held_out"]]
    whole = score(lines)
    parts = (("all", whole), ("tuned on", score(tuned)), ("held out", score(held_out)))
    for title, counted in parts:
        sys.stdout.write(f"{title}\n{counted.report()}\n")
    missed = 0
    unseen = dict(targets(parts[2][1]))
    for name, short in targets(whole):
        missed += not _is_met(short)
        sys.stdout.write(f"{name}: {_said(short)}; held out: {_said(unseen[name])}\n")
    if "--errors" in arguments:
        sys.stdout.write("\n".join(parts[1][1].errors) + "\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
