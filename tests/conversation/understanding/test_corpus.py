"""The hand-written corpus: its promised mix, and floors that a change may not sink below."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from services.conversation.understanding import Intent, SlotName
from services.conversation.understanding.evaluate import main, score

_FOLDER = Path(__file__).with_name("corpus")


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (_FOLDER / name).read_text("utf-8").splitlines()]


def test_the_corpus_mixes_languages_as_people_do() -> None:
    groups = Counter(line["group"] for line in _lines("utterances.jsonl"))
    total = groups.total()
    assert total >= 250
    shares = {group: count / total for group, count in groups.items()}
    assert shares["fr"] == pytest.approx(0.50, abs=0.03)
    assert shares["fr+ln"] == pytest.approx(0.20, abs=0.03)
    assert shares["camfranglais"] == pytest.approx(0.15, abs=0.03)
    assert shares["en"] == pytest.approx(0.10, abs=0.03)
    assert shares["noisy"] == pytest.approx(0.05, abs=0.03)


@pytest.mark.parametrize("name", sorted(path.name for path in _FOLDER.glob("*.jsonl")))
def test_every_expectation_uses_the_names_of_the_contract(name: str) -> None:
    for line in _lines(name):
        assert line.get("kind") == "amount" or line["intent"] in set(Intent)
        assert set(line.get("slots", {})) <= set(SlotName)


def test_the_rules_hold_their_floor_on_the_corpus() -> None:
    counted = score(_lines("utterances.jsonl"))
    assert counted.right_intents / counted.utterances >= 0.97
    assert counted.right_slots / counted.expected_slots >= 0.95
    assert counted.right_amounts / counted.amounts >= 0.98
    assert counted.silently_wrong == 0


def test_amounts_hold_their_floor_and_none_is_silently_wrong() -> None:
    counted = score(_lines("amounts.jsonl"))
    assert counted.right_amounts / counted.amounts >= 0.98
    assert counted.silently_wrong == 0


def test_a_wrong_expectation_is_counted_as_wrong() -> None:
    counted = score([{"text": "oui", "intent": "no", "slots": {"place": "Bacongo"}}])
    assert (counted.right_intents, counted.right_slots, counted.expected_slots) == (0, 0, 1)


def test_the_report_prints_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    main([str(_FOLDER / "amounts.jsonl")])
    printed = capsys.readouterr().out
    for figure in ("slot F1", "intent accuracy", "amounts exact", "silently wrong", "ms p50 / p95"):
        assert printed.count(figure) == 3
