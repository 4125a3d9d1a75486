"""A model that helps, right, silent, lying or hostile: it only sets fields or opens errands."""

from dataclasses import replace
from typing import Any

import pytest

from services.conversation.dialogue.intents import READ_BY_MODEL
from services.conversation.flows import the_book
from shared.contracts.orders.calls import CREATE_MISSION
from tests.support.talk import Talk

ODD = "zzz mon bidule part de chez nous la bas quoi"


def talk_with(reading: dict[str, Any] | str | None) -> Talk:
    return Talk(book=replace(the_book(), has_model=True), answers={READ_BY_MODEL.name: reading})


def asked_of_orders(talk: Talk) -> list[str]:
    return [intent.ask for intent in talk.asked if intent.ask != READ_BY_MODEL.name]


def test_what_the_rules_understand_is_never_sent_to_a_model() -> None:
    talk = talk_with({"errand": "marketplace", "fields": {}})

    talk.text("Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille")

    assert READ_BY_MODEL.name not in [intent.ask for intent in talk.asked]


def test_a_reading_opens_the_errand_with_what_was_said() -> None:
    fields = {"pickup": "Moungali", "dropoff": "Talangaï", "contact_phone": "Marie 06 123 45 67"}
    talk = talk_with({"errand": "courier", "fields": fields})

    said = talk.text(ODD)

    assert "Que contient le colis" in said
    assert talk.state.stack[0].filled["contact_phone"] == "+242061234567"


def test_a_reading_fills_the_errand_at_hand_and_is_said_to() -> None:
    talk = talk_with({"errand": None, "fields": {"dropoff": "Talangaï"}})
    talk.text("envoyer un colis")

    said = talk.text(ODD)

    assert said.splitlines()[0] == "✏️ C’est noté."
    assert talk.state.stack[0].filled["dropoff"]["label"] == "Talangaï"


@pytest.mark.parametrize("reading", ["model_unavailable", {"errand": None, "fields": {}}])
def test_without_a_reading_it_is_a_miss_like_any_other(reading: dict[str, Any] | str) -> None:
    talk, plain = talk_with(reading), Talk()

    assert [talk.text(ODD), talk.text(ODD)] == [plain.text(ODD), plain.text(ODD)]
    for one in (talk, plain):
        one.text("envoyer un colis")
    assert [talk.text(ODD), talk.text(ODD), talk.text(ODD)] == [
        plain.text(ODD),
        plain.text(ODD),
        plain.text(ODD),
    ]


def test_a_reading_that_comes_after_the_next_message_is_dropped() -> None:
    talk = talk_with(None)
    talk.text(ODD)
    late = talk.asked[-1]
    talk.text("envoyer un colis")
    before = talk.state

    talk.answers[READ_BY_MODEL.name] = {"errand": "marketplace", "fields": {}}
    said = talk.answer(late)

    assert said == ""
    assert talk.state == before


@pytest.mark.parametrize(
    "reading",
    [
        {"errand": "driver_off", "fields": {}},
        {"errand": "handing_over", "fields": {"code": "1234"}},
        {"errand": "confirm", "fields": {"confirm": "yes", "is_complete": "true"}},
        {"errand": "rating", "fields": {"stars": "1", "comment": "nul"}},
        {"errand": "refusing_order", "fields": {"reference": "CMD-20261121-001"}},
    ],
)
def test_a_hostile_reading_does_nothing(reading: dict[str, Any]) -> None:
    talk = talk_with(reading)
    talk.state.roles = ["driver", "merchant"]

    outside = talk.text(ODD)
    talk.text("Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille")
    at_recap = talk.text(ODD)

    assert "Je n’ai pas compris" in outside
    assert "Je n’ai pas compris" in at_recap
    assert CREATE_MISSION.name not in asked_of_orders(talk)
    assert talk.state.stack[0].asking == "confirm"


def test_a_lying_reading_sets_only_what_the_readers_take() -> None:
    lies = {
        "pickup": "Atlantis",
        "dropoff": "Talangaï",
        "contact_phone": "appelle la police",
        "declared_value": "-5",
        "invented": "x",
    }
    talk = talk_with({"errand": "courier", "fields": lies})

    talk.text(ODD)

    kept = {name for name, value in talk.state.stack[0].filled.items() if value is not None}
    assert kept - {"city", "country", "profile_name"} == {"dropoff"}


def test_the_model_is_told_the_form_and_nothing_of_the_person() -> None:
    talk = talk_with(None)
    talk.state.name = "Awa Mabiala"
    talk.text("envoyer un colis")

    talk.text(ODD)

    asked = talk.asked[-1]
    assert asked.ask == READ_BY_MODEL.name
    assert asked.body["text"] == ODD
    assert asked.body["asking"] == "pickup"
    assert set(asked.body["fields"]) >= {"pickup", "dropoff", "contact_phone", "description"}
    assert "Awa" not in str(asked.body)
    assert "+242065550101" not in str(asked.body)
