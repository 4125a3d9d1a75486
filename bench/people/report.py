"""What the crowd says of the dialogue: a table by persona and by errand, targets, failures."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Final

from bench.measure import percentile
from bench.people.outcome import End, Outcome
from bench.people.personas import BUDGETS, Errand

_HEAD: Final = (
    f"{'':36}{'n':>6}{'done %':>8}{'dead %':>8}{'wrong %':>8}{'thrice':>7}"
    f"{'median':>8}{'p95':>5}{'budget':>7}{'bot/user':>9}"
)


def print_tables(outcomes: Sequence[Outcome]) -> None:
    """Print a line a persona, a line an errand, and one for all."""
    for title, name in (("persona", _persona), ("errand", _errand)):
        print(f"\nby {title}\n{_HEAD}")
        for key in sorted({name(one) for one in outcomes}):
            print(_line(key, [one for one in outcomes if name(one) == key]))
    print(_line("all", outcomes))


def _persona(one: Outcome) -> str:
    return one.persona


def _errand(one: Outcome) -> str:
    return one.errand.value


def _share(outcomes: Sequence[Outcome], end: End) -> float:
    return 100 * sum(one.end is end for one in outcomes) / max(1, len(outcomes))


def _ratio(outcomes: Iterable[Outcome]) -> float:
    listed = list(outcomes)
    return sum(one.answered for one in listed) / max(1, sum(one.sent for one in listed))


def _line(name: str, outcomes: Sequence[Outcome]) -> str:
    needed = [float(one.needed) for one in outcomes]
    errands = {one.errand for one in outcomes}
    budget = BUDGETS.get(next(iter(errands))) if len(errands) == 1 else None
    return (
        f"{name:36}{len(outcomes):>6}{_share(outcomes, End.DONE):>8.2f}"
        f"{_share(outcomes, End.DEAD_END):>8.2f}{_share(outcomes, End.WRONG):>8.2f}"
        f"{sum(one.was_asked_thrice for one in outcomes):>7}"
        f"{median(needed):>8.1f}{percentile(needed, 0.95):>5.0f}{budget or '':>7}"
        f"{_ratio(outcomes):>9.2f}"
    )


def print_failures(outcomes: Sequence[Outcome], *, seed: int, shown: int) -> None:
    """List who did not get what was wanted, and print some transcripts."""
    failed = [one for one in outcomes if one.end is not End.DONE]
    print(f"\n{len(failed)} failures")
    for (persona, errand, why), count in Counter(
        (one.persona, one.errand.value, f"{one.end}: {one.why}") for one in failed
    ).most_common(40):
        numbers = [
            one.number
            for one in failed
            if (one.persona, one.errand.value) == (persona, errand) and why.endswith(one.why)
        ]
        print(f"{count:>5}  {persona}, {errand}, {why}  {numbers[:6]}")
    print_transcripts(failed[:shown], seed=seed)


def print_transcripts(outcomes: Iterable[Outcome], *, seed: int) -> None:
    """Print who said what."""
    for one in outcomes:
        print(f"\n── make simulate ONLY={one.number} SEED={seed}  {one.persona}, {one.errand}")
        print("\n".join(one.transcript))
        print(f"── {one.end} {one.why}".rstrip())


def verdict(outcomes: Sequence[Outcome]) -> int:
    """Say of each target whether it is met; 1 when one is missed."""
    checks = list(_targets(outcomes))
    words = (f"{name} {value} {'met' if is_met else 'MISSED'}" for name, value, is_met in checks)
    print("\n" + "; ".join(words))
    return 0 if all(is_met for *_, is_met in checks) else 1


def _targets(outcomes: Sequence[Outcome]) -> Iterable[tuple[str, str, bool]]:
    done, dead = _share(outcomes, End.DONE), _share(outcomes, End.DEAD_END)
    thrice = sum(one.was_asked_thrice for one in outcomes)
    ratio = _ratio(outcomes)
    yield "completed ≥ 97 %:", f"{done:.2f}", done >= 97
    yield "dead ends ≤ 0.5 %:", f"{dead:.2f}", dead <= 0.5
    yield "asked thrice alike 0:", f"{thrice}", thrice == 0
    yield "bot per user message ≤ 1.1:", f"{ratio:.2f}", ratio <= 1.1
    for errand, budget in BUDGETS.items():
        yield from _budget(errand.value, budget, _needed(outcomes, errand), _median_and_p95)
    corrections = [float(one.corrections) for one in outcomes if one.corrections]
    yield from _budget("one correction", 1, corrections, _median_and_p95)


def _needed(outcomes: Sequence[Outcome], errand: Errand) -> list[float]:
    return [float(one.needed) for one in outcomes if one.errand is errand and one.end is End.DONE]


def _median_and_p95(values: list[float]) -> tuple[float, float]:
    return median(values), percentile(values, 0.95)


def _budget(
    name: str,
    most: int,
    values: list[float],
    measure: Callable[[list[float]], tuple[float, float]],
) -> Iterable[tuple[str, str, bool]]:
    if values:
        middle, high = measure(values)
        yield f"{name} ≤ {most}:", f"median {middle:.0f}, p95 {high:.0f}", high <= most
