"""A driver’s working day in the chat."""

import pytest

from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import MissionStatus
from tests.conversation.workday import CEDRIC, SENTENCE, TO_THE_DOOR, Workday, workday
from tests.support.talk import Talk


@pytest.fixture
def day() -> Workday:
    return workday()


def test_a_job_from_the_offer_to_the_code_at_the_door(day: Workday) -> None:
    reference = day.order()
    offer = day.orders.offer(reference, to=CEDRIC.phone or "")

    won = day.cedric.act(Action.ACCEPT_OFFER, str(offer.id))

    pickup_code = day.orders.missions[reference].pickup_code
    assert won.splitlines()[0] == f"✅ *COURSE À VOUS* `{reference}`"
    assert f"🔐 Code à montrer au départ : *{pickup_code}*" in won
    assert day.code(reference) not in won
    assert day.drive(*TO_THE_DOOR).splitlines()[0].endswith("*Livreur arrivé à destination*")
    assert day.cedric.tap("✅ Livré").endswith("🔐 Quel code le client vous donne ? Ex. _4821_")
    done = day.cedric.text(f"c'est le {day.code(reference)}")
    assert done.startswith("🎉 *Course terminée !* Merci.")
    assert day.orders.missions[reference].status is MissionStatus.DELIVERED
    assert day.cedric.tap("😀 Très bien") == "⭐ Merci pour votre avis !"


def test_free_jobs_are_listed_and_taken(day: Workday) -> None:
    day.cedric.text("pause")
    reference = day.order()
    day.cedric.wait(minutes=8)

    assert day.cedric.text("dispo").startswith("🟢 Vous êtes *en service*")
    listed = day.cedric.text("courses libres")

    assert f"`{reference}`" in listed
    assert day.cedric.tap("✅ Prendre").startswith(f"✅ *COURSE À VOUS* `{reference}`")


def test_the_history_shows_what_today_brought(day: Workday) -> None:
    assert "*Aujourd’hui* : 0 course" in day.cedric.text("historique")
    reference = day.win()
    day.drive(*TO_THE_DOOR, "✅ Livré")
    day.cedric.text(day.code(reference))

    told = day.cedric.text("mes gains")

    assert "*Aujourd’hui* : 1 course" in told
    assert f"✅ `{reference}`" in told


def test_a_shared_position_is_passed_on_without_a_word(day: Workday) -> None:
    assert day.cedric.pin(-4.25, 15.28) == ""
    assert day.cedric.asked[-1].ask == "report_position"


def test_a_driver_orders_a_parcel_like_anybody(day: Workday) -> None:
    assert "VOTRE ENVOI" in day.cedric.text(SENTENCE)


def test_who_is_no_driver_is_told_how_to_become_one() -> None:
    nobody = Talk()

    said = nobody.act(Action.JOBS)

    assert said.startswith("Vous n’êtes pas encore enregistré comme livreur.")
    assert "devenir livreur" in said


def test_a_job_is_driven_with_words_and_the_bare_code(day: Workday) -> None:
    reference = day.win()

    said = [day.cedric.text(one) for one in ("parti", "je suis arrivé", "récupéré", "en route")]

    assert [one.splitlines()[0] for one in said] == [
        f"🛵 `{reference}` : *{state}*"
        for state in (
            "Livreur en route vers le départ",
            "Livreur arrivé au départ",
            "Colis récupéré",
            "Colis en route",
        )
    ]
    assert day.cedric.text("arrivé").splitlines()[0].endswith("*Livreur arrivé à destination*")
    assert day.cedric.text(" ".join(day.code(reference))).startswith("🎉 *Course terminée !*")


def test_a_wrong_bare_code_is_asked_again(day: Workday) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR)
    wrong = "0000" if day.code(reference) != "0000" else "1111"

    assert "❌ Ce n’est pas le bon code." in day.cedric.text(wrong)
    assert day.cedric.text(day.code(reference)).startswith("🎉 *Course terminée !*")


def test_a_step_said_out_of_turn_shows_the_job_and_changes_nothing(day: Workday) -> None:
    reference = day.win()

    shown = day.cedric.text("livré")

    assert shown.splitlines()[0] == f"🛵 `{reference}` : *Livreur trouvé*"
    assert day.orders.missions[reference].status is MissionStatus.ACCEPTED
