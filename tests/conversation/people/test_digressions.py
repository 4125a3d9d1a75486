"""People who do something else in the middle, several things at once, or nothing after all."""

from typing import Final

import pytest

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.calls import (
    CHANGE_DUTY,
    FIND_PLACE,
    GET_DESK,
    LIST_ACTIVITY,
    PLACE_ORDER,
)
from shared.values.language import Language
from tests.conversation.people.people import (
    BEGIN,
    EN,
    FR,
    LN,
    SENTENCE,
    asking,
    at_drop_off,
    at_read_back,
    filled,
    flows,
    in_every_language,
    ordered,
    said,
    speaking,
    touch,
)
from tests.support.talk import Talk

BEGIN_DRIVING: Final = {"kind": Kind.TAP, "tapped": "start:becoming_driver", "text": "🛵"}
ASK_STATUS: Final = {FR: "c'est où ?", EN: "where is it?", LN: "ezali wapi"}
DROP_IT: Final = {FR: "laisse tomber", EN: "cancel", LN: "tika"}


@in_every_language
def test_asking_where_it_is_in_mid_flow_shows_it_and_the_next_answer_still_counts(
    language: Language,
) -> None:
    talk = at_read_back(language)
    touch(talk, "confirm:yes")
    [reference] = talk.orders.missions
    said(talk, BEGIN[language], "Moungali")

    assert reference in talk.text(ASK_STATUS[language])
    talk.text("Talangaï")

    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Talangaï"}
    assert asking(talk) == "contact_phone"


def test_the_errand_in_between_is_finished_and_the_first_one_goes_on_by_itself() -> None:
    talk = at_drop_off()
    said(talk, "en fait je veux commander au restaurant", "poulet mayo", "2")
    touch(talk, "is_complete:order")
    said(talk, "Ouenzé", "espèces")

    told = talk.text("oui")

    assert [one.ask for one in talk.asked].count(PLACE_ORDER.name) == 1
    assert told.splitlines()[0] == "✅ *COMMANDE ENVOYÉE*"
    assert "↩️ On reprend où vous en étiez." in told
    assert (flows(talk), filled(talk)) == (["courier"], {"pickup": "Moungali"})
    assert asking(talk) == "dropoff"


@in_every_language
def test_three_errands_on_top_of_each_other_are_left_one_by_one(language: Language) -> None:
    talk = at_drop_off(language)
    talk.say(kind=Kind.TAP, tapped="start:marketplace", text="🛍️")
    talk.say(**BEGIN_DRIVING)
    talk.text("Awa Mabiala")
    talk.text(ASK_STATUS[language])
    assert flows(talk) == ["courier", "marketplace", "becoming_driver"]
    assert asking(talk) == "vehicle"

    seen = []
    for _ in range(3):
        talk.text(DROP_IT[language])
        seen.append((flows(talk), asking(talk)))

    assert seen == [
        (["courier", "marketplace"], "wish"),
        (["courier"], "dropoff"),
        ([], None),
    ]
    assert {one.ask for one in talk.asked} <= {LIST_ACTIVITY.name}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FR, "laisse tomber"),
        (FR, "non laisse tomber"),
        (FR, "je ne veux plus"),
        (FR, "j'ai changé d'avis"),
        (FR, "annule tout"),
        (FR, "stop stop"),
        (EN, "forget it"),
        (EN, "never mind"),
        (LN, "tika"),
        (LN, "boya"),
        (LN, "nalingi te"),
    ],
)
def test_giving_up_in_mid_flow_is_understood_and_costs_nothing(
    language: Language, words: str
) -> None:
    talk = at_drop_off(language)

    talk.text(words)

    assert (flows(talk), ordered(talk)) == ([], 0)


@pytest.mark.parametrize(
    ("language", "words", "agrees"),
    [
        (FR, "annuler", "oui"),
        (FR, "laisse tomber", "oui"),
        (EN, "cancel", "yes"),
        (LN, "tika", "ee"),
    ],
)
def test_giving_up_after_the_confirmation_is_asked_about_before_anything_is_cancelled(
    language: Language, words: str, agrees: str
) -> None:
    talk = at_read_back(language)
    touch(talk, "confirm:yes")
    [mission] = talk.orders.missions.values()

    assert mission.reference in talk.text(words)
    assert mission.is_cancellable
    talk.text(words)  # twice is still no answer to the question
    assert talk.orders.missions[mission.reference].is_cancellable
    talk.text(agrees)

    assert talk.orders.missions[mission.reference].status is MissionStatus.CANCELLED


def test_giving_up_twice_the_second_time_there_is_nothing_left() -> None:
    talk = at_drop_off()

    first, second = talk.text("annuler"), talk.text("annuler")

    assert first.splitlines()[0] == "C’est annulé, rien n’a été envoyé. 🙂"
    assert second == "Rien n’est en cours pour vous."


def test_thanks_and_greetings_in_the_middle_repeat_the_question_and_count_no_miss() -> None:
    talk = at_drop_off()

    asked = [talk.text(words) for words in ("merci", "bonjour", "ok merci beaucoup")]

    assert {one.splitlines()[-2] for one in asked} == {"🏁 *Où le livrer ?*"}
    assert talk.state.stack[-1].misses == 0


def test_who_drives_and_sells_can_say_so_with_a_parcel_read_back() -> None:
    both = Talk(state=State(is_welcomed=True, roles=["driver", "merchant"]))
    both.text(SENTENCE)

    asked = len(both.asked)
    said(both, "dispo", "ma boutique")

    assert [one.ask for one in both.asked[asked:]] == [CHANGE_DUTY.name, GET_DESK.name]
    assert (asking(both), ordered(both)) == (CONFIRM, 0)


def test_the_wish_of_somebody_who_speaks_too_soon_is_heard_in_one_sentence() -> None:
    talk = speaking(FR)

    talk.text("bonjour je veux envoyer un colis à Talangaï merci")

    assert (filled(talk), asking(talk)) == ({"dropoff": "Talangaï"}, "pickup")


def test_another_errand_said_with_all_its_words_is_that_errand_and_no_correction() -> None:
    talk = at_drop_off()

    answer = talk.text("en fait je veux commander 2 poulets mayo chez Mireille livrés à Ouenzé")

    assert "📝 Je garde votre brouillon : *📦 Envoyer un colis*." in answer
    assert flows(talk) == ["courier", "marketplace"]
    assert filled(talk, at=0) == {"pickup": "Moungali"}


@pytest.mark.parametrize("words", ["je veux devenir livreur", "en fait je veux devenir livreur"])
def test_becoming_something_in_mid_flow_is_neither_a_place_nor_a_product(words: str) -> None:
    talk = said(at_drop_off(), "en fait je veux commander au restaurant")

    talk.text(words)

    assert flows(talk) == ["courier", "marketplace", "becoming_driver"]
    assert filled(talk, at=0) == {"pickup": "Moungali"}


@pytest.mark.parametrize(
    "address", ["Rue Annuler", "Rue de l'Annulation", "Bureau du service client MTN"]
)
def test_an_address_that_sounds_like_a_command_is_an_address(address: str) -> None:
    talk = at_drop_off()

    talk.text(address)

    assert (flows(talk), filled(talk)["pickup"]) == (["courier"], "Moungali")
    assert [one.ask for one in talk.asked] in ([], [FIND_PLACE.name])


def test_a_driver_says_so_where_a_place_is_asked_and_is_not_looked_up() -> None:
    both = Talk(state=State(is_welcomed=True, roles=["driver", "merchant"]))
    said(both, "envoyer un colis", "Moungali")

    both.text("dispo")

    assert [one.ask for one in both.asked] == [CHANGE_DUTY.name]
    assert (filled(both), asking(both)) == ({"pickup": "Moungali"}, "dropoff")
