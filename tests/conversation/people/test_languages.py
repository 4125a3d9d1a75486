"""People who write another language, mix them, or change their mind about which."""

import pytest

from services.conversation.dialogue.state import State
from shared.values.language import Language
from tests.support.talk import Talk


def newcomer() -> Talk:
    return Talk(state=State(name="Awa"))


def test_an_english_sentence_is_answered_in_english_with_the_way_back() -> None:
    talk = newcomer()

    said = talk.text("Hello, I want to send a parcel please")

    assert talk.state.language is Language.ENGLISH
    assert "_Français ? Lingala ? → *language*_" in said


def test_one_foreign_word_changes_nothing() -> None:
    talk = newcomer()

    talk.text("mbote")

    assert talk.state.language is Language.FRENCH


def test_after_three_messages_the_language_is_only_changed_on_demand() -> None:
    talk = newcomer()
    for words in ("bonjour", "merci", "bonsoir"):
        talk.text(words)

    talk.text("I want to send a parcel to my brother")

    assert talk.state.language is Language.FRENCH


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("english", Language.ENGLISH),
        ("Lingala", Language.LINGALA),
        ("français", Language.FRENCH),
        ("en anglais", Language.ENGLISH),
    ],
)
def test_a_language_is_named_at_any_step_and_the_draft_is_kept(
    words: str, language: Language
) -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.text("Moungali")

    talk.text(words)

    assert talk.state.language is language
    assert talk.state.has_chosen_language
    assert talk.state.stack[0].filled["pickup"]["label"] == "Moungali"
    assert talk.state.stack[0].asking == "dropoff"


def test_the_word_langue_offers_the_three_and_a_tap_chooses() -> None:
    talk = Talk()

    talk.text("langue")
    assert talk.titles() == ["Français", "Lingála", "English"]
    talk.tap("Lingála")

    assert talk.state.language is Language.LINGALA


def test_labels_are_typed_in_any_language_whatever_is_spoken() -> None:
    talk = Talk()
    talk.text("Envoyer un colis de Moungali vers Talangaï")
    talk.text("english")

    talk.text("passer")

    assert talk.state.stack[0].asking == "description"
