"""The parcel is handed over: the code, or a photo."""

import pytest

from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import MissionStatus
from tests.conversation.workday import CEDRIC, SPACE, TO_THE_DOOR, Workday, workday


@pytest.fixture
def day() -> Workday:
    return workday()


def test_a_wrong_code_is_said_and_asked_again_until_a_photo_is_needed(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")
    wrong = "0000" if day.code(reference) != "0000" else "1111"

    first = day.cedric.text(wrong)

    assert first.startswith("❌ Ce n’est pas le bon code. Essais restants : 4.")
    said = [day.cedric.text(wrong) for _ in range(4)]
    assert "📷 *Envoyez une photo du colis remis.*" in said[-1]
    assert day.orders.missions[reference].status is MissionStatus.AT_DROPOFF
    assert day.cedric.photo("media.1").startswith("🎉 *Course terminée !*")
    assert day.cedric.asked[-1].body["photo_media_id"] == "media.1"


def test_who_has_no_code_sends_a_photo(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")

    assert "📷 *Envoyez une photo du colis remis.*" in day.cedric.tap("📷 Pas de code")
    day.cedric.photo("media.2")

    assert day.orders.missions[reference].status is MissionStatus.DELIVERED


def test_a_photo_instead_of_the_code_is_taken_at_once(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")

    day.cedric.photo("media.3")

    assert day.orders.missions[reference].status is MissionStatus.DELIVERED


@pytest.mark.parametrize("words", ["je ne sais pas", "12", "48211"])
def test_what_is_no_code_gets_an_example_and_changes_nothing(day: Workday, words: str) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")

    said = day.cedric.text(words)

    assert said.startswith("Le code a quatre chiffres.")
    assert "*4821*" in said
    assert day.orders.missions[reference].status is MissionStatus.AT_DROPOFF


def test_cash_is_said_before_the_code_and_kept_in_mind(day: Workday) -> None:
    reference = day.win(cash=12_000)
    day.drive(*TO_THE_DOOR)

    asked = day.cedric.tap("✅ Livré")
    day.cedric.text(day.code(reference))

    assert f"💵 Encaissez d’abord *12{SPACE}000{SPACE}FCFA*." in asked
    cash = day.cedric.text("mon cash")
    assert cash.splitlines()[0] == f"💵 *CASH EN MAIN : 12{SPACE}000{SPACE}FCFA*"
    handover = day.cedric.tap("🤝 Remettre le cash")
    assert "🔐 Code à donner au bureau :" in handover
    assert day.cedric.text("remettre le cash") == handover
    assert day.orders.take_over_cash(CEDRIC.phone or "") == 12_000
    assert day.cedric.text("cash").splitlines()[0] == f"💵 *CASH EN MAIN : 0{SPACE}FCFA*"
    assert day.cedric.text("remettre le cash") == "💵 Vous n’avez pas de cash à remettre."


def test_cancelling_leaves_the_job_where_it_was(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")

    assert day.cedric.text("annuler").startswith("C’est annulé")
    assert day.orders.missions[reference].status is MissionStatus.AT_DROPOFF


def test_a_job_of_somebody_else_is_not_found_and_ends_the_errand(day: Workday) -> None:
    reference = day.order()

    said = day.cedric.act(Action.DELIVER, reference)

    assert said == f"Je ne trouve pas la course {reference}."
    assert day.cedric.state.stack == []
