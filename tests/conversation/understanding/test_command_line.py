"""The JSON-lines command: its exact contract, and bad lines that stop nothing."""

import io
import json
import subprocess
import sys

import pytest

from services.conversation.understanding import __main__ as command


def _answers(*lines: str) -> list[dict[str, object]]:
    return [json.loads(answer) for answer in command.answers(lines)]


def test_an_utterance_gives_the_five_fields_of_the_contract() -> None:
    (answer,) = _answers('{"text": "Livrer un gâteau à Bacongo"}')
    assert list(answer) == ["intent", "slots", "ambiguous", "lang", "ms"]
    assert (answer["intent"], answer["lang"], answer["ambiguous"]) == ("courier", "fr", {})
    assert answer["slots"] == {
        "dropoff": {
            "label": "Bacongo",
            "name": "Bacongo",
            "quartier": "Bacongo",
            "city": "Brazzaville",
            "country": "CG",
            "latitude": -4.286,
            "longitude": 15.256,
            "confidence": 1.0,
        },
        "description": "gâteau",
    }


@pytest.mark.parametrize(
    ("request_line", "answer"),
    [
        ('{"text": "5k", "kind": "amount"}', {"value": 5000, "ambiguous": []}),
        (
            '{"text": "deux mille cinq", "kind": "amount"}',
            {"value": None, "ambiguous": [2500, 2005]},
        ),
        (
            '{"text": "06 123 45 67", "kind": "phone"}',
            {"value": "+242061234567", "ambiguous": []},
        ),
        (
            '{"text": "699 12 34 56", "kind": "phone", "country": "CM"}',
            {"value": "+237699123456", "ambiguous": []},
        ),
        (
            '{"text": "+24261234567", "kind": "phone", "country": "CG"}',
            {"value": None, "ambiguous": ["+242061234567"]},
        ),
    ],
)
def test_amounts_and_phones_give_a_value_or_choices(
    request_line: str, answer: dict[str, object]
) -> None:
    assert _answers(request_line) == [answer]


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[1, 2]",
        "{}",
        '{"text": 5}',
        '{"text": "oui", "country": "FR"}',
        '{"text": "oui", "kind": "song"}',
        '{"text": "oui", "lang": 3}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_named_and_the_next_one_answered(line: str) -> None:
    bad, good = _answers(line, '{"text": "oui"}')
    assert list(bad) == ["error"]
    assert good["intent"] == "yes"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00\x00",
        "😀👀",
        "\u202eمرحبا ٥٠٠٠",
        "envoyer un sac\ud800 à Bacongo",
        "M.",
        ",",
        "à " * 5_000,
    ],
    ids=["empty", "nul", "emoji", "right to left", "lone surrogate", "title", "comma", "long"],
)
def test_whatever_the_text_is_it_gets_an_answer_that_can_be_written(text: str) -> None:
    (answer,) = _answers(json.dumps({"text": text}))
    assert list(answer) == ["intent", "slots", "ambiguous", "lang", "ms"]


def test_bytes_that_are_no_text_and_broken_letters_do_not_end_the_stream() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "services.conversation.understanding"],
        input=b"\n".join(
            [
                rb'{"text": "envoyer un sac\ud800 a Bacongo"}',
                b"\xff\xfe",
                b'\xef\xbb\xbf{"text": "oui"}',
            ]
        ),
        capture_output=True,
        check=True,
        timeout=60,
    )
    sent, bad, last = (json.loads(line) for line in ran.stdout.decode().splitlines())
    assert (sent["intent"], list(bad), last["intent"]) == ("courier", ["error"], "yes")


def test_blank_lines_are_skipped() -> None:
    assert _answers("\n", "   \n") == []


def test_standard_input_is_answered_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"text": "oui"}\n{"text": "non"}\n'))
    command.main()
    intents = [json.loads(line)["intent"] for line in capsys.readouterr().out.splitlines()]
    assert intents == ["yes", "no"]
