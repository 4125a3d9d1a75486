"""A word after the stars: kept when it comes, never insisted on."""

from datetime import timedelta

import pytest

from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.calls import RATE_MISSION, RATE_ORDER
from shared.contracts.orders.fake.moves import move_mission
from tests.conversation.shopping import asked, lines, shopper, titles
from tests.support.talk import Talk

MISSION = "COUR-20261121-001"


@pytest.fixture
def talk() -> Talk:
    """Somebody whose parcel was delivered."""
    one = shopper()
    one.text("Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille")
    one.text("oui")
    state = one.orders.state
    for status in (MissionStatus.ACCEPTED, MissionStatus.PICKED_UP, MissionStatus.DELIVERED):
        move_mission(state, state.missions[MISSION], status, source="driver")
    one.asked.clear()
    return one


def comments(talk: Talk) -> list[object]:
    return [intent.body.get("comment") for intent in talk.asked]


def test_stars_are_kept_at_once_and_one_word_may_follow(talk: Talk) -> None:
    said = talk.act(Action.RATE, MISSION, "5")
    kept, offered = asked(talk), titles(talk)
    thanked = talk.text("très aimable et rapide")

    assert lines(said)[0].startswith("⭐⭐⭐⭐⭐ Merci ! *Un mot")
    assert offered == ["Rien"]
    assert kept == [RATE_MISSION.name]
    assert thanked == "🙏 Merci pour votre avis !"
    assert comments(talk) == [None, "très aimable et rapide"]
    assert talk.orders.state.ratings[MISSION, "driver"] == 5
    assert talk.state.stack == []


@pytest.mark.parametrize("words", ["rien", "merci", "non", "ok"])
def test_who_says_nothing_more_is_thanked(talk: Talk, words: str) -> None:
    talk.act(Action.RATE, MISSION, "3")

    assert talk.text(words) == "🙏 Merci pour votre avis !"
    assert comments(talk) == [None, None]


def test_another_errand_is_begun_at_once_and_the_word_is_forgotten(talk: Talk) -> None:
    talk.act(Action.RATE, MISSION, "4")

    said = talk.text("commander 2 poulets mayo chez Mireille")

    assert "📍 *Où livrer ?*" in said
    assert "brouillon" not in said
    assert [one.flow for one in talk.state.stack] == ["marketplace"]


def test_a_silence_ends_it(talk: Talk) -> None:
    talk.act(Action.RATE, MISSION, "4")
    talk.orders.now += timedelta(hours=2)

    assert talk.text("bonjour").startswith("Que puis-je faire pour vous ?")
    assert talk.state.stack == []


def test_a_single_letter_is_asked_again_with_an_example(talk: Talk) -> None:
    talk.act(Action.RATE, MISSION, "4")

    said = talk.text("x")

    assert lines(said)[-1] == "✍️ Un mot, par exemple : *rapide et poli*. Ou touchez « Rien »."


def test_a_job_that_is_not_delivered_is_not_rated() -> None:
    talk = shopper()
    talk.text("je veux commander 2 poulets mayo chez Mireille livrés à Moungali")
    talk.tap("💵 Espèces")
    talk.text("oui")

    said = talk.act(Action.RATE_ORDER, "CMD-20261121-001", "5")

    assert said == "La commande CMD-20261121-001 n’est pas encore livrée."
    assert asked(talk)[-1] == RATE_ORDER.name
    assert talk.orders.state.ratings == {}
