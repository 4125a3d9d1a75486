"""Two spellings of one place are one phrase, and some words are nobody's name for a place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.places.phrases import canonical_city, learnable_phrase, phrase_of
from shared.values.place import Place


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        ("Derrière l’Église Sacré-Cœur !", "derriere l eglise sacre coeur"),
        ("  marché   TOTAL, porte 3 ", "marche total porte 3"),
        ("Chez Marie 06 123 45 67, portail bleu", "chez marie portail bleu"),
        ("+242 06 612 34 56", ""),
    ],
)
def test_spelling_does_not_matter_and_phones_are_left_out(words: str, phrase: str) -> None:
    assert phrase_of(words) == phrase


@given(st.text(max_size=60))
def test_a_phrase_is_its_own_phrase(words: str) -> None:
    phrase = phrase_of(words)
    assert phrase_of(phrase) == phrase
    assert phrase_of(words.upper()) == phrase_of(words.upper().lower())


@pytest.mark.parametrize(
    ("label", "quartier"),
    [
        ("Position partagée", None),
        ("Position près de Moungali", None),
        ("Position · Marché Total", None),
        ("Adresse à préciser", None),
        ("brazzaville", None),
        ("Pointe Noire", None),
        ("Poto-poto", "Poto-Poto"),
        ("Ab", None),
        ("06 612 34 56", None),
    ],
)
def test_nothing_is_learned_from_words_that_name_no_spot(label: str, quartier: str | None) -> None:
    assert learnable_phrase(Place(label=label, quartier=quartier)) is None


def test_a_landmark_is_learned() -> None:
    place = Place(label="Pharmacie du Rond-point", quartier="Moungali", city="Brazzaville")
    assert learnable_phrase(place) == "pharmacie du rond point"


def test_a_city_is_meant_however_it_is_spelled() -> None:
    found = [canonical_city(words) for words in ("yaounde", "POINTE NOIRE", "Oyo")]
    assert found == ["Yaoundé", "Pointe-Noire", "Oyo"]
