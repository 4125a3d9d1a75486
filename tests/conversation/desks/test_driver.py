"""A driver’s working day in the chat."""

import pytest

from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import MissionStatus
from shared.values.language import Language
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


DESK_WORDS = {
    "change_duty": "available|on duty|break|off duty|nazali prêt|na mosala|nasilisi mosala",
    "list_jobs": "available jobs|jobs near me|courses ya pembeni",
    "get_driver": "my jobs|courses na ngai",
    "list_done_jobs": "history|my earnings|courses oyo esili",
    "get_cash": "cash|my cash|mbongo na ngai",
    "start_handover": "hand over cash|pesa cash",
}


def test_every_word_of_the_desk_is_read_in_english_and_lingala(day: Workday) -> None:
    for call, words in DESK_WORDS.items():
        for word in words.split("|"):
            before = len(day.cedric.asked)

            assert day.cedric.text(word).strip(), word
            assert [one.ask for one in day.cedric.asked[before:]] == [call], word


def test_a_driver_stops_and_starts_work_in_lingala(day: Workday) -> None:
    day.cedric.state.language, day.cedric.state.has_chosen_language = Language.LINGALA, True

    assert day.cedric.text("nasilisi mosala").startswith("🔴 Ozali *libanda ya mosala*.")
    assert day.cedric.text("nazali prêt").startswith("🟢 Ozali *na mosala*, Cédric Loemba.")


@pytest.mark.parametrize(
    "said",
    [
        "I'm leaving|I’m at pick-up|parcel picked up|on the way|I've arrived|delivered",
        "nakei|nakomi|nazwi colis|nazali nzela|nakomi|napesi colis",
        "I don go|a don reach|a don take am|on my way|a don reach|a don deliver",
    ],
    ids=["english", "lingala", "pidgin"],
)
def test_a_job_is_driven_in_the_drivers_own_words(day: Workday, said: str) -> None:
    reference = day.win()
    *steps, delivered = said.split("|")
    reached = []
    for words in steps:
        day.cedric.text(words)
        reached.append(day.orders.missions[reference].status)

    assert reached == [
        MissionStatus.TO_PICKUP,
        MissionStatus.AT_PICKUP,
        MissionStatus.PICKED_UP,
        MissionStatus.IN_TRANSIT,
        MissionStatus.AT_DROPOFF,
    ]
    assert f"`{reference}`" in day.cedric.text(delivered)
    assert day.cedric.state.stack[0].flow == "delivering"
    assert day.cedric.text(day.code(reference)).strip()
    assert day.orders.missions[reference].status is MissionStatus.DELIVERED


@pytest.mark.parametrize("said", ["customer absent", "mokakatano", "client azali te", "wahala"])
def test_a_problem_that_is_only_named_shows_the_job_with_its_button(
    day: Workday, said: str
) -> None:
    reference = day.win()
    day.drive(*TO_THE_DOOR)

    assert f"`{reference}`" in day.cedric.text(said)
    assert [one.ask for one in day.cedric.asked[-1:]] == ["get_driver"]
    assert day.orders.missions[reference].status is MissionStatus.AT_DROPOFF


def test_chosen_contents_are_told_in_the_drivers_language(day: Workday) -> None:
    day.awa.text("Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï")
    day.awa.tap("🍲 Repas")
    recap = day.awa.shown[-1]
    day.awa.tap("✅ Confirmer")
    offer = day.orders.offer(list(day.orders.missions)[-1], to=CEDRIC.phone or "")
    day.cedric.state.language, day.cedric.state.has_chosen_language = Language.ENGLISH, True

    assert "📦 Meal" in day.cedric.act(Action.ACCEPT_OFFER, str(offer.id)).splitlines()
    assert "📦 Contenu : Repas" in str(recap)
