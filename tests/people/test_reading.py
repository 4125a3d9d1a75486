"""What customers make of an answer: its question, its choices, that something is done."""

import pytest
from babel.messages.pofile import read_po

from bench.people.reading import Topic, is_same_name, read, told, wordings
from services.conversation.dialogue.wording import CATALOGUE
from shared.contracts.notifications.api import Button, Buttons, Content, TextContent
from shared.texts import FILE, Text
from shared.values.language import Language


def test_every_wording_that_customers_know_is_still_said() -> None:
    with (CATALOGUE.folder / Language.ENGLISH / FILE).open("rb") as file:
        said = {one.id for one in read_po(file)}

    assert [text.message for _, text in wordings() if text.message not in said] == []


@pytest.mark.parametrize("language", list(Language))
def test_a_question_is_known_in_every_language(language: Language) -> None:
    for topic, text in wordings():
        words = CATALOGUE.wording(text.message, language)
        assert read([TextContent(body=f"…\n{words}")]).topic is topic, words


def test_the_newest_question_is_the_one_to_answer() -> None:
    shown = read(_said("📍 *Où récupérer le colis ?*", "🏁 *Où le livrer ?*"))

    assert shown.topic is Topic.DROPOFF


def test_that_it_is_done_counts_before_what_is_asked_next() -> None:
    shown = read(_said("✅ *COMMANDE ENVOYÉE*", "📍 *Où récupérer le colis ?*"))

    assert shown.topic is Topic.ORDERED


def test_a_button_is_found_by_its_label_in_any_language() -> None:
    confirm = CATALOGUE.say(Text("✅ Confirmer"), Language.LINGALA)
    shown = read([Buttons(body="…", buttons=[Button(id="x", title=confirm)])])

    assert shown.labelled("✅ Confirmer") == ("x", confirm)
    assert shown.labelled("❌ Annuler") is None


def test_a_line_of_the_read_back_is_taken_apart() -> None:
    shown = read(_said("*VOTRE ENVOI*\n📍 De : *Moungali*\n🏁 À : *Talangaï*"))

    assert told(shown, "📍 De : *{place}*") == {"place": "Moungali"}
    assert told(shown, "💰 Valeur : {value}") is None


@pytest.mark.parametrize(
    ("shown", "meant", "is_same"),
    [
        ("Base", "La Base", True),
        ("Moungali, rond-point", "Moungali", True),
        ("Marché du Plateau", "Marché Plateau", True),
        ("Talangaï", "Moungali", False),
        ("", "Moungali", False),
    ],
)
def test_a_name_is_taken_for_the_one_that_was_meant(
    shown: str, meant: str, *, is_same: bool
) -> None:
    assert is_same_name(shown, meant) is is_same


def _said(*bodies: str) -> list[Content]:
    return [TextContent(body=body) for body in bodies]
