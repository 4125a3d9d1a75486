"""People who send noise: emoji alone, other scripts, invisible characters, novels, insults."""

from typing import Final

import pytest

from services.conversation.dialogue.filling import CONFIRM
from services.conversation.dialogue.intents import ASK_HUMAN
from shared.contracts.orders.calls import FIND_PLACE
from shared.values.language import Language
from tests.conversation.people.people import (
    FR,
    asking,
    at_drop_off,
    at_read_back,
    filled,
    flows,
    in_every_language,
    offers,
    ordered,
    speaking,
)

NOISE: Final = {
    "emoji": "🙂🙂🙂",
    "flags": "🇨🇬🇨🇲",
    "arabic": "مرحبا كيف حالك",
    "hebrew": "שלום",
    "chinese": "你好",
    "dots": "...",
    "question": " ?",
    "marks": "*_~`*",
    "keys": "asdkjh qwe",
}
HUMAN: Final = "word:human"
every_noise = pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)


@every_noise
def test_noise_at_a_question_is_answered_once_and_the_question_and_the_draft_stay(
    noise: str,
) -> None:
    talk = at_drop_off()
    shown = len(talk.shown)

    talk.text(noise)

    assert len(talk.shown) == shown + 1
    assert (filled(talk), asking(talk)) == ({"pickup": "Moungali"}, "dropoff")


@every_noise
def test_noise_at_the_read_back_confirms_and_changes_nothing(noise: str) -> None:
    talk = at_read_back()
    before = filled(talk)

    talk.text(noise)

    assert (filled(talk), asking(talk), ordered(talk)) == (before, CONFIRM, 0)


@every_noise
def test_noise_twice_outside_of_any_errand_offers_a_person(noise: str) -> None:
    talk = speaking(FR)

    talk.text(noise)
    talk.text(noise)

    assert offers(talk)[0] == HUMAN
    assert flows(talk) == []


@in_every_language
def test_ten_thousand_characters_are_asked_for_shorter_and_nothing_of_them_is_kept(
    language: Language,
) -> None:
    talk = at_drop_off(language)

    said = talk.text("je veux aller à Talangaï " * 400)

    assert len(said) < 1_024
    assert (filled(talk), asking(talk)) == ({"pickup": "Moungali"}, "dropoff")


@pytest.mark.parametrize(
    "hidden", ["\u200bTalangaï\u200d", "\ufeffTalangaï", "\u2067Talangaï\u2069"]
)
def test_invisible_characters_around_an_answer_change_nothing(hidden: str) -> None:
    talk = at_drop_off()

    talk.text(hidden)

    assert asking(talk) == "contact_phone"
    assert filled(talk)["dropoff"].strip("\u200b\u200d\ufeff\u2067\u2069") == "Talangaï"


@pytest.mark.parametrize("word", ["\u202eannuler", "ANNULER !!!", "annuler\ufe0f", "  annuler.  "])
def test_a_global_word_is_itself_whatever_stands_around_it(word: str) -> None:
    talk = at_drop_off()

    talk.text(word)

    assert flows(talk) == []


@pytest.mark.parametrize(
    "words", ["Bar Stop", "Menu Bon Prix", "Avenue du Retour", "Rue du Statut"]
)
def test_a_global_word_inside_an_address_is_a_part_of_the_address(words: str) -> None:
    talk = at_drop_off()

    talk.text(words)

    assert [(one.ask, one.body["phrase"]) for one in talk.asked] == [(FIND_PLACE.name, words)]
    assert (filled(talk), asking(talk)) == ({"pickup": "Moungali"}, "dropoff")


@pytest.mark.parametrize("words", ["je suis très en colère contre vous", "this is a scam"])
def test_anger_outside_of_any_errand_gets_a_person(words: str) -> None:
    talk = speaking(FR)

    said = talk.text(words)

    assert said.startswith("🧑\u200d💼")
    assert [one.ask for one in talk.asked] == [ASK_HUMAN.name]


def test_a_message_of_invisible_characters_is_an_empty_message() -> None:
    talk = at_drop_off()

    assert talk.text("\u200b\u200d").splitlines()[0] == "Votre message est vide. 🙂"

    assert talk.state.stack[-1].misses == 0


def test_invisible_characters_inside_a_word_are_not_seen() -> None:
    talk = at_drop_off()

    talk.text("an\u200bnu\u200bler")

    assert (flows(talk), talk.state.language) == ([], FR)


@pytest.mark.parametrize("noise", ["😡😡😡", "...", "🇨🇬🇨🇲"])
def test_what_has_no_letters_is_never_kept_as_the_name_of_a_place(noise: str) -> None:
    talk = at_drop_off()

    assert noise not in talk.text(noise)

    talk.pin(-4.2186, 15.2925)
    assert filled(talk) == {"pickup": "Moungali", "dropoff": "Position partagée"}
