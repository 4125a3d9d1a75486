"""Somebody wants to sell."""

import pytest

from services.conversation.dialogue.state import State
from shared.values.contact import ContactRef
from shared.values.language import Language
from tests.support.talk import Talk

NEWCOMER = ContactRef(phone="+242069998877", name="Odile Massamba")


@pytest.fixture
def odile() -> Talk:
    return Talk(state=State(is_welcomed=True), contact=NEWCOMER)


def applied(odile: Talk) -> str:
    odile.text("je veux vendre sur toktok")
    odile.text("Chez Odile")
    odile.text("restaurant")
    odile.text("Moungali")
    odile.text("8h-21h, tous les jours")
    return odile.text("passer")


def test_five_answers_make_an_application(odile: Talk) -> None:
    assert applied(odile).splitlines() == [
        "🏪 *VOTRE BOUTIQUE*",
        "🏷️ Chez Odile, Restaurant",
        "📍 Moungali",
        "🕒 8h-21h, tous les jours",
        "🧾 RCCM : —",
        "",
        "On l’envoie ?",
    ]
    assert odile.tap("✅ Confirmer").startswith("📨 *Candidature envoyée* : en cours d’examen.")
    assert odile.asked[-1].body["kind"] == "Restaurant"


def test_a_second_application_waits_for_the_first(odile: Talk) -> None:
    applied(odile)
    odile.tap("✅ Confirmer")
    applied(odile)

    assert odile.tap("✅ Confirmer").startswith("📨 Votre candidature est déjà en cours d’examen.")


def test_another_kind_is_taken_in_its_own_words(odile: Talk) -> None:
    odile.text("devenir marchand")
    odile.text("Chez Odile")

    odile.text("librairie papeterie")

    assert odile.state.stack[0].filled["kind"] == "librairie papeterie"


def test_what_is_too_short_is_asked_again_with_an_example(odile: Talk) -> None:
    odile.text("devenir marchand")

    said = odile.text("x")

    assert said.startswith("Il me faut le nom de la boutique.")
    assert "*Chez Mireille*" in said


def test_a_city_is_no_address_and_an_address_no_hours(odile: Talk) -> None:
    odile.text("devenir marchand")
    odile.text("Chez Odile")
    odile.text("restaurant")

    assert odile.text("brazzaville").startswith("La ville ne suffit pas : où, exactement ?")
    odile.text("Moungali")
    assert odile.text("Bacongo marché total").startswith("Il me faut vos horaires.")


@pytest.mark.parametrize("said", ["every day", "always open", "tango nyonso", "mikolo nyonso"])
def test_hours_are_told_without_figures_in_any_language(odile: Talk, said: str) -> None:
    odile.text("devenir marchand")
    odile.text("Chez Odile")
    odile.text("restaurant")
    odile.text("Moungali")
    odile.text(said)

    assert odile.state.stack[0].filled["hours"] == said


def test_a_chosen_kind_is_told_in_the_readers_language(odile: Talk) -> None:
    odile.state.language, odile.state.has_chosen_language = Language.ENGLISH, True
    odile.text("become a merchant")
    odile.text("Chez Odile")
    odile.tap("🛒 Groceries")
    odile.text("Moungali")
    odile.text("8am-9pm")

    assert "🏷️ Chez Odile, Groceries" in odile.text("skip").splitlines()
    assert odile.state.stack[0].filled["kind"] == "Alimentation"
