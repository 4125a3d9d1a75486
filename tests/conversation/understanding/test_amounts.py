"""Amounts in FCFA: what people write, say and mistype, and what is never guessed."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.understanding import Amount, parse_amount
from tests.conversation.understanding.spelling_out import in_english, in_french, in_lingala


@pytest.mark.parametrize(
    ("text", "fcfa"),
    [
        ("5000", 5000),
        ("5 000 F", 5000),
        ("5k", 5000),
        ("5K", 5000),
        ("5 k", 5000),
        ("5 mille", 5000),
        ("5 milles", 5000),
        ("cinq mille FCFA", 5000),
        ("cinq-mille francs", 5000),
        ("2.500", 2500),
        ("2,500", 2500),
        ("2'500", 2500),
        ("5.000 frs", 5000),
        ("5000fcfa", 5000),
        ("XAF 4500", 4500),
        ("4 500,00", 4500),
        ("5ooo", 5000),
        ("quinze cents", 1500),
        ("mille cent", 1100),
        ("onze cents", 1100),
        ("mille", 1000),
        ("cent", 100),
        ("10 kolos", 10000),
        ("deux kolos", 2000),
        ("3 kolos 500", 3500),
        ("demi kolo", 500),
        ("kolofan", 1500),
        ("une douzaine", 12),
        ("demi-douzaine", 6),
        ("deux douzaines", 24),
        ("3k5", 3500),
        ("2k500", 2500),
        ("2.5k", 2500),
        ("5 mille 500", 5500),
        ("5 mille et demi", 5500),
        ("deux mille cinq cents", 2500),
        ("trois mille dix", 3010),
        ("soixante-quinze mille", 75000),
        ("soixante et onze", 71),
        ("quatre-vingt mille", 80000),
        ("quatre-vingt-dix-sept mille six cent", 97600),
        ("deux cent cinquante mille", 250000),
        ("un million", 1000000),
        ("1,5 million", 1500000),
        ("un million et demi", 1500000),
        ("1 000 000", 1000000),
        ("1.000.000 FCFA", 1000000),
        ("nkama mitano", 500),
        ("nkoto mitano", 5000),
        ("nkóto mítáno", 5000),
        ("nkoto mibale na nkama mitano", 2500),
        ("nkoto ntuku mibale", 20000),
        ("nkoto dix", 10000),
        ("zomi na moko", 11),
        ("five thousand", 5000),
        ("two hundred and fifty thousand", 250000),
        ("fifteen hundred", 1500),
        ("two thousand and five", 2005),
        ("environ 12 000", 12000),
        ("c'est 7500", 7500),
        ("ça vaut dix mille balles", 10000),
        ("cinq mille (5000)", 5000),
        ("5000 F pour 2 kg", 5000),
        ("zéro", 0),
        ("٥٠٠٠", 5000),
        ("６０００ F", 6000),
        ("l0 000", 10000),
        ("5.ooo", 5000),
        ("5_000", 5000),
        ("3M FCFA", 3000000),
        ("cinqmille", 5000),
        ("quatrevingtdix mille", 90000),
        ("ten k", 10000),
        ("half a million", 500000),
        ("one and a half million", 1500000),
        ("two point five k", 2500),
        ("un virgule cinq million", 1500000),
        ("une centaine de mille", 100000),
        ("cinq mille et cinq cents", 5500),
        ("mille na nkama mitano", 1500),
        ("milio moko na nkoto nkama moko", 1100000),
        ("une pièce de 500", 500),
        ("cinc mile", 5000),
        ("quinz mille", 15000),
        ("sis mille", 6000),
        ("sioxante dix huit mille", 78000),
        ("quatre ving dix mille", 90000),
        ("sixtty tousand", 60000),
        ("nkto mitano", 5000),
        ("cinq mille 677 12 34 56", 5000),
        ("2 500 055 08 29 96", 2500),
    ],
)
def test_an_amount_is_read_exactly(text: str, fcfa: int) -> None:
    assert parse_amount(text) == Amount(fcfa)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("deux mille cinq", (2500, 2005)),
        ("2 mille 5", (2500, 2005)),
        ("mille cinq", (1500, 1005)),
        ("two thousand five", (2500, 2005)),
        ("nkoto mibale na mitano", (2500, 2005)),
        ("deux kolofan", (2500, 3000)),
        ("entre 2000 et 3000", (2000, 3000)),
        ("2000-3000", (2000, 3000)),
        ("2000 ou 3000", (2000, 3000)),
        ("2,5", (2500,)),
        ("5000 mille", (5000, 5000000)),
        ("5000/6000", (5000, 6000)),
        ("entre 5 et 10 mille", (5000, 10000)),
        ("deux trois mille", (2000, 3000)),
        ("2 billets de 5000", (10000, 5000)),
        ("2 fois 5000", (10000, 5000)),
        ("five five hundred", (5500, 500)),
        ("un million deux", (1200000, 1000002)),
        ("2 millions 500", (2500000, 2000500)),
        ("nkoto zomi na mitano", (15000, 10500, 10005)),
        ("mokoko mibale", (20000,)),
        ("10 bâtons", (10000000,)),
        ("la moitié de 5000", (5000,)),
        ("xkzq mille", (1000,)),
        ("sixty our thousand", (1000,)),
        ("cinq cinq mille", (5000,)),
    ],
)
def test_what_can_be_read_two_ways_is_asked(text: str, readings: tuple[int, ...]) -> None:
    assert parse_amount(text) == Amount(None, readings)


@pytest.mark.parametrize(
    "text",
    [
        "-5000",
        "moins 5000",
        "-5 000 F",
        "99999999999",
        "999 milliards",
        "05000",
        "gratuit",
        "je ne sais pas",
        "un téléphone neuf",
        "06 123 45 67",
        "3 kg",
        "à 15h",
        "21/11",
        "50 %",
        "PK14",
        "5000 €",
        "50 dollars",
        "COUR-20261121-001",
        "deux malles",
        "2 bâtons de manioc",
        "",
        "👍",
    ],
)
def test_what_is_no_amount_gives_nothing(text: str) -> None:
    assert parse_amount(text) == Amount(None)


_SPELLERS = [in_french, in_english, in_lingala]


@given(st.integers(1, 5_000_000) | st.integers(1, 10_000).map(lambda half: half * 500))
def test_a_number_said_in_any_language_is_among_its_readings(number: int) -> None:
    for spell in _SPELLERS:
        read = parse_amount(spell(number) + " francs")
        assert number in (read.value, *read.ambiguous)
        assert read.value in {number, None}


@given(st.integers(0, 5_000_000), st.sampled_from([in_french, in_english]))
def test_a_number_said_without_a_currency_is_read_too(
    number: int, spell: Callable[[int], str]
) -> None:
    read = parse_amount(spell(number))
    assert number in (read.value, *read.ambiguous)


def test_a_slip_of_the_thumb_is_read_or_asked_but_hardly_ever_misread() -> None:
    """One letter in a spelled amount is dropped, doubled or swapped with the next one."""
    thumb = random.Random(20)  # noqa: S311 - a fixed sample, no secret
    read, silent = 0, []
    for _ in range(600):
        number = thumb.randrange(2, 400) * 500
        text = _slipped(thumb, thumb.choice([in_french, in_english])(number).replace("-", " "))
        value = parse_amount(text).value
        read += value == number
        silent += [(text, value)] if value not in {number, None} else []
    assert read >= 500
    assert len(silent) <= 3, silent


def _slipped(thumb: random.Random, text: str) -> str:
    words = text.split()
    at = thumb.choice([i for i, word in enumerate(words) if len(word) > 3] or [0])
    word = words[at]
    cut = thumb.randrange(len(word) - 1)
    words[at] = thumb.choice(
        [
            word[:cut] + word[cut + 1 :],
            word[:cut] + word[cut] + word[cut:],
            word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :],
        ]
    )
    return " ".join(words)


@given(st.integers(0, 100_000_000), st.sampled_from([" ", ".", ",", "\u202f", ""]))
def test_digits_survive_any_grouping(number: int, separator: str) -> None:
    written = f"{number:,}".replace(",", separator)
    assert parse_amount(f"{written} FCFA") == Amount(number)


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    read = parse_amount(text)
    assert read.value is None or 0 <= read.value <= 100_000_000
    assert read.value is None or read.ambiguous == ()
