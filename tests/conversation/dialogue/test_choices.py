"""What is offered outside a form can be typed: by number, and by every label we ship."""

import pytest

from services.conversation.dialogue.said import Kind
from services.conversation.dialogue.state import State
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.orders.calls import CANCEL_MISSION, RATE_MISSION
from tests.support.talk import Talk, choices

LABELS = ["🛵 Mes courses", "🟢 Je suis disponible", "🔴 Fin de service"]


def driver() -> Talk:
    talk = Talk(state=State(is_welcomed=True, roles=["driver"]))
    talk.text("menu")
    return talk


def test_two_is_the_second_choice() -> None:
    talk = Talk()
    talk.text("bonjour")

    talk.text("2")

    assert talk.state.stack[0].flow == "marketplace"


def test_a_number_beyond_the_choices_is_none_of_them() -> None:
    talk = Talk()
    talk.text("bonjour")

    assert talk.text("9").startswith("🤔 Je n’ai pas compris.")


@pytest.mark.parametrize("label", LABELS)
def test_a_typed_label_is_its_button(label: str) -> None:
    tapped, typed = driver(), driver()
    assert label in [title for _, title in choices(tapped.shown[-1])]

    tapped.tap(label)
    typed.text(label.partition(" ")[2].upper())

    assert [(i.ask, i.body) for i in typed.asked] == [(i.ask, i.body) for i in tapped.asked] != []


def test_a_tapped_rating_is_asked_of_orders_with_its_stars() -> None:
    talk = Talk(answers={RATE_MISSION.name: None})
    rating = action_id(Action.RATE, "COUR-20261121-001", "5")

    talk.say(kind=Kind.TAP, tapped=rating, text="😀 Très bien")

    assert [(i.ask, i.body["reference"], i.body["stars"]) for i in talk.asked] == [
        (RATE_MISSION.name, "COUR-20261121-001", "5")
    ]


@pytest.mark.parametrize(("words", "asked"), [("oui", [CANCEL_MISSION.name]), ("non", [])])
def test_yes_and_no_answer_the_question_whether_to_cancel(words: str, asked: list[str]) -> None:
    talk = Talk(answers={CANCEL_MISSION.name: None})
    cancel = action_id(Action.CANCEL, "COUR-20261121-001")
    talk.say(kind=Kind.TAP, tapped=cancel, text="❌ Annuler")

    said = talk.text(words)

    assert [intent.ask for intent in talk.asked] == asked
    assert said == ("" if asked else "👍 D’accord, on ne change rien.")
