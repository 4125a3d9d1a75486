"""What a form can do besides asking in order, shown on a small errand of its own: a sandwich."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import BaseModel

from services.conversation.channels.whatsapp import render
from services.conversation.dialogue.desk import Book, Command, Desk
from services.conversation.dialogue.engine import advance, take_answer
from services.conversation.dialogue.forms import (
    UNSET,
    Choice,
    Draft,
    Facts,
    Flow,
    Heard,
    LookUp,
    Mend,
    NotUnderstood,
    Question,
    Read,
    Values,
    ask,
)
from services.conversation.dialogue.intents import Answer, Intent, Request
from services.conversation.dialogue.replies import Option, Reply, reply
from services.conversation.dialogue.said import Kind, Said
from services.conversation.dialogue.state import State
from services.conversation.dialogue.wording import Voice
from shared.contracts.call import Call, Nothing
from shared.contracts.conversation.api import Action, action_id
from shared.contracts.notifications.api import Buttons, Content, Media, MenuList
from shared.texts import Text, t

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


class Fillings(BaseModel):
    names: list[str] = []
    fits: str | None = None


LIST_FILLINGS = Call("list_fillings", "GET", "/fillings", Nothing, Fillings)
FIND_FILLING = Call("find_filling", "GET", "/filling", Nothing, Fillings)
MAKE = Call("make_sandwich", "POST", "/sandwiches", Nothing, Nothing)


def _fillings(_draft: Draft, facts: Facts) -> tuple[Choice, ...]:
    names = Fillings.model_validate(facts[LIST_FILLINGS.name]).names
    return tuple(Choice(name, Text(name), {"filling": name}) for name in names)


def _read_filling(heard: Heard) -> Read:
    words = heard.said.text
    unknown = NotUnderstood(t("Je ne connais pas « {what} ».", what=words))
    return LookUp(Request(FIND_FILLING, {"phrase": words}), unknown)


def _found(answer: Mapping[str, Any]) -> Read:
    fits = Fillings.model_validate(answer).fits
    return Values({"filling": fits}) if fits else NotUnderstood(t("Rien."))


LOOP = ("filling", "closed", "wants_more")


def _stack(draft: Draft) -> Mapping[str, Any]:
    """Put the filling onto the sandwich, and ask for the next one until it is closed."""
    if not draft.get("filling"):
        return draft
    kept = {name: value for name, value in draft.items() if name not in LOOP}
    return {**kept, "layers": [*draft.get("layers", []), draft["filling"]]}


def _refused(answer: Answer, _draft: Draft) -> Mend | None:
    if answer.refusal == "bread_is_out":
        return Mend(t("Plus de pain."), values={"layers": [], "closed": UNSET})
    return None


class SandwichForm(BaseModel):
    city: str | None = None
    layers: list[str] = []
    filling: str | None = ask(
        Question(
            text=t("Que met-on dedans ?"),
            again=t("Par exemple : *avocat*."),
            label=t("La garniture"),
            reader=_read_filling,
            choices=_fillings,
            only_if=lambda draft: not draft.get("layers") or draft.get("wants_more", False),
            needs=lambda _draft: Request(LIST_FILLINGS),
            picture=lambda _draft, _facts: "https://toktok.test/bread.jpg",
            found=_found,
        )
    )
    closed: bool | None = ask(
        Question(
            text=lambda draft, _facts: (t("Il y a : {all}.", all=", ".join(draft["layers"])),),
            again=t("On ferme ?"),
            label=t("Fermer"),
            reader=lambda _heard: NotUnderstood(t("Oui ou encore ?")),
            choices=(
                Choice("yes", t("On ferme"), {"closed": True, "wants_more": False}),
                Choice("more", t("Encore"), {"closed": UNSET, "wants_more": True}),
            ),
        )
    )


SANDWICH = Flow(
    name="sandwich",
    version=1,
    title=t("🥪 Un sandwich"),
    form=SandwichForm,
    done=lambda draft, _facts: Request(MAKE, {"layers": draft["layers"]}),
    told=lambda _answer: reply(t("Bon appétit !")),
    ends_with=MAKE,
    menu_rank=1,
    hidden_from="cook",
    opened_by={Action.REPEAT: ("closed",)},
    settle=_stack,
    refused=_refused,
)
KITCHEN = Desk(
    role="cook",
    options=(Option("word:kitchen", t("La cuisine")),),
    commands={(Action.MENU, 1): Command(LIST_FILLINGS, ("what",))},
    words={"mon four": reply(t("Il est chaud."))},
)
BOOK = Book(flows={"sandwich": SANDWICH}, desks=(KITCHEN,))


@dataclass
class Diner:
    state: State = field(default_factory=lambda: State(is_welcomed=True))
    book: Book = BOOK
    answers: dict[str, Any] = field(
        default_factory=lambda: {"list_fillings": {"names": ["Avocat", "Omelette"]}}
    )
    asked: list[Intent] = field(default_factory=list)
    shown: list[Content] = field(default_factory=list)
    now: datetime = NOON

    def says(self, text: str) -> str:
        return self._does(Kind.TEXT, text=text)

    def taps(self, tapped: str) -> str:
        return self._does(Kind.TAP, tapped=tapped)

    def _does(self, kind: Kind, *, text: str = "", tapped: str = "") -> str:
        self.now += timedelta(seconds=20)
        message = Said(id=f"m{self.now}", kind=kind, at=self.now, text=text, tapped=tapped)
        return self._take(advance(self.state, message, book=self.book))

    def _take(self, turn: Any) -> str:  # noqa: ANN401 - a Turn
        contents = [content for one in turn.spoken() for content in render(one, voice=Voice())]
        self.shown = contents or self.shown
        self.state = State.model_validate(turn.state.model_dump(mode="json"))
        words = [str(getattr(content, "body", "")) for content in contents]
        for intent in turn.intents:
            self.asked.append(intent)
            given = self.answers.get(intent.ask, {})
            answer = Answer(
                intent_id=intent.id,
                ask=intent.ask,
                body=intent.body,
                run=intent.run,
                refusal=given if isinstance(given, str) else None,
                answer={} if isinstance(given, str) else given,
            )
            words.append(self._take(take_answer(self.state, answer, book=self.book, now=self.now)))
        return "\n".join(word for word in words if word)


@pytest.fixture
def diner() -> Diner:
    one = Diner()
    one.taps("start:sandwich")
    return one


def test_a_question_that_needs_another_service_is_asked_with_its_answer(diner: Diner) -> None:
    picture_and_question = diner.shown

    assert [intent.ask for intent in diner.asked] == ["list_fillings"]
    assert isinstance(picture_and_question[0], Buttons)
    assert picture_and_question[0].image_link == "https://toktok.test/bread.jpg"
    assert [one.title for one in picture_and_question[0].buttons] == ["Avocat", "Omelette"]


def test_a_loop_is_made_of_fields_that_are_asked_again(diner: Diner) -> None:
    assert diner.says("omelette").endswith("Il y a : Omelette.")
    diner.says("encore")
    assert diner.says("1").endswith("Il y a : Omelette, Avocat.")

    assert diner.says("on ferme") == "Bon appétit !"
    assert diner.asked[-1].body == {"layers": ["Omelette", "Avocat"]}
    assert [intent.ask for intent in diner.asked] == ["list_fillings", "make_sandwich"]


def test_what_no_choice_names_may_be_known_elsewhere(diner: Diner) -> None:
    diner.answers["find_filling"] = {"fits": "Sardine"}

    assert diner.says("le poisson en boîte").endswith("Il y a : Sardine.")
    assert diner.asked[-1].body == {"phrase": "le poisson en boîte"}


def test_what_nobody_knows_is_a_miss_and_the_second_one_offers_a_person(diner: Diner) -> None:
    first, second = diner.says("truc"), diner.says("machin")

    assert first.startswith("Je ne connais pas « truc ».")
    offered = [one.title for one in diner.shown[-1].buttons]  # type: ignore[union-attr]  # Buttons
    assert offered == ["Avocat", "Omelette", "🧑‍💼 Un conseiller"]
    assert second.endswith("Par exemple : *avocat*.")


def test_a_refusal_may_change_the_draft_and_the_errand_goes_on(diner: Diner) -> None:
    diner.answers["make_sandwich"] = "bread_is_out"
    diner.says("avocat")

    assert diner.says("on ferme").startswith("Plus de pain.\n")
    assert diner.state.stack[0].filled["layers"] == []
    assert diner.state.stack[0].asking == "filling"


def test_a_refusal_nobody_can_mend_ends_the_errand_with_a_line(diner: Diner) -> None:
    diner.answers["make_sandwich"] = "the_cook_left"
    diner.says("avocat")

    assert diner.says("on ferme").startswith("Désolé, je n’ai pas pu le faire.")
    assert diner.state.stack == []


def test_going_back_asks_the_last_answer_again(diner: Diner) -> None:
    diner.says("avocat")
    diner.says("encore")
    diner.says("omelette")

    assert diner.says("retour").endswith("Que met-on dedans ?")
    assert diner.says("retour").endswith("Il y a : Avocat.")
    assert diner.says("retour").endswith("Que met-on dedans ?")
    assert diner.state.stack[0].filled == {}
    assert diner.says("retour").startswith("C’est annulé")


def test_a_role_has_its_own_words_and_is_spared_what_it_does_not_need() -> None:
    cook, guest = Diner(State(is_welcomed=True, roles=["cook"])), Diner()

    assert cook.says("Mon four") == "Il est chaud."
    assert guest.says("Mon four").startswith("🤔")
    cook.says("menu")
    guest.says("menu")
    assert _titles(cook) == ["La cuisine", "❓ Aide"]
    assert _titles(guest) == ["🥪 Un sandwich", "❓ Aide"]


def _titles(diner: Diner) -> list[str]:
    shown = diner.shown[-1]
    if isinstance(shown, Buttons):
        return [one.title for one in shown.buttons]
    assert isinstance(shown, MenuList)
    return [row.title for section in shown.sections for row in section.rows]


def test_a_button_opens_an_errand_with_its_targets_filled() -> None:
    diner = Diner()

    diner.taps(action_id(Action.REPEAT, "true"))

    assert diner.state.stack[0].flow == "sandwich"
    assert diner.state.stack[0].filled["closed"] == "true"


def test_a_picture_above_a_list_goes_first() -> None:
    options = tuple(Option(f"o{at}", Text(f"Choix {at}")) for at in range(5))
    shown = Reply(lines=("Lequel ?",), options=options, picture="https://toktok.test/a.jpg")

    picture, listed = render(shown, voice=Voice())

    assert isinstance(picture, Media)
    assert picture.link == "https://toktok.test/a.jpg"
    assert isinstance(listed, MenuList)
    assert render(replace(shown, options=()), voice=Voice()) == [
        Media(kind="image", link="https://toktok.test/a.jpg", caption="Lequel ?")
    ]
