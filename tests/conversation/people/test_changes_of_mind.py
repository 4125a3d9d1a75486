"""People who edit, tap old buttons, come back late, give their name, or have several roles."""

from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from tests.support.talk import Talk, choices

SENTENCE = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"


def test_an_edited_answer_corrects_what_it_answered_not_what_is_asked_now() -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.text("Moungali")
    talk.text("Talangaï")

    said = talk.edit("Ouenzé", of=2)

    assert said.splitlines()[0] == "✏️ C’est corrigé."
    assert talk.state.stack[0].filled["pickup"]["label"] == "Ouenzé"
    assert talk.state.stack[0].asking == "contact_phone"


def test_an_edited_sentence_corrects_all_it_says() -> None:
    talk = Talk()
    talk.text(SENTENCE)

    said = talk.edit(SENTENCE.replace("Talangaï", "Bacongo").replace("5 mille", "8 mille"), of=1)

    assert said.splitlines()[0] == "✏️ C’est corrigé."
    filled = talk.state.stack[0].filled
    assert (filled["dropoff"]["label"], filled["declared_value"]) == ("Bacongo", 8000)


def test_an_edit_that_whatsapp_hides_is_asked_for_again() -> None:
    talk = Talk()
    talk.text("envoyer un colis")

    said = talk.say(kind=Kind.UNSEEN_EDIT)

    assert said.startswith("✏️ WhatsApp ne me montre pas vos modifications")
    assert talk.state.stack[0].asking == "pickup"


def test_a_tap_on_an_earlier_question_of_the_draft_changes_that_answer() -> None:
    talk = Talk()
    talk.text("Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï")
    offered = {title: one for one, title in choices(talk.shown[-1])}
    talk.tap("📄 Documents")

    said = talk.say(kind=Kind.TAP, tapped=offered["🍲 Repas"], text="🍲 Repas")

    assert said.splitlines()[0] == "✏️ C’est corrigé."
    assert "📦 Contenu : Repas" in said


def test_an_old_confirmation_never_confirms_the_new_draft() -> None:
    talk = Talk()
    talk.text(SENTENCE)
    old = {title: one for one, title in choices(talk.shown[-1])}["✅ Confirmer"]
    talk.tap("❌ Annuler")
    talk.text(SENTENCE.replace("Talangaï", "Bacongo"))

    said = talk.say(kind=Kind.TAP, tapped=old, text="✅ Confirmer")

    assert said.startswith("🙂 Ce bouton n’est plus actif.")
    assert talk.state.stack[0].asking == "confirm"
    assert talk.orders.missions == {}


def test_a_draft_of_last_month_is_let_go_and_said() -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.wait(minutes=60 * 24 * 8)

    said = talk.text("bonjour")

    assert said.startswith("🧹 Votre ancien brouillon « 📦 Envoyer un colis » est effacé.")
    assert talk.state.stack == []


def test_beginning_again_after_a_silence_forgets_the_draft() -> None:
    talk = Talk()
    talk.text("Envoyer un colis de Moungali vers Talangaï")
    talk.wait(minutes=45)
    talk.text("salut")

    said = talk.tap("🆕 Recommencer")

    assert "Où récupérer le colis" in said
    assert "pickup" not in talk.state.stack[0].filled


def test_a_thumb_answers_a_question_just_asked_and_nothing_later() -> None:
    talk = Talk()
    talk.text(SENTENCE)
    talk.tap("✅ Confirmer")
    [reference] = talk.orders.missions
    talk.text("annuler")

    talk.wait(minutes=5)
    assert talk.say(kind=Kind.REACTION, emoji="👍") == ""
    assert talk.orders.missions[reference].is_cancellable
    talk.text("annuler")
    said = talk.say(kind=Kind.REACTION, emoji="👍")

    assert said == f"❌ Votre course `{reference}` est annulée."


def test_a_number_typed_long_after_a_menu_picks_nothing_from_it() -> None:
    talk = Talk()
    talk.text("menu")
    talk.wait(minutes=11)

    talk.text("1")

    assert talk.state.stack == []


def test_a_name_is_taken_and_used() -> None:
    talk = Talk(state=State())

    assert "je m’appelle Awa" in talk.text("bonjour")
    said = talk.text("je m'appelle awa")

    assert said.splitlines()[0] == "🤝 Enchanté, Awa !"
    assert talk.state.chosen_name == "Awa"


def test_who_has_two_roles_sees_one_side_and_the_way_to_the_other() -> None:
    talk = Talk()
    talk.state.roles = ["driver", "merchant"]

    talk.text("menu")
    assert "🏪 Espace boutique" in talk.titles()
    assert "🛵 Espace livreur" not in talk.titles()
    talk.tap("🏪 Espace boutique")

    assert "🛵 Espace livreur" in talk.titles()
