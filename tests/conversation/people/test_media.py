"""People who send anything but words, and react instead of answering."""

from typing import Any, Final

import pytest

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.said import Kind
from shared.values.language import Language
from tests.conversation.people.people import (
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

TALANGAI: Final = (-4.2186, 15.2925)
MARIE: Final[dict[str, Any]] = {
    "kind": Kind.CONTACT,
    "contact_name": "Marie",
    "contact_phone": "+242061234567",
}
HUMAN: Final = "word:human"


def react(talk: Talk, emoji: str) -> str:
    return talk.say(kind=Kind.REACTION, emoji=emoji)


@in_every_language
def test_a_photo_where_a_place_is_asked_is_kept_and_the_place_asked_again(
    language: Language,
) -> None:
    talk = at_drop_off(language)

    answer = talk.photo("media.7")

    assert answer.startswith("📷")
    assert filled(talk) == {"pickup": "Moungali", "photo": "media.7"}
    assert asking(talk) == "dropoff"
    assert talk.state.stack[-1].misses == 0


@pytest.mark.parametrize(("language", "word"), [(FR, "*humain*"), (EN, "*human*"), (LN, "*moto*")])
def test_a_voice_note_nobody_can_hear_is_kept_answered_and_a_person_offered(
    language: Language, word: str
) -> None:
    talk = at_drop_off(language)

    first = talk.say(kind=Kind.AUDIO, media_id="voice.1")
    second = talk.say(kind=Kind.AUDIO, media_id="voice.2")

    assert [one.startswith("🎙️") for one in (first, second)] == [True, True]
    assert word in first
    assert word in second
    assert first != second
    assert (filled(talk), asking(talk)) == ({"pickup": "Moungali"}, "dropoff")


@in_every_language
def test_stickers_twice_offer_a_person_a_third_one_the_choice_and_an_answer_still_counts(
    language: Language,
) -> None:
    talk = at_drop_off(language)

    answers = [talk.say(kind=Kind.STICKER) for _ in range(3)]

    assert len(set(answers)) == 3
    assert HUMAN in offers(talk)
    talk.text("Talangaï")
    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Talangaï"}


def test_stickers_outside_of_any_errand_bring_the_menu_and_then_a_person() -> None:
    talk = speaking(FR)

    talk.say(kind=Kind.STICKER)
    assert HUMAN not in offers(talk)
    talk.say(kind=Kind.STICKER)

    assert offers(talk)[0] == HUMAN


def test_a_document_is_answered_in_words_and_the_draft_stays() -> None:
    talk = at_read_back()

    answer = talk.say(kind=Kind.DOCUMENT, media_id="doc.1")

    assert answer.splitlines()[0] == (
        "🙂 Bien reçu, mais je ne lis que les textes, les photos et les positions."
    )
    assert "*VOTRE ENVOI*" in answer
    assert (asking(talk), ordered(talk)) == (CONFIRM, 0)


def test_a_contact_card_is_the_answer_where_a_number_is_asked() -> None:
    talk = said(at_drop_off(), "Talangaï")

    talk.say(**MARIE)

    assert filled(talk)["contact_name"] == "Marie"
    assert filled(talk)["contact_phone"] == "+242061234567"
    assert asking(talk) == "description"


def test_a_contact_card_at_the_read_back_changes_whom_to_call() -> None:
    talk = at_read_back()

    talk.say(kind=Kind.CONTACT, contact_name="Chantal", contact_phone="+242055123456")

    assert filled(talk)["contact_name"] == "Chantal"
    assert filled(talk)["contact_phone"] == "+242055123456"
    assert (asking(talk), ordered(talk)) == (CONFIRM, 0)


def test_a_contact_card_without_a_number_is_said_to_have_none() -> None:
    talk = said(at_drop_off(), "Talangaï")

    answer = talk.say(**{**MARIE, "contact_phone": ""})

    assert answer.startswith("Ce contact n’a pas de numéro valable.")
    assert "contact_phone" not in filled(talk)


def test_a_position_where_words_are_asked_is_asked_about_and_the_question_comes_back() -> None:
    talk = said(at_drop_off(), "Talangaï", "passer")
    assert asking(talk) == "description"

    talk.pin(*TALANGAI)
    assert offers(talk) == ["place:pickup", "place:dropoff"]
    touch(talk, "place:dropoff")

    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Position partagée"}
    assert asking(talk) == "description"


def test_a_photo_at_the_read_back_joins_it_and_confirms_nothing() -> None:
    talk = at_read_back()

    answer = talk.photo("media.7", caption="")

    assert "📷 Photo jointe" in answer
    assert (filled(talk)["photo"], asking(talk), ordered(talk)) == ("media.7", CONFIRM, 0)


@pytest.mark.parametrize("thumb", ["👍", "👍🏿", "👍🏽"])
def test_a_thumb_of_any_colour_at_the_read_back_confirms_once(thumb: str) -> None:
    talk = at_read_back()

    react(talk, thumb)
    again = react(talk, thumb)

    assert (ordered(talk), len(talk.orders.missions), again) == (1, 1, "")


def test_a_thumb_down_at_the_read_back_asks_what_to_change_and_then_a_thumb_up_says_nothing() -> (
    None
):
    talk = at_read_back()

    react(talk, "👎")
    assert offers(talk)[0].endswith(":edit:pickup")

    assert react(talk, "👍") == ""
    assert ordered(talk) == 0


@pytest.mark.parametrize("emoji", ["❤️", "😂", "😮", "🙏", ""])
def test_a_heart_or_a_reaction_taken_back_is_only_seen(emoji: str) -> None:
    talk = at_read_back()

    assert react(talk, emoji) == ""

    assert (asking(talk), ordered(talk), talk.state.stack[-1].misses) == (CONFIRM, 0, 0)


def test_a_thumb_where_nothing_was_asked_is_only_seen() -> None:
    talk = speaking(FR)
    assert react(talk, "👍") == ""

    said(talk, "envoyer un colis")
    assert react(talk, "👍") == ""

    assert (filled(talk), asking(talk)) == ({}, "pickup")
