"""People who said something wrong: one message puts it right, wherever they are."""

import pytest

from services.conversation.dialogue.filling import CONFIRM
from shared.contracts.orders.calls import MAKE_QUOTE
from shared.values.language import Language
from tests.conversation.people.people import (
    BEGIN,
    EN,
    FR,
    LN,
    asking,
    at_drop_off,
    at_read_back,
    filled,
    in_every_language,
    offers,
    ordered,
    said,
    speaking,
    touch,
)
from tests.support.talk import Talk

READ_BACK = {
    "pickup": "Moungali",
    "dropoff": "Talangaï",
    "contact_name": "Marie",
    "contact_phone": "+242061234567",
    "declared_value": 5000,
}


def quotes(talk: Talk) -> int:
    return [one.ask for one in talk.asked].count(MAKE_QUOTE.name)


@pytest.mark.parametrize(
    ("language", "words"), [(FR, "non, Ouenzé"), (EN, "sorry, Ouenzé"), (LN, "te, Ouenzé")]
)
def test_the_answer_just_given_is_put_right_and_the_next_question_stays(
    language: Language, words: str
) -> None:
    talk = at_drop_off(language)

    talk.text(words)

    assert filled(talk) == {"pickup": "Ouenzé"}
    assert asking(talk) == "dropoff"


def test_not_this_but_that_changes_the_last_place() -> None:
    talk = said(at_drop_off(), "Talangaï")

    talk.text("non pas Talangaï, Bacongo")

    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Bacongo"}
    assert asking(talk) == "contact_phone"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FR, "non, c'est de Ouenzé vers Bacongo"),
        (EN, "no, from Ouenzé to Bacongo"),
        (LN, "te, uta Ouenzé kino Bacongo"),
    ],
)
def test_two_fields_are_put_right_at_once_and_the_price_is_asked_anew(
    language: Language, words: str
) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert filled(talk) == READ_BACK | {"pickup": "Ouenzé", "dropoff": "Bacongo"}
    assert (asking(talk), quotes(talk), ordered(talk)) == (CONFIRM, 2, 0)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FR, "non c'est 06 123 45 76"),
        (EN, "no, it's 06 123 45 76"),
        (LN, "te, ezali 06 123 45 76"),
    ],
)
def test_two_digits_changed_places_and_nothing_else_moves(language: Language, words: str) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert filled(talk) == READ_BACK | {"contact_phone": "+242061234576"}
    assert (asking(talk), quotes(talk)) == (CONFIRM, 1)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FR, "le prix du colis c'est 12 000"),
        (EN, "the value is 12000"),
        (LN, "valeur ezali 12 000"),
    ],
)
def test_the_amount_is_put_right_by_a_sentence(language: Language, words: str) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert filled(talk) == READ_BACK | {"declared_value": 12_000}
    assert asking(talk) == CONFIRM


def test_the_number_and_the_amount_are_put_right_in_one_breath() -> None:
    talk = at_read_back()

    said_back = talk.text("non, 06 555 01 02 et la valeur c'est 8000")

    assert filled(talk) == READ_BACK | {"contact_phone": "+242065550102", "declared_value": 8000}
    assert said_back.startswith("✏️ C’est corrigé.")


def test_another_name_keeps_the_number() -> None:
    talk = at_read_back()

    talk.text("Marie c'est pas le bon nom, c'est Chantal")

    assert filled(talk) == READ_BACK | {"contact_name": "Chantal"}


@pytest.mark.parametrize(("language", "words"), [(FR, "c'est faux"), (EN, "wrong"), (LN, "te")])
def test_a_bare_no_at_the_read_back_asks_what_is_wrong(language: Language, words: str) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert offers(talk)[0].endswith(":edit:pickup")
    assert (filled(talk), ordered(talk)) == (READ_BACK, 0)


@in_every_language
def test_a_change_of_mind_about_changing_leads_back_to_the_read_back(language: Language) -> None:
    talk = at_read_back(language)
    touch(talk, "confirm:edit")
    touch(talk, "edit:dropoff")

    talk.text("retour")

    assert (filled(talk), asking(talk)) == (READ_BACK, CONFIRM)


def test_a_place_without_a_side_is_asked_about_once_and_then_counts() -> None:
    talk = at_read_back()

    assert talk.text("Ouenzé") == "📍 *Ouenzé*, c’est le départ ou l’arrivée du colis ?"
    talk.text("le départ")

    assert filled(talk) == READ_BACK | {"pickup": "Ouenzé"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FR, "non, le numéro c'est 05 512 34 56"),
        (EN, "no, the number is 05 512 34 56"),
        (LN, "te, 05 512 34 56"),
    ],
)
def test_what_was_said_two_questions_ago_is_put_right_without_going_back(
    language: Language, words: str
) -> None:
    talk = speaking(language, BEGIN[language], "Moungali", "Talangaï", "Marie 06 123 45 67")
    assert asking(talk) == "description"

    talk.text(words)

    assert filled(talk)["contact_phone"] == "+242055123456"
    assert filled(talk)["contact_name"] == "Marie"
    assert asking(talk) == "description"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (FR, "non pas Talangaï, Bacongo"),
        (FR, "plutôt vers Bacongo"),
        (EN, "not Talangaï, Bacongo"),
        (EN, "actually to Bacongo"),
        (LN, "te Talangaï te, Bacongo"),
    ],
)
def test_at_the_read_back_the_place_that_is_named_is_replaced_without_a_question(
    language: Language, words: str
) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert filled(talk) == READ_BACK | {"dropoff": "Bacongo"}
    assert (asking(talk), quotes(talk)) == (CONFIRM, 2)


def test_at_the_read_back_the_side_that_is_named_is_the_one_that_changes() -> None:
    talk = at_read_back()

    talk.text("c'est Ouenzé le départ")

    assert filled(talk) == READ_BACK | {"pickup": "Ouenzé"}


@pytest.mark.parametrize(
    ("language", "words"), [(FR, "pas 5 mille, 8 mille"), (EN, "not 5000, 8000")]
)
def test_not_this_amount_but_that(language: Language, words: str) -> None:
    talk = at_read_back(language)

    talk.text(words)

    assert filled(talk) == READ_BACK | {"declared_value": 8_000}


@pytest.mark.parametrize(
    ("language", "words"),
    [(FR, "change le numéro"), (EN, "change the phone number"), (LN, "bongisa nimero")],
)
def test_who_names_what_to_change_is_asked_for_it(language: Language, words: str) -> None:
    talk = at_read_back(language)

    talk.text(words)
    assert asking(talk) == "contact_phone"
    talk.text("Chantal 05 512 34 56")

    changed = {"contact_name": "Chantal", "contact_phone": "+242055123456"}
    assert filled(talk) == READ_BACK | changed
    assert asking(talk) == CONFIRM


def test_the_answer_and_more_in_one_message_are_both_taken() -> None:
    talk = at_drop_off()

    talk.text("Talangaï, Marie 06 123 45 67")

    assert filled(talk)["dropoff"] == "Talangaï"
    assert (filled(talk)["contact_name"], filled(talk)["contact_phone"]) == (
        "Marie",
        "+242061234567",
    )
    assert asking(talk) == "description"


def test_a_bare_number_where_a_place_is_asked_is_not_taken_for_money() -> None:
    talk = speaking(FR, BEGIN[FR])

    talk.text("12")

    assert (filled(talk), asking(talk)) == ({}, "pickup")
