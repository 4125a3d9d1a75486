"""The courier errand as people lead it: transcripts filed by what they do."""

from typing import Any

import pytest

from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from shared.contracts.notifications.api import LinkButton, LocationRequest
from shared.contracts.orders.calls import CREATE_MISSION, LIST_ACTIVITY, MAKE_QUOTE
from tests.support.talk import QUOTE, Talk, choices

MISSION: dict[str, Any] = {
    "id": "01a1fe25-4ec2-72cd-9b04-760173ad3060",
    "reference": "COUR-20261121-001",
    "status": "pending",
    "client": {"phone": "+242065550101"},
    "pickup": {"place": {"label": "Moungali"}},
    "dropoff": {"place": {"label": "Talangaï"}},
    "created_at": "2026-11-21T12:00:00Z",
    "tracking_url": "https://toktok.test/track/abc",
    "is_cancellable": True,
}
SENTENCE = "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille"


RUNNING = {"missions": [MISSION], "orders": []}


UNKNOWN_PLACE = (
    "Je ne connais pas le lieu « {} ». Envoyez votre position, je la retiendrai sous ce nom."
)
RUNNING = {"missions": [MISSION], "orders": []}


@pytest.fixture
def talk() -> Talk:
    return Talk(
        answers={
            MAKE_QUOTE.name: QUOTE,
            CREATE_MISSION.name: MISSION,
            LIST_ACTIVITY.name: RUNNING,
        }
    )


def recap_of(text: str) -> list[str]:
    """The facts of a read-back."""
    return [line for line in text.splitlines() if line and line[0] in "📍🏁👤📦💰💵💳"]


def test_one_sentence_goes_straight_to_the_read_back(talk: Talk) -> None:
    said = talk.text(SENTENCE)

    assert recap_of(said) == [
        "📍 De : *Moungali*",
        "🏁 À : *Talangaï*",
        "👤 Contact : Marie 06 123 45 67",
        "💰 Valeur : 5\u202f000\u202fFCFA",
        "💳 *Prix : 1\u202f500\u202fFCFA* (6,5 km)",
    ]
    assert [title for _, title in choices(talk.shown[-1])] == [
        "✅ Confirmer",
        "✏️ Modifier",
        "❌ Annuler",
    ]


def test_a_tap_confirms_and_the_reference_comes_with_the_link(talk: Talk) -> None:
    talk.text(SENTENCE)

    said = talk.tap("✅ Confirmer")

    assert "`COUR-20261121-001`" in said
    assert talk.shown[-1] == LinkButton(
        body=talk.shown[-1].body,  # type: ignore[union-attr]  # the assertion says which type it is
        title="🗺️ Suivre",
        url="https://toktok.test/track/abc",
    )
    assert talk.state.stack == []
    command = talk.asked[-1]
    assert command.body["quote_id"] == "01a1fe25-4ec2-72cd-9b04-760173ad3060"
    assert command.body["declared_value"] == 5000
    assert command.body["dropoff"]["contact_phone"] == "+242061234567"


def test_taps_and_positions_alone_take_six_messages(talk: Talk) -> None:
    talk.text("menu")
    said = [
        talk.tap("📦 Envoyer un colis"),
        talk.pin(-4.2507, 15.2832),
        talk.pin(-4.2190, 15.2935),
        talk.tap("Passer"),
        talk.tap("📄 Documents"),
        talk.tap("✅ Confirmer"),
    ]

    assert [part.splitlines()[0] for part in said[:4]] == [
        "_Étape 1/5_",
        "_Étape 2/5_",
        "_Étape 3/5_",
        "_Étape 4/5_",
    ]
    assert "COUR-20261121-001" in said[5]
    assert isinstance(talk.shown[1], LocationRequest)


def test_a_correction_is_one_message_and_nothing_else_is_asked(talk: Talk) -> None:
    talk.text(SENTENCE)

    said = talk.text("non, c'est 06 555 01 02")

    assert said.startswith("✏️ C’est corrigé.")
    assert "👤 Contact : Marie 06 555 01 02" in said
    assert "📍 De : *Moungali*" in said


def test_the_recap_is_edited_field_by_field(talk: Talk) -> None:
    talk.text(SENTENCE)
    talk.tap("✏️ Modifier")
    talk.tap("🏁 L’arrivée")

    said = talk.text("Bacongo")

    assert "🏁 À : *Bacongo*" in said
    assert [intent.ask for intent in talk.asked] == [MAKE_QUOTE.name, MAKE_QUOTE.name]


def test_an_ambiguous_amount_is_asked_never_guessed(talk: Talk) -> None:
    talk.text(SENTENCE)
    talk.tap("✏️ Modifier")
    talk.tap("💰 La valeur")

    said = talk.text("deux mille cinq")

    assert said == "Quel montant voulez-vous dire ?"
    assert "💰 Valeur : 2\u202f005\u202fFCFA" in talk.text("2")


def test_back_asks_the_previous_question_again(talk: Talk) -> None:
    talk.text("je veux envoyer un colis")
    talk.text("Moungali")

    said = talk.text("retour")

    assert said.splitlines()[0] == "_Étape 1/5_"
    assert talk.state.stack[0].filled == {}


def test_cancel_sends_nothing(talk: Talk) -> None:
    talk.text(SENTENCE)

    said = talk.tap("❌ Annuler")

    assert said.startswith("C’est annulé, rien n’a été envoyé.")
    assert (talk.state.stack, [i.ask for i in talk.asked]) == ([], [MAKE_QUOTE.name])


def test_where_is_it_is_answered_and_the_draft_is_kept(talk: Talk) -> None:
    talk.text("envoyer un colis")
    talk.text("Moungali")

    said = talk.text("c'est où ?")

    assert "*VOTRE COURSE* `COUR-20261121-001`" in said
    assert talk.text("Talangaï").splitlines()[0] == "_Étape 3/5_"


def test_a_tap_on_an_old_button_is_answered_not_misread(talk: Talk) -> None:
    talk.text(SENTENCE)
    old = {title: one for one, title in choices(talk.shown[-1])}["✅ Confirmer"]
    talk.text("annuler")

    said = talk.say(kind=Kind.TAP, tapped=old, text="✅ Confirmer")

    assert said.startswith("🙂 Ce bouton n’est plus actif.")
    assert [intent.ask for intent in talk.asked] == [MAKE_QUOTE.name]


def test_a_thumb_confirms(talk: Talk) -> None:
    talk.text(SENTENCE)

    assert "COUR-20261121-001" in talk.say(kind=Kind.REACTION, emoji="👍")


def test_a_long_silence_is_resumed(talk: Talk) -> None:
    talk.text("envoyer un colis")
    talk.text("Moungali")
    talk.wait(minutes=45)

    asked = talk.text("Talangaï")

    assert asked == "👋 Re-bonjour ! On continue : *📦 Envoyer un colis* ?"
    assert talk.tap("▶️ Continuer").splitlines()[0] == "_Étape 3/5_"
    assert talk.state.stack[0].filled["dropoff"]["label"] == "Talangaï"


def test_a_stray_thank_you_restarts_nothing(talk: Talk) -> None:
    talk.text(SENTENCE)
    talk.tap("✅ Confirmer")

    assert talk.text("ok merci") == "🙏 Avec plaisir !"


def test_an_expired_price_is_renewed_and_said(talk: Talk) -> None:
    talk.answers[CREATE_MISSION.name] = "quote_expired"
    talk.text(SENTENCE)

    said = talk.tap("✅ Confirmer")

    assert "⌛ Le prix n’était plus valable, voici le nouveau." in said
    assert [intent.ask for intent in talk.asked] == [
        MAKE_QUOTE.name,
        CREATE_MISSION.name,
        MAKE_QUOTE.name,
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "gloubiboulga",
            UNKNOWN_PLACE.format("gloubiboulga"),
        ),
        ("", "Votre message est vide. 🙂"),
        ("a" * 10_000, "🙂 Ce message est trop long pour moi. Dites-le en une ou deux phrases."),
    ],
)
def test_what_is_not_understood_gets_a_helpful_line_and_keeps_the_state(
    talk: Talk, words: str, line: str
) -> None:
    talk.text("envoyer un colis")
    before = talk.state.stack[0].model_dump(exclude={"misses", "phrase", "asked"})

    said = talk.text(words)

    assert said.splitlines()[0] == line
    assert talk.state.stack[0].model_dump(exclude={"misses", "phrase", "asked"}) == before


@pytest.mark.parametrize("kind", [Kind.STICKER, Kind.VIDEO, Kind.DOCUMENT, Kind.OTHER, Kind.AUDIO])
def test_what_we_cannot_read_is_answered_politely_and_keeps_the_state(
    talk: Talk, kind: Kind
) -> None:
    talk.text("envoyer un colis")
    before = talk.state.stack[0].model_dump(exclude={"misses"})

    said = [talk.say(kind=kind), talk.say(kind=kind)]

    assert all("_Étape 1/5_" in one for one in said)
    assert "*humain*" in said[1]
    assert talk.state.stack[0].model_dump(exclude={"misses"}) == before


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("06 12", "Ce numéro de téléphone n’est pas valable."),
        ("chez ma tante", "Il me faut un numéro de téléphone."),
    ],
)
def test_an_impossible_phone_is_refused_with_an_example(talk: Talk, words: str, line: str) -> None:
    talk.text("Envoyer un colis de Moungali vers Talangaï")

    said = talk.text(words)

    assert said.splitlines()[0] == line
    assert "Marie 06 123 45 67" in said


@pytest.mark.parametrize("words", ["-500", "999999999999"])
def test_an_absurd_amount_is_refused(talk: Talk, words: str) -> None:
    talk.text(SENTENCE)
    talk.tap("✏️ Modifier")
    talk.tap("💰 La valeur")

    said = talk.text(words)

    assert "💰 Écrivez juste le montant, par exemple : *5000*." in said
    assert talk.state.stack[0].filled["declared_value"] == 5000


def test_the_second_miss_offers_a_person(talk: Talk) -> None:
    talk.text("envoyer un colis")

    said = [talk.text(words) for words in ("blurp", "zzzzz", "qwerty")]

    assert ["humain" in part for part in said] == [False, True, False]
    assert [title for _, title in choices(talk.shown[-1])] == [
        "🧑‍💼 Un conseiller",
        "🔁 Réessayer",
        "❌ Abandonner",
    ]
    assert "Où récupérer le colis" in talk.text("réessayer")


def test_the_first_message_ever_is_welcomed_and_done_at_once() -> None:
    talk = Talk(state=State(name="Awa"))

    said = talk.text(SENTENCE)

    assert said.startswith("👋 Bonjour Awa, bienvenue chez *TokTok* !")
    assert "*VOTRE ENVOI*" in said


def test_a_position_alone_starts_a_delivery_after_one_question(talk: Talk) -> None:
    said = talk.pin(-4.2507, 15.2832)

    assert said == "📍 *Position partagée*, c’est le départ ou l’arrivée du colis ?"
    assert talk.tap("📍 Le départ").splitlines()[0] == "_Étape 1/4_"


def test_a_city_alone_is_no_place_to_deliver_to() -> None:
    talk = Talk()
    talk.text("envoyer un colis")
    talk.text("poto poto")

    assert talk.text("brazzaville").startswith("La ville ne suffit pas : où, exactement ?")
    assert talk.state.stack[0].filled["pickup"]["label"] == "Poto-Poto"


def test_a_field_is_named_in_words_while_the_list_of_fields_is_shown() -> None:
    talk = Talk()
    talk.text(SENTENCE)
    talk.tap("✏️ Modifier")

    assert talk.text("n’importe quoi").startswith("Je n’ai pas compris.")
    assert talk.text("changer le contact").startswith("👤")


def test_cancel_asks_at_once_about_the_only_job() -> None:
    talk = Talk(answers={LIST_ACTIVITY.name: RUNNING})

    assert talk.text("annuler") == "Annuler la course `COUR-20261121-001` ?"
    assert [title for _, title in choices(talk.shown[-1])] == ["Oui, annuler", "Non, garder"]


def test_the_city_of_a_sentence_is_remembered_for_the_next_errand(talk: Talk) -> None:
    talk.text("Envoyer un colis de Moungali vers Talangaï")

    assert talk.state.city == "Brazzaville"


def test_another_errand_keeps_the_draft_and_says_so_in_the_same_message(talk: Talk) -> None:
    talk.text("envoyer un colis")
    before = len(talk.shown)

    said = talk.text("en fait je veux commander au restaurant")

    assert said.startswith("📝 Je garde votre brouillon : *📦 Envoyer un colis*.\n\n")
    assert len(talk.shown) - before == 1
    assert [one.flow for one in talk.state.stack] == ["courier", "marketplace"]
