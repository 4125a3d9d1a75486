"""Somebody wants to deliver."""

import pytest

from services.conversation.dialogue.state import State
from shared.contracts.orders.fake import FakeOrders
from shared.values.contact import ContactRef
from tests.conversation.workday import CEDRIC
from tests.support.talk import Talk

NEWCOMER = ContactRef(phone="+242069998877", name="Brice Mouanda")


@pytest.fixture
def brice() -> Talk:
    return Talk(state=State(is_welcomed=True, name="Brice Mouanda"), contact=NEWCOMER)


def applied(brice: Talk) -> str:
    brice.text("je veux devenir livreur")
    brice.tap("Brice Mouanda")
    brice.text("moto")
    brice.tap("Passer")
    return brice.text("Moungali")


def test_five_answers_make_an_application(brice: Talk) -> None:
    recap = applied(brice)

    assert recap.splitlines() == [
        "🛵 *VOTRE CANDIDATURE*",
        "👤 Brice Mouanda",
        "🏍️ Moto",
        "🪪 Permis : —",
        "📍 Moungali",
        "",
        "On l’envoie ?",
    ]
    assert brice.tap("✅ Confirmer").startswith("📨 *Candidature envoyée* : en cours d’examen.")


def test_a_second_application_waits_for_the_first(brice: Talk) -> None:
    applied(brice)
    brice.tap("✅ Confirmer")
    applied(brice)

    assert "en cours d’examen" in brice.tap("✅ Confirmer")
    assert [one.ask for one in brice.asked].count("apply_as_driver") == 2
    assert brice.state.stack == []


def test_a_field_is_corrected_from_the_recap(brice: Talk) -> None:
    applied(brice)
    brice.tap("✏️ Modifier")
    brice.tap("🏍️ Le véhicule")

    assert "🚗 Voiture" in brice.tap("🚗 Voiture")


@pytest.mark.parametrize("words", ["x", "a" * 81])
def test_a_name_is_neither_a_letter_nor_a_story(brice: Talk, words: str) -> None:
    brice.text("devenir livreur")

    assert brice.text(words).startswith("Il me faut votre nom.")


def test_a_driver_is_not_offered_to_become_one() -> None:
    state = State(is_welcomed=True, roles=["driver"])
    cedric = Talk(state=state, contact=CEDRIC, orders=FakeOrders.with_town())

    assert "Que puis-je faire" in cedric.text("menu")
    assert cedric.state.more is not None or "🛵 Devenir livreur" not in [
        label for _, label in cedric.state.offered
    ]


@pytest.mark.parametrize(
    ("said", "vehicle"),
    [
        ("I ride an okada", "motorbike"),
        ("j'ai une moto benskin", "motorbike"),
        ("bike", "motorbike"),
        ("nazali na motuka", "car"),
        ("a van", "van"),
    ],
)
def test_a_vehicle_is_named_in_a_sentence(brice: Talk, said: str, vehicle: str) -> None:
    brice.text("devenir livreur")
    brice.tap("Brice Mouanda")
    brice.text(said)

    assert brice.state.stack[0].filled["vehicle"] == vehicle


@pytest.mark.parametrize("said", ["vélo", "moto ou voiture"])
def test_a_bicycle_or_two_vehicles_are_asked_again(brice: Talk, said: str) -> None:
    brice.text("devenir livreur")
    brice.tap("Brice Mouanda")

    assert brice.text(said).startswith("Choisissez dans la liste.")
    assert "vehicle" not in brice.state.stack[0].filled
