"""People who mix languages in one sentence, and say numbers in words."""

from typing import Any

import pytest

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.state import State
from shared.values.language import Language
from shared.values.phone import Country
from tests.conversation.people.people import (
    EN,
    FR,
    LN,
    asking,
    at_read_back,
    filled,
    offers,
    ordered,
    touch,
)
from tests.support.talk import Talk

MIXED: list[tuple[str, dict[str, Any], str]] = [
    (
        "nalingi kotinda colis na Talangaï, je suis à Moungali, Marie 06 123 45 67",
        {
            "pickup": "Moungali",
            "dropoff": "Talangaï",
            "contact_name": "Marie",
            "contact_phone": "+242061234567",
        },
        "description",
    ),
    (
        "yaya nalingi kozwa colis na Moungali et livrer à Talangaï stp",
        {"pickup": "Moungali", "dropoff": "Talangaï"},
        "contact_phone",
    ),
    (
        "gars je veux send un colis de Akwa à Bonabéri, le type c'est Paul 675 12 34 56, na 10k",
        {
            "pickup": "Akwa",
            "dropoff": "Bonabéri",
            "contact_name": "Paul",
            "contact_phone": "+237675123456",
            "declared_value": 10_000,
        },
        CONFIRM,
    ),
    (
        "I wan send parcel from Akwa go Bonamoussadi, call Marie 6 75 12 34 56, na 5k",
        {
            "pickup": "Akwa",
            "dropoff": "Bonamoussadi",
            "contact_name": "Marie",
            "contact_phone": "+237675123456",
            "declared_value": 5_000,
        },
        CONFIRM,
    ),
    (
        "abeg carry my parcel from Deido go Akwa",
        {"pickup": "Deïdo", "dropoff": "Akwa"},
        "contact_phone",
    ),
]


@pytest.mark.parametrize(("words", "known", "asked"), MIXED, ids=[one[0][:20] for one in MIXED])
def test_a_sentence_in_two_languages_goes_as_far_as_one_in_one(
    words: str, known: dict[str, Any], asked: str
) -> None:
    talk = Talk()

    talk.text(words)

    assert {name: filled(talk).get(name) for name in known} == known
    assert asking(talk) == asked


def test_a_whole_errand_in_three_languages_ends_in_one_mission() -> None:
    talk = Talk()
    talk.text("mbote")
    talk.text("I want to send a parcel")
    talk.text("na Moungali")
    talk.text("Talangaï")
    talk.text("passer")
    talk.text("documents")
    assert asking(talk) == CONFIRM
    assert ordered(talk) == 0

    talk.text("iyo")

    [mission] = talk.orders.missions.values()
    places = (mission.pickup.place.label, mission.dropoff.place.label)
    assert places == ("Moungali", "Talangaï")


@pytest.mark.parametrize("words", ["oui", "yes", "ee", "iyo", "d'accord", "ok", "👍"])
@pytest.mark.parametrize("language", [FR, EN, LN])
def test_a_yes_in_any_language_confirms_in_any_other(language: Language, words: str) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert (ordered(talk), len(talk.orders.missions)) == (1, 1)


@pytest.mark.parametrize(
    ("language", "words", "amount"),
    [
        (FR, "quinze mille", 15_000),
        (FR, "dix kolos", 10_000),
        (FR, "cent cinquante mille francs", 150_000),
        (FR, "quinze cents", 1_500),
        (EN, "fifteen thousand", 15_000),
        (LN, "nkoto mitano", 5_000),
    ],
)
def test_an_amount_in_words_is_exact(language: Language, words: str, amount: int) -> None:
    talk = at_read_back(language)
    touch(talk, "confirm:edit")
    touch(talk, "edit:declared_value")

    talk.text(words)

    assert (filled(talk)["declared_value"], asking(talk)) == (amount, CONFIRM)


def test_an_amount_with_two_meanings_is_asked_about_and_the_old_one_stays_until_then() -> None:
    talk = at_read_back()
    touch(talk, "confirm:edit")
    touch(talk, "edit:declared_value")

    talk.text("deux mille cinq")

    assert len(offers(talk)) == 2
    assert filled(talk)["declared_value"] == 5_000
    talk.text("la première")
    assert filled(talk)["declared_value"] == 2_500


@pytest.mark.parametrize("words", ["Paul six soixante-quinze 12 34 56", "Paul 6 75 12 34 56"])
def test_somebody_of_douala_says_a_number_of_douala(words: str) -> None:
    talk = Talk(state=State(is_welcomed=True, country=Country.CAMEROON))
    talk.text("Envoyer un colis de Akwa vers Bonamoussadi")

    talk.text(words)

    assert (filled(talk)["contact_name"], filled(talk)["contact_phone"]) == (
        "Paul",
        "+237675123456",
    )
