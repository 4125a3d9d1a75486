"""A person's own data by chat: a copy, or being forgotten after one clear word."""

import pytest

from shared.contracts.notifications.api import Media
from shared.contracts.orders.calls import CREATE_MISSION, ERASE_PERSON
from tests.support.talk import AWA, COPY, Talk, choices

SENTENCE = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"


def asked(talk: Talk) -> list[str]:
    return [intent.ask for intent in talk.asked]


@pytest.mark.parametrize(
    "words",
    [
        "mes données",
        "Supprimer mes données",
        "exporter mes données",
        "je veux effacer toutes mes données",
        "delete my data",
        "longola makambo na ngai",
        "supprimez mon compte",
    ],
)
def test_asking_for_ones_data_offers_a_copy_and_the_end(words: str) -> None:
    talk = Talk()
    assert "🔐" in talk.text(words)
    assert [one for one, _ in choices(talk.shown[-1])] == ["act:data.copy", "act:data.leave"]
    assert talk.asked == []


def test_the_help_says_how_to_get_there() -> None:
    assert "*mes données*" in Talk().text("aide")


def test_the_copy_comes_as_a_document() -> None:
    talk = Talk()
    talk.text("mes données")
    assert "24 h" in talk.tap("📄 Recevoir une copie")
    copy = talk.shown[-1]
    assert isinstance(copy, Media)
    assert (copy.kind, copy.link, copy.filename) == ("document", COPY["link"], COPY["filename"])


def test_what_goes_and_stays_is_read_back_and_yes_is_not_enough() -> None:
    talk = Talk()
    talk.text("mes données")
    said = talk.tap("🗑️ Tout effacer")
    assert "sans votre nom ni votre numéro" in said
    assert "EFFACER" in talk.text("oui")
    assert "Rien n’est effacé" in talk.text("peut-être demain")
    assert asked(talk) == []
    assert "C’est fait" in talk.text("Effacer")
    assert asked(talk) == [ERASE_PERSON.name]


def test_a_tap_is_a_clear_word_too_and_cancelling_keeps_everything() -> None:
    talk = Talk()
    talk.text("mes données")
    talk.tap("🗑️ Tout effacer")
    talk.text("annuler")
    assert asked(talk) == []
    talk.text("mes données")
    talk.tap("🗑️ Tout effacer")
    assert "C’est fait" in talk.tap("🗑️ Tout effacer")
    assert asked(talk) == [ERASE_PERSON.name]


def test_what_is_under_way_is_named_and_nothing_is_erased() -> None:
    talk = Talk()
    talk.text(SENTENCE)
    talk.tap("✅ Confirmer")
    assert asked(talk)[-1] == CREATE_MISSION.name
    [reference] = talk.orders.missions
    talk.text("supprimer mes données")
    talk.tap("🗑️ Tout effacer")
    assert f"Votre course {reference} est en cours" in talk.text("EFFACER")
    assert talk.orders.missions[reference].client == AWA


def test_a_driver_hears_what_to_do_with_the_cash_first() -> None:
    talk = Talk(answers={ERASE_PERSON.name: "cash_still_in_hand"})
    talk.text("mes données")
    talk.tap("🗑️ Tout effacer")
    assert "remettez-les d’abord" in talk.text("delete")
