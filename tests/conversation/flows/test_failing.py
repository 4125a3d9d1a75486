"""The parcel cannot be handed over."""

import pytest

from shared.contracts.orders.api import MissionStatus
from shared.values.language import Language
from tests.conversation.workday import TO_THE_DOOR, Workday, workday


@pytest.fixture
def day() -> Workday:
    return workday()


def test_a_failed_drop_off_is_told_and_brought_back(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR)
    assert day.cedric.tap("⚠️ Problème").startswith("⚠️ *Que se passe-t-il ?*")

    told = day.cedric.text("personne à la maison")

    assert told.startswith("⚠️ C’est noté, le client est prévenu : _personne à la maison_")
    assert day.orders.missions[reference].status is MissionStatus.PROBLEM
    assert day.cedric.tap("↩️ Rapporté au départ").startswith(f"↩️ `{reference}` est rapporté.")
    assert day.orders.missions[reference].status is MissionStatus.RETURNED


def test_a_problem_that_is_solved_ends_delivered(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "⚠️ Problème", "🚪 Client absent", "✅ Livré quand même")

    day.cedric.text(day.code(reference))

    assert day.orders.missions[reference].status is MissionStatus.DELIVERED


def test_a_photo_may_show_what_is_wrong(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "⚠️ Problème")

    assert "📷 Photo bien reçue." in day.cedric.photo("media.9")
    day.cedric.tap("🗺️ Mauvaise adresse")

    assert day.orders.missions[reference].problem == "Mauvaise adresse"
    assert day.cedric.asked[-1].body["photo_media_id"] == "media.9"


def test_a_reason_is_words(day: Workday) -> None:
    day.win()
    day.drive(*TO_THE_DOOR, "⚠️ Problème")

    assert day.cedric.text("x").startswith("Dites en quelques mots ce qui se passe.")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("customer absent", "Client absent"),
        ("nobody home", "Client absent"),
        ("client azali te", "Client absent"),
        ("not answering", "Client injoignable"),
        ("wrong address", "Mauvaise adresse"),
        ("moto ekufi", "Panne ou accident"),
    ],
)
def test_a_reason_is_known_in_any_language_and_kept_in_one(
    day: Workday, said: str, kept: str
) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "⚠️ Problème")
    day.cedric.text(said)

    assert day.orders.missions[reference].problem == kept


def test_a_chosen_reason_is_told_in_the_drivers_language(day: Workday) -> None:
    day.win()
    day.drive(*TO_THE_DOOR, "⚠️ Problème")
    day.cedric.state.language, day.cedric.state.has_chosen_language = Language.ENGLISH, True

    told = day.cedric.text("customer absent")

    assert told.splitlines()[0] == (
        "⚠️ Noted, the customer has been told: _The customer is not there_"
    )
