"""An errand is a form: a pydantic model whose fields say how to ask for themselves.

The order of the fields is the order of the questions; field types are the validation; the dict of
filled fields is the persisted state. Adding an errand is adding one file under flows/.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from services.conversation.dialogue.intents import Answer, AnyCall, Request
from services.conversation.dialogue.replies import Option, Reply
from services.conversation.dialogue.said import Said
from services.conversation.dialogue.state import Progress
from services.conversation.dialogue.wording import is_named
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood
from shared.contracts.conversation.api import Action
from shared.texts import Line, Text, t
from shared.values.phone import Country

SKIP: Final = "skip"

Draft: TypeAlias = Mapping[str, Any]
Facts: TypeAlias = Mapping[str, Any]


_WHICH_PLACE: Final = t("📍 *{place}* ?")


class Unset:
    """Stands for "not answered yet" among new values: the field is asked again."""


UNSET: Final = Unset()


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, with what the rules understood of it, for a reader.

    `draft` holds what is known of the errand at hand; empty outside of one. `asking` is what is
    being asked in it. `phrase` is what the place asked for was called a moment ago, when nobody
    knew it. `is_second` when a model has read it already.
    """

    said: Said
    understood: Understood
    country: Country
    draft: Draft = field(default_factory=dict)
    asking: str | None = None
    phrase: str | None = None
    is_second: bool = False

    def at(self, progress: Progress) -> "Heard":
        """Add what is known of the errand at hand."""
        return replace(self, draft=progress.filled, asking=progress.asking, phrase=progress.phrase)


@dataclass(frozen=True, slots=True)
class Values:
    """The reader understood: values by field, and a word for the person when one is due."""

    by_field: Mapping[str, Any]
    notice: Text | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The reader understood several things: the person chooses. (label, value) pairs."""

    question: Text
    choices: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """The reader did not understand: what was wrong, naming the field, and an example."""

    why: Text


@dataclass(frozen=True, slots=True)
class LookUp:
    """Another service may know what was meant; `Question.found` reads its answer.

    `otherwise` holds when it does not know either.
    """

    request: Request
    otherwise: "Values | NotUnderstood"


Read: TypeAlias = Values | Suggestions | NotUnderstood | LookUp
Reader: TypeAlias = Callable[[Heard], Read]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question and the values it stands for; `UNSET` empties a field."""

    key: str
    title: Text
    values: Mapping[str, Any]
    description: Line | None = None


Choices: TypeAlias = tuple[Choice, ...] | Callable[[Draft, Facts], tuple[Choice, ...]]
Words: TypeAlias = Text | Callable[[Draft, Facts], tuple[Line, ...]]


@dataclass(frozen=True, slots=True)
class Question:
    """How a field asks for itself.

    `again` asks in other words with an example; `fills` names all fields an answer may set; `label`
    names the field in the recap's list of changes, where `is_editable`, and `known_as` lists other
    words for it (normalised, also those that stand before its value: "vers"); `only_if` looks at
    the draft. `needs` is what another service must tell before the question can be asked: its
    answer is among the facts, by the name of the call; `known` takes from it what makes asking
    needless.
    `picture` is shown above the question. `found` makes values of what was looked up. With
    `wants_number` typed digits are read as the answer, never as the place of a choice.
    """

    text: Words
    again: Text
    label: Text
    reader: Reader
    fills: tuple[str, ...] = ()
    choices: Choices = ()
    wants_location: bool = False
    only_if: Callable[[Draft], bool] | None = None
    is_offered_only: bool = False
    is_editable: bool = True
    known_as: str = ""
    wants_number: bool = False
    needs: Callable[[Draft], Request | None] | None = None
    known: Callable[[Draft, Facts], Values | None] | None = None
    picture: Callable[[Draft, Facts], str | None] | None = None
    found: Callable[[Mapping[str, Any]], Read] | None = None

    def is_named_in(self, words: Collection[str]) -> bool:
        """Whether normalised words name this field, by its label or otherwise."""
        return is_named(self.label, words) or not set(self.known_as.split()).isdisjoint(words)

    def choices_for(self, draft: Draft, facts: Facts) -> tuple[Choice, ...]:
        """Give the options as they are for this draft."""
        return self.choices(draft, facts) if callable(self.choices) else self.choices

    def lines_for(self, draft: Draft, facts: Facts) -> tuple[Line, ...]:
        """Give the words as they are for this draft."""
        return self.text(draft, facts) if callable(self.text) else (self.text,)


def ask(question: Question) -> Any:  # noqa: ANN401 - stands where a field's default stands
    """Give a field its question; the field starts empty."""
    info = FieldInfo(default=None)
    info.metadata.append(question)
    return info


F = TypeVar("F", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Mend:
    """What a refusal means for the errand: a line, a field to ask again, values to change."""

    why: Text
    asks: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


def _no_slots(_understood: Understood) -> Mapping[str, Any]:
    return {}


def _nothing_more(_heard: Heard) -> Mapping[str, Any]:
    return {}


def _as_it_is(draft: Draft) -> Mapping[str, Any]:
    return draft


@dataclass(frozen=True)
class Flow:
    """An errand: its form, and what happens around it.

    `menu_rank` places it in the menu, None leaves it out; `role` keeps it to who has the role,
    `hidden_from` from who has one already.
    It is begun by the meaning of a sentence (`starts_on`), by a button whose targets fill fields
    (`opened_by`), or by a photo (`from_photo`). `from_slots` makes fields of what understanding
    found, `overhears` of the words themselves: at the start, and whatever is being asked.
    `places` names the fields that a lone place may fill, and what each is called, asked by
    `which_place`. One that `is_fleeting` is dropped by a silence or another errand, not kept.
    `settle` tidies the draft after every change. `needs` gives the question whose answer the recap
    shows; `recap` reads everything back, and without one the command goes out once all is known;
    `done` gives that command; `told` says how it went; `refused` mends the draft after a refusal,
    None leaves it to the general line. `ends_with` is the command of `done`.
    """

    name: str
    version: int
    title: Text
    form: type[BaseModel]
    done: Callable[[Draft, Facts], Request]
    told: Callable[[Answer], Reply]
    ends_with: AnyCall
    menu_rank: int | None = None
    role: str | None = None
    hidden_from: str | None = None
    is_fleeting: bool = False
    starts_on: frozenset[Meaning] = frozenset()
    opened_by: Mapping[Action, tuple[str, ...]] = field(default_factory=dict)
    from_slots: Callable[[Understood], Mapping[str, Any]] = _no_slots
    overhears: Callable[[Heard], Mapping[str, Any]] = _nothing_more
    from_photo: Callable[[Heard], Mapping[str, Any] | None] | None = None
    places: Mapping[str, Text] = field(default_factory=dict)
    which_place: Text = _WHICH_PLACE
    settle: Callable[[Draft], Mapping[str, Any]] = _as_it_is
    needs: Callable[[Draft], Request | None] | None = None
    recap: Callable[[Draft, Facts], tuple[Line, ...]] | None = None
    refused: Callable[[Answer, Draft], Mend | None] | None = None

    def questions(self) -> list[tuple[str, Question]]:
        """List the fields that ask, in order."""
        return [
            (name, question)
            for name, info in self.form.model_fields.items()
            for question in info.metadata
            if isinstance(question, Question)
        ]

    def question(self, field: str) -> Question:
        """Give the question of a field."""
        return dict(self.questions())[field]

    def next_question(self, draft: Draft) -> str | None:
        """Name the first field that is empty, asked for, and applicable."""
        for name, question in self.questions():
            applies = question.only_if is None or question.only_if(draft)
            if name not in draft and applies and not question.is_offered_only:
                return name
        return None

    def is_for(self, roles: list[str]) -> bool:
        """Whether somebody of these roles may do it."""
        is_mine = self.role is None or self.role in roles
        return is_mine and (self.hidden_from is None or self.hidden_from not in roles)

    def still_valid(self, filled: Draft) -> dict[str, Any]:
        """Keep the fields that validate under today's form (a flow's version may have changed)."""
        kept = {}
        for name, value in filled.items():
            info = self.form.model_fields.get(name)
            if info is None or info.annotation is None:
                continue
            try:
                TypeAdapter(info.annotation).validate_python(value)
            except ValidationError:
                continue
            kept[name] = value
        return kept


def options_of(choices: tuple[Choice, ...], *, run: str, field: str) -> tuple[Option, ...]:
    """Make the options of a question, with ids that tell the run and the field."""
    return tuple(
        Option(option_id(run, field, choice.key), choice.title, choice.description)
        for choice in choices
    )


def option_id(run: str, field: str, key: str) -> str:
    """Write the id of an option: `q:<run>:<field>:<key>`."""
    return f"q:{run}:{field}:{key}"


def parse_option_id(value: str) -> tuple[str, str, str] | None:
    """Read it back: (run, field, key); None for other ids."""
    parts = value.split(":", 3)
    if len(parts) != 4 or parts[0] != "q":
        return None
    return parts[1], parts[2], parts[3]
