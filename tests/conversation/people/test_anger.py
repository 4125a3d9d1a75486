"""People who are angry: one calm line, somebody of the team, and nothing of it kept or repeated."""

import pytest

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.intents import ASK_HUMAN
from shared.values.language import Language
from tests.conversation.people.people import (
    EN,
    FR,
    LN,
    asking,
    at_drop_off,
    at_read_back,
    filled,
    flows,
    offers,
    ordered,
    speaking,
)

HUMAN = "word:human"
CALM = "😔 Je comprends, et je suis désolé. Un conseiller peut s’en occuper tout de suite."
INSULTS = [
    (FR, "imbécile"),
    (FR, "voleurs"),
    (FR, "bande d'escrocs !!!"),
    (FR, "ce service c'est de la merde"),
    (EN, "fuck you"),
    (EN, "you are useless"),
    (LN, "bozoba"),
]
every_insult = pytest.mark.parametrize(("language", "insult"), INSULTS)


@every_insult
def test_an_insult_brings_a_person_and_not_the_bare_menu(language: Language, insult: str) -> None:
    talk = speaking(language)

    talk.text(insult)

    is_called = [one.ask for one in talk.asked] == [ASK_HUMAN.name]
    assert is_called or offers(talk)[0] == HUMAN
    assert flows(talk) == []


@every_insult
def test_an_insult_in_mid_flow_is_no_place_and_the_draft_and_the_question_stay(
    language: Language, insult: str
) -> None:
    talk = at_drop_off(language)

    answer = talk.text(insult)

    assert answer.startswith("😔")
    assert insult not in answer
    assert (filled(talk), asking(talk)) == ({"pickup": "Moungali"}, "dropoff")
    assert (talk.state.stack[-1].phrase, talk.asked) == (None, [])
    talk.text("Talangaï")
    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Talangaï"}


def test_an_insult_at_the_read_back_neither_confirms_nor_cancels() -> None:
    talk = at_read_back()

    assert talk.text("bande de voleurs").startswith(CALM)

    assert (asking(talk), ordered(talk), filled(talk)["dropoff"]) == (CONFIRM, 0, "Talangaï")


def test_anger_that_says_what_it_wants_gets_that() -> None:
    talk = at_read_back()

    talk.text("putain non c'est 05 512 34 56")

    assert filled(talk)["contact_phone"] == "+242055123456"
    assert asking(talk) == CONFIRM
