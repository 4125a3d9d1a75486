"""What a form learns without asking: known answers, words in passing; and what it lets go."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from services.conversation.dialogue.desk import Book, Desk, Start
from services.conversation.dialogue.forms import (
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    NotUnderstood,
    Question,
    Read,
    Values,
    ask,
)
from services.conversation.dialogue.intents import Request
from services.conversation.dialogue.replies import reply
from services.conversation.understanding import Intent as Meaning
from shared.contracts.call import Call, Nothing
from shared.contracts.conversation.api import Action, action_id
from shared.texts import t
from tests.conversation.dialogue.test_forms import Diner


class Ovens(BaseModel):
    free: list[str] = []


LIST_OVENS = Call("list_ovens", "GET", "/ovens", Nothing, Ovens)
BAKE = Call("bake", "POST", "/pizzas", Nothing, Nothing)


def _only_oven(_draft: Draft, facts: Facts) -> Values | None:
    free = Ovens.model_validate(facts[LIST_OVENS.name]).free
    return Values({"oven": free[0]}, t("Four {name}.", name=free[0])) if len(free) == 1 else None


def _ovens(_draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    free = Ovens.model_validate(facts[LIST_OVENS.name]).free
    return tuple(Choice(name, t(name), {"oven": name}) for name in free)


def _count(heard: Heard) -> Read:
    words = heard.said.text
    return Values({"count": int(words)}) if words.isdigit() else NotUnderstood(t("Combien ?"))


def _with_olives(heard: Heard) -> Mapping[str, Any]:
    is_said = "olives" in heard.said.text and heard.asking not in (None, "city")
    return {"has_olives": True} if is_said else {}


class PizzaForm(BaseModel):
    has_olives: bool | None = None
    city: str | None = ask(
        Question(
            text=t("Quelle ville ?"),
            again=t("Ex. Douala"),
            label=t("La ville"),
            reader=lambda heard: Values({"city": heard.said.text}),
        )
    )
    oven: str | None = ask(
        Question(
            text=t("Quel four ?"),
            again=t("Un four ?"),
            label=t("Le four"),
            reader=lambda _heard: NotUnderstood(t("Lequel ?")),
            choices=_ovens,
            needs=lambda _draft: Request(LIST_OVENS),
            known=_only_oven,
        )
    )
    count: int | None = ask(
        Question(
            text=t("Combien de pizzas ?"),
            again=t("Ex. 3"),
            label=t("Le nombre"),
            reader=_count,
            choices=(Choice("1", t("1"), {"count": 1}), Choice("many", t("Dix"), {"count": 10})),
            wants_number=True,
        )
    )


PIZZA = Flow(
    name="pizza",
    version=1,
    title=t("🍕 Une pizza"),
    form=PizzaForm,
    overhears=_with_olives,
    recap=lambda draft, _facts: (
        t("{n} · olives : {o}", n=draft.get("count"), o=draft.get("has_olives")),
    ),
    done=lambda draft, _facts: Request(BAKE, dict(draft)),
    told=lambda _answer: reply(t("Au four !")),
    ends_with=BAKE,
    menu_rank=1,
)


class NapkinForm(BaseModel):
    colour: str | None = ask(
        Question(
            text=t("Quelle couleur ?"),
            again=t("Ex. rouge"),
            label=t("La couleur"),
            reader=lambda heard: Values({"colour": heard.said.text}),
        )
    )


NAPKIN = Flow(
    name="napkin",
    version=1,
    title=t("Une serviette"),
    form=NapkinForm,
    done=lambda draft, _facts: Request(BAKE, dict(draft)),
    told=lambda _answer: reply(t("Voilà.")),
    ends_with=BAKE,
    is_fleeting=True,
)
COUNTER = Desk(
    role=None,
    asks_first={
        (Action.REPEAT, 1): lambda targets: Start("pizza", {"oven": targets[0]}, ("city", "count")),
        (Action.ORDER, 1): lambda targets: Request(BAKE, {"what": targets[0]}),
    },
    meanings={Meaning.REPEAT: lambda _understood: Start("napkin")},
    tellers={BAKE.name: lambda _state, _answer: (reply(t("Au four !")),)},
)
BOOK = Book(flows={"pizza": PIZZA, "napkin": NAPKIN}, desks=(COUNTER,))


@pytest.fixture
def diner() -> Diner:
    return Diner(book=BOOK, answers={LIST_OVENS.name: {"free": ["Nord"]}})


def test_an_answer_that_is_known_is_not_asked_and_said(diner: Diner) -> None:
    diner.taps("start:pizza")

    said = diner.says("Douala")

    assert said.splitlines()[0] == "Four Nord."
    assert said.endswith("Combien de pizzas ?")
    assert diner.state.city == "Douala"


def test_with_two_answers_it_is_asked(diner: Diner) -> None:
    diner.answers[LIST_OVENS.name] = {"free": ["Nord", "Sud"]}
    diner.taps("start:pizza")

    assert diner.says("Douala").endswith("Quel four ?")


def test_a_digit_is_the_number_itself_where_numbers_are_wanted(diner: Diner) -> None:
    diner.taps("start:pizza")
    diner.says("Douala")

    assert diner.says("2").startswith("2 · olives")


def test_words_in_passing_count_at_any_step_and_back_undoes_them(diner: Diner) -> None:
    diner.taps("start:pizza")
    diner.says("Douala")
    asked_again = diner.says("avec des olives")
    diner.says("2")

    assert asked_again.endswith("Combien de pizzas ?")
    assert diner.state.stack[0].filled["has_olives"] is True
    diner.says("retour")
    diner.says("retour")
    assert "has_olives" not in diner.state.stack[0].filled


def test_a_tap_may_begin_an_errand_with_fields_that_are_skipped(diner: Diner) -> None:
    said = diner.taps(action_id(Action.REPEAT, "Sud"))

    assert said.startswith("None · olives")
    assert diner.state.stack[0].filled == {"city": None, "count": None, "oven": "Sud"}


def test_a_tap_may_say_by_its_target_what_is_asked(diner: Diner) -> None:
    assert diner.taps(action_id(Action.ORDER, "calzone")) == "Au four !"
    assert [(one.ask, one.body) for one in diner.asked] == [(BAKE.name, {"what": "calzone"})]


def test_a_fleeting_errand_is_dropped_by_another_one_and_by_a_silence(diner: Diner) -> None:
    diner.says("comme la dernière fois")
    assert diner.state.stack[0].flow == "napkin"

    said = diner.taps("start:pizza")
    assert "brouillon" not in said
    assert [one.flow for one in diner.state.stack] == ["pizza"]

    diner.says("annuler")
    diner.says("comme la dernière fois")
    diner.now += timedelta(minutes=45)
    assert "On continue" not in diner.says("bonjour")
    assert diner.state.stack == []
