"""What comes late: answers of services, models and voice notes never hit the wrong question."""

from dataclasses import replace
from typing import Any

import pytest

from services.conversation.dialogue.intents import READ_BY_MODEL, TRANSCRIBE
from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from services.conversation.flows import the_book
from shared.contracts.orders.calls import CREATE_MISSION, FIND_PLACE
from tests.support.talk import Talk

SENTENCE = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"
ODD = "zzz mon bidule part de chez nous la bas quoi"


def commanded(talk: Talk) -> int:
    return [intent.ask for intent in talk.asked].count(CREATE_MISSION.name)


def hearing(words: str | None) -> Talk:
    answer: Any = {"text": words} if words is not None else None
    book = replace(the_book(), has_transcription=True)
    return Talk(book=book, answers={TRANSCRIBE.name: answer})


def speak(talk: Talk) -> str:
    return talk.say(kind=Kind.AUDIO, media_id="media.1")


def test_a_state_of_an_earlier_release_is_still_read() -> None:
    stored = State(is_welcomed=True).model_dump(mode="json")
    stored["offered"] = [["start:courier", "📦 Envoyer un colis"], ["word:help", "❓ Aide"]]
    for words in ("bonjour", "annuler", "2", "Envoyer un colis"):
        assert Talk(state=State.model_validate(stored)).text(words).strip()


def test_a_yes_while_a_place_is_asked_about_confirms_nothing() -> None:
    talk = Talk()
    talk.text(SENTENCE)
    assert "départ ou l’arrivée" in talk.text("Bacongo")

    assert "départ ou l’arrivée" in talk.text("oui")
    talk.say(kind=Kind.REACTION, emoji="👍")

    assert commanded(talk) == 0


def test_a_place_asked_about_is_forgotten_with_the_next_thing_said() -> None:
    talk = Talk()
    talk.text("Moungali")
    talk.text("envoyer un colis de Ouenzé vers Bacongo")

    filled = talk.state.stack[0].filled
    assert (filled["pickup"]["label"], filled["dropoff"]["label"]) == ("Ouenzé", "Bacongo")
    assert talk.state.unplaced is None


def test_an_errand_on_its_way_is_neither_begun_again_nor_sent_twice() -> None:
    talk = Talk(answers={CREATE_MISSION.name: None})
    talk.text(SENTENCE)
    talk.tap("✅ Confirmer")
    talk.wait(minutes=45)

    talk.text("bonjour")
    talk.text("recommencer")

    assert commanded(talk) == 1
    assert talk.state.stack[0].awaiting is not None


@pytest.mark.parametrize("word", ["annuler", "menu", "humain", "aide", "statut"])
def test_words_that_always_work_also_do_after_a_silence(word: str) -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.wait(minutes=45)

    assert "On continue" not in talk.text(word)


def test_no_to_going_on_drops_the_draft() -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.wait(minutes=45)
    talk.text("bonsoir")

    assert talk.text("non").startswith("C’est annulé")
    assert talk.state.stack == []


def test_what_was_held_after_a_silence_is_not_taken_up_by_another_errand() -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.wait(minutes=45)
    talk.text("Bacongo")
    talk.text("annuler")
    talk.text("envoyer un colis")
    talk.text("menu")

    talk.tap("▶️ Continuer")

    assert "pickup" not in talk.state.stack[0].filled


def test_a_voice_note_answers_what_was_asked_when_it_was_sent() -> None:
    talk = hearing(None)
    talk.text("envoyer un colis")
    speak(talk)
    note = talk.asked[-1]
    talk.text("Moungali")

    talk.answers[TRANSCRIBE.name] = {"text": "Ouenzé"}
    said = talk.answer(note)

    assert said.startswith("🎙️ _Ouenzé_")
    assert talk.state.stack[0].asking == "dropoff"


def test_a_voice_note_is_heard_and_shown() -> None:
    talk = hearing("Moungali")
    talk.text("envoyer un colis")

    assert speak(talk).startswith("🎙️ _Moungali_")
    assert talk.state.stack[0].asking == "dropoff"


def test_a_voice_note_never_confirms() -> None:
    talk = hearing("oui")
    talk.text(SENTENCE)

    said = speak(talk)

    assert said.startswith("🎙️ _oui_")
    assert commanded(talk) == 0
    assert talk.state.stack[0].asking == "confirm"


def test_what_a_model_did_not_answer_in_time_is_said_not_to_be_understood() -> None:
    book = replace(the_book(), has_model=True)
    talk = Talk(book=book, answers={READ_BY_MODEL.name: None})
    talk.text(ODD)

    assert talk.say(kind=Kind.REACTION, emoji="❤️") == ""
    assert talk.state.reading is not None
    said = talk.text("envoyer un colis")

    assert said.startswith(f"🤔 Je n’ai pas compris « {ODD} ».")


def test_a_look_up_that_was_overtaken_answers_nothing_else() -> None:
    talk = Talk(answers={FIND_PLACE.name: None})
    talk.text("envoyer un colis")
    talk.text("Moungali")
    talk.text("près du grand baobab bleu")
    talk.text("Talangaï chez Marie 06 123 45 67")
    talk.text("Talangaï")
    said = talk.text("documents")

    assert "baobab" not in said
    assert talk.state.stack[0].looking_up is None


def test_an_edit_of_a_finished_errand_leaves_the_draft_alone() -> None:
    talk = Talk()
    talk.text(SENTENCE)
    talk.tap("✅ Confirmer")
    talk.text("envoyer un colis de Ouenzé vers Makélékélé")
    before = talk.state.stack[0].filled

    said = talk.edit(SENTENCE.replace("Talangaï", "Bacongo"), of=1)

    assert said.startswith("✏️ J’ai vu votre modification.")
    assert talk.state.stack[0].filled == before


@pytest.mark.parametrize(
    "words", ["c'est le 06 123 45 67", "son numero est 06 123 45 67", "appelle le 06 123 45 67"]
)
def test_what_leads_to_a_number_is_no_name(words: str) -> None:
    talk = Talk()
    talk.text("Envoyer un colis de Moungali vers Talangaï")
    talk.text(words)

    filled = talk.state.stack[0].filled
    assert (filled["contact_phone"], filled.get("contact_name")) == ("+242061234567", None)


def test_what_the_driver_collects_is_not_what_the_parcel_is_worth() -> None:
    talk = Talk()
    talk.text(SENTENCE)

    said = talk.text("20000 à encaisser")

    assert "💵 À encaisser : 20\u202f000\u202fFCFA" in said
    assert "💰 Valeur : 5\u202f000\u202fFCFA" in said
