"""Phone numbers: Congo keeps its 0, Cameroon has nine digits, a correction is only offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.conversation.understanding import Country, Phone, parse_amount, parse_phone
from tests.conversation.understanding.spelling_out import in_french


@pytest.mark.parametrize(
    "text",
    [
        "06 123 45 67",
        "061234567",
        "06.123.45.67",
        "06-123-45-67",
        "06/123/45/67",
        "+242 06 123 45 67",
        "+242061234567",
        "00242 06 123 45 67",
        "242061234567",
        "+242 (0)6 123 45 67",
        "O6 123 45 67",
        "tel: 06 123 45 67.",
        "Marie 06 123 45 67, 5 mille",
        "06 123 45 67 5000",
        "c'est le 06 123 45 67, oui 06 123 45 67",
        "zéro six douze trente-quatre cinq soixante-sept",
        "zéro six, cent vingt-trois, quarante-cinq, soixante-sept",
        "zéro six cent vingt-trois quarante-cinq soixante-sept",
        "zero six one two three four five six seven",
        "appelez Marie au zéro six cent vingt-trois quarante-cinq soixante-sept svp",
        "06_123_45_67",
        "06 l23 45 67",
        "٠٦١٢٣٤٥٦٧",
        "wa.me/242061234567",
        "cinq mille 06 123 45 67",
    ],
)
def test_a_congolese_number_keeps_its_zero(text: str) -> None:
    assert parse_phone(text) == Phone("+242061234567")


@pytest.mark.parametrize(
    "text",
    [
        "699123456",
        "6 99 12 34 56",
        "699-12-34-56",
        "+237 699 12 34 56",
        "00237699123456",
        "237699123456",
        "appelle Paul au 699 12 34 56",
        "six quatre-vingt-dix-neuf douze trente-quatre cinquante-six",
        "my number na 699 12 34 56",
    ],
)
def test_a_cameroonian_number_has_nine_digits(text: str) -> None:
    assert parse_phone(text, Country.CAMEROON) == Phone("+237699123456")


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        ("699123456", Country.CONGO, "+237699123456"),
        ("06 123 45 67", Country.CAMEROON, "+242061234567"),
        ("+33 6 12 34 56 78", Country.CONGO, "+33612345678"),
        ("0033 6 12 34 56 78", Country.CAMEROON, "+33612345678"),
        ("+243 81 234 5678", Country.CONGO, "+243812345678"),
        ("+241 77 12 34 56", Country.CONGO, "+24177123456"),
        ("+234 803 123 4567", Country.CAMEROON, "+2348031234567"),
        ("222 81 23 45", Country.CONGO, "+242222812345"),
        ("222 81 23 45", Country.CAMEROON, "+237222812345"),
    ],
)
def test_numbers_cross_borders(text: str, country: Country, number: str) -> None:
    assert parse_phone(text, country) == Phone(number)


@pytest.mark.parametrize(
    ("text", "country", "offered"),
    [
        ("+24261234567", Country.CONGO, ("+242061234567",)),
        ("6 123 45 67", Country.CONGO, ("+242061234567",)),
        ("0677123456", Country.CAMEROON, ("+237677123456",)),
        ("+237 0677123456", Country.CAMEROON, ("+237677123456",)),
        ("0242061234567", Country.CONGO, ("+242061234567",)),
        ("33 42 15 67", Country.CAMEROON, ("+237233421567",)),
        ("99 12 34 56", Country.CAMEROON, ("+237699123456",)),
        ("+237 99 12 34 56", Country.CAMEROON, ("+237699123456",)),
        (
            "06 123 45 67 ou 05 544 33 22",
            Country.CONGO,
            ("+242061234567", "+242055443322"),
        ),
    ],
)
def test_a_slip_or_a_choice_is_offered(
    text: str, country: Country, offered: tuple[str, ...]
) -> None:
    assert parse_phone(text, country) == Phone(None, offered)


@pytest.mark.parametrize(
    "text",
    [
        "je suis au 06 123 45 67, appelez Paul au 05 544 33 22",
        "mon numéro 061234567 contact 055443322",
        "055443322 pour Marie. moi 061234567",
    ],
)
def test_the_writers_own_number_gives_way_to_the_other_partys(text: str) -> None:
    assert parse_phone(text) == Phone("+242055443322")


def test_the_writers_own_number_alone_is_read() -> None:
    assert parse_phone("je suis au 06 123 45 67") == Phone("+242061234567")


@pytest.mark.parametrize(
    "text",
    [
        "677 123 456 F",
        "06 612 45 789",
        "",
        "5000",
        "12 500 000 F",
        "12 500 000",
        "COUR-20261121-001",
        "bonjour",
        "0000000000",
    ],
)
def test_what_is_no_phone_gives_nothing(text: str) -> None:
    assert parse_phone(text) == Phone(None)


@given(st.sampled_from(["04", "05", "06"]), st.integers(0, 9_999_999), st.sampled_from(" .-"))
def test_every_congolese_mobile_is_read_as_written(prefix: str, rest: int, separator: str) -> None:
    digits = f"{prefix}{rest:07d}"
    parts = (digits[:2], digits[2:5], digits[5:7], digits[7:])
    assert parse_phone(separator.join(parts)) == Phone(f"+242{digits}")


@given(st.sampled_from(["65", "67", "68", "69"]), st.integers(0, 9_999_999))
def test_every_cameroonian_mobile_is_read_as_written(prefix: str, rest: int) -> None:
    digits = f"{prefix}{rest:07d}"
    assert parse_phone(digits, Country.CAMEROON) == Phone(f"+237{digits}")


_AMOUNTS = ["5000", "5 000 F", "12 500 francs", "cinq mille", "100k"]


@given(
    st.integers(0, 9_999_999),
    st.sampled_from(_AMOUNTS),
    st.sampled_from(["{phone} {amount}", "{amount} {phone}", "tel {phone} valeur {amount}"]),
    st.sampled_from(" .-"),
)
def test_an_amount_beside_a_phone_is_neither_lost_nor_mixed_in(
    rest: int, amount: str, sentence: str, separator: str
) -> None:
    digits = f"06{rest:07d}"
    written = separator.join((digits[:2], digits[2:5], digits[5:7], digits[7:]))
    text = sentence.format(phone=written, amount=amount)
    assert parse_phone(text) == Phone(f"+242{digits}")
    assert parse_amount(text) == parse_amount(amount)


@given(st.sampled_from(["04", "05", "06"]), st.integers(0, 9_999_999))
def test_a_dictated_number_is_among_what_is_heard(prefix: str, rest: int) -> None:
    digits = f"{prefix}{rest:07d}"
    parts = (digits[:2], digits[2:5], digits[5:7], digits[7:])
    heard = parse_phone(", ".join(map(_dictated, parts)))
    assert f"+242{digits}" in (heard.value, *heard.ambiguous)


def _dictated(part: str) -> str:
    zeros = len(part) - len(part.lstrip("0"))
    return " ".join(["zéro"] * zeros + ([in_french(int(part))] if part.strip("0") else []))


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    read = parse_phone(text)
    assert read.value is None or read.ambiguous == ()


@pytest.mark.parametrize("text", ["06 123 45 67 89", "677 12 34 56 78", "06 123 45 67 8"])
def test_a_digit_too_many_is_asked_back(text: str) -> None:
    country = Country.CAMEROON if text.startswith("6") else Country.CONGO

    read = parse_phone(text, country)

    assert read.value is None
    assert len(read.ambiguous) == 1


@pytest.mark.parametrize("text", ["[06] 123-4567", "06 123 45 67 2 colis"])
def test_brackets_and_a_count_that_follows_belong_to_no_number(text: str) -> None:
    assert parse_phone(text) == Phone("+242061234567")
