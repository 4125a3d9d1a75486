"""The hand-written corpus: its promised mix, and floors that a change may not sink below."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from services.conversation.understanding import Intent, SlotName
from services.conversation.understanding.evaluate import Score, main, read_corpus, score, targets
from services.conversation.understanding.intents.learned import learned_from
from services.conversation.understanding.intents.learning import fingerprint, read_examples

_FOLDER = Path(__file__).with_name("corpus")


@pytest.fixture(scope="module")
def lines() -> list[dict[str, Any]]:
    return list(read_corpus([_FOLDER / "tuned", _FOLDER / "held_out"]))


def test_the_first_file_mixes_languages_as_people_do() -> None:
    groups = Counter(line["group"] for line in read_corpus([_FOLDER / "tuned/utterances.jsonl"]))
    total = groups.total()
    assert total >= 250
    shares = {group: count / total for group, count in groups.items()}
    assert shares["fr"] == pytest.approx(0.50, abs=0.03)
    assert shares["fr+ln"] == pytest.approx(0.20, abs=0.03)
    assert shares["camfranglais"] + shares["pidgin"] == pytest.approx(0.15, abs=0.03)
    assert shares["en"] == pytest.approx(0.10, abs=0.03)
    assert shares["noisy"] == pytest.approx(0.05, abs=0.03)


def test_every_expectation_uses_the_names_of_the_contract(lines: list[dict[str, Any]]) -> None:
    assert len(lines) >= 600
    for line in lines:
        assert line.get("kind") in {"amount", "phone"} or line["intent"] in set(Intent), line
        assert set(line.get("slots", {})) <= set(SlotName), line


def test_the_tuned_corpus_meets_the_floors(lines: list[dict[str, Any]]) -> None:
    counted = score(line for line in lines if not line["held_out"])
    assert counted.intents.share >= 0.97
    assert counted.slot_f1 >= 0.95
    assert counted.amounts.share >= 0.98
    assert counted.silent_share <= 0.005
    assert counted.phones.share >= 0.99
    assert counted.places.share >= 0.96
    assert counted.languages.share >= 0.97


def test_the_weights_were_learned_from_the_examples_as_they_are() -> None:
    assert learned_from() == fingerprint(read_examples(_FOLDER)), "run `make learn`"


def test_a_wrong_expectation_is_counted_as_wrong() -> None:
    counted = score([{"text": "oui", "intent": "no", "slots": {"place": "Bacongo"}}])
    assert (counted.intents.right, counted.slots.right, counted.slots.of) == (0, 0, 1)


def test_a_wrong_amount_given_as_certain_is_silently_wrong_and_an_honest_doubt_is_not() -> None:
    counted = score(
        [
            {"kind": "amount", "text": "5000", "value": 500},
            {"kind": "amount", "text": "deux mille cinq", "value": 2500},
        ]
    )
    assert (counted.amounts.right, counted.amounts.of, counted.silently_wrong) == (0, 2, 1)


def test_the_report_prints_every_figure_and_says_which_target_is_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "held_out" / "two.jsonl"
    file.parent.mkdir()
    said: list[dict[str, Any]] = [
        {"text": text, "intent": "no", "slots": {}} for text in ("oui", "non")
    ]
    file.write_text("\n".join(map(json.dumps, said)))
    assert main([str(tmp_path), "--errors"]) == 1
    printed = capsys.readouterr().out
    for figure in (
        "slot F1",
        "intent accuracy",
        "amounts exact",
        "silently wrong",
        "phones",
        "quartiers top-1",
        "language",
    ):
        assert printed.count(f"  {figure} ") == 3
    assert "intent accuracy at least 0.97: missed by 0.470" in printed
    assert "slot F1 at least 0.95: met" in printed
    assert "'oui'" not in printed


def test_every_target_is_met_by_nothing_at_all() -> None:
    assert all(short <= 0 for _, short in targets(Score()))
