"""People who go silent: for twenty minutes, half an hour, a week."""

import pytest

from services.conversation.dialogue.filling import CONFIRM
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
    in_every_language,
    offers,
    ordered,
    touch,
)

RESUMES = ["resume:yes", "resume:no"]


@in_every_language
def test_after_twenty_minutes_nobody_is_asked_anything_and_the_answer_counts(
    language: Language,
) -> None:
    talk = at_drop_off(language)
    talk.wait(minutes=20)

    talk.text("Talangaï")

    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Talangaï"}
    assert asking(talk) == "contact_phone"


@pytest.mark.parametrize(("language", "yes"), [(FR, "oui"), (EN, "yes"), (LN, "iyo")])
def test_after_half_an_hour_the_errand_is_asked_about_and_what_was_said_is_kept(
    language: Language, yes: str
) -> None:
    talk = at_drop_off(language)
    talk.wait(minutes=31)

    talk.text("Talangaï")
    assert offers(talk) == RESUMES
    assert filled(talk) == {"pickup": "Moungali"}
    talk.text(yes)

    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Talangaï"}
    assert asking(talk) == "contact_phone"


@in_every_language
def test_who_comes_back_and_simply_answers_need_not_say_that_it_goes_on(
    language: Language,
) -> None:
    talk = at_drop_off(language)
    talk.wait(minutes=31)
    talk.text("bonjour")

    talk.text("Talangaï")

    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Talangaï"}


def test_a_yes_after_half_an_hour_means_going_on_and_never_confirms() -> None:
    talk = at_read_back()
    talk.wait(minutes=31)

    talk.text("oui")
    assert offers(talk) == RESUMES
    touch(talk, "resume:yes")
    assert (asking(talk), ordered(talk)) == (CONFIRM, 0)
    talk.text("oui")  # the price of then is over: it is read back anew

    assert talk.orders.missions == {}
    assert asking(talk) == CONFIRM
    talk.text("oui")
    assert len(talk.orders.missions) == 1


def test_an_old_confirmation_tapped_after_half_an_hour_is_read_back_at_the_new_price() -> None:
    talk = at_read_back()
    talk.wait(minutes=31)

    said = touch(talk, "confirm:yes")

    assert said.startswith("⌛ Le prix n’était plus valable, voici le nouveau.")
    assert (asking(talk), talk.orders.missions) == (CONFIRM, {})


@in_every_language
def test_after_eight_days_the_draft_is_gone_and_the_words_begin_something_new(
    language: Language,
) -> None:
    talk = at_drop_off(language)
    talk.wait(minutes=60 * 24 * 8)

    said = talk.text("Talangaï")

    assert said.startswith("🧹")
    assert flows(talk) == []
    touch(talk, "place:dropoff")
    assert filled(talk) == {"dropoff": "Talangaï"}
