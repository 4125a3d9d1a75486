"""How an errand is declared: a Pydantic model whose fields say how to ask for themselves.

The order of the fields is the order of the questions; field types are the validation; the dict of
filled fields is the persisted state. Adding an errand is adding one file under flows/.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from services.conversation.dialogue.intents import Answer, Ask, Intent
from services.conversation.dialogue.replies import Option, Reply, Text
from services.conversation.dialogue.said import Said
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import Understood
from shared.values.phone import Country

SKIP: Final = "skip"


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, with what the rules understood of it, for a reader."""

    said: Said
    understood: Understood
    country: Country


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


Read: TypeAlias = Values | Suggestions | NotUnderstood
Reader: TypeAlias = Callable[[Heard], Read]


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question and the values it stands for."""

    key: str
    title: Text
    values: Mapping[str, Any]
    description: Text | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """How a field asks for itself.

    `again` asks in other words with an example; `fills` names all fields an answer may set; `label`
    names the field in the recap's list of changes; `only_if` looks at the draft (a dict).
    """

    text: Text
    again: Text
    label: Text
    reader: Reader
    fills: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    wants_location: bool = False
    only_if: Callable[[Mapping[str, Any]], bool] | None = None
    is_offered_only: bool = False


def ask(question: Question) -> Any:  # noqa: ANN401 - stands where a field's default stands
    """Give a field its question; the field starts empty."""
    info = FieldInfo(default=None)
    info.metadata.append(question)
    return info


F = TypeVar("F", bound=BaseModel)


class Needs(Protocol):
    """What must be asked of another service before the recap, or None when nothing."""

    def __call__(self, draft: Mapping[str, Any]) -> Intent | None:
        """Look at a complete draft."""
        ...


@dataclass(frozen=True)
class Flow:
    """An errand: its form, and what happens around it.

    `from_slots` makes fields of what understanding found. `needs` gives the question whose answer
    the recap shows; `recap` reads everything back; `done` gives the command once confirmed; `told`
    says how it went; `refused` may turn a refusal into asking one field again.
    `place_in` finds a place that may be either end. `ends_with` is the command of `done`.
    """

    name: str
    version: int
    title: Text
    menu_rank: int
    starts_on: frozenset[Meaning]
    form: type[BaseModel]
    needs: Needs
    recap: Callable[[Mapping[str, Any], Mapping[str, Any]], tuple[Text | str, ...]]
    done: Callable[[Mapping[str, Any], Mapping[str, Any]], Intent]
    told: Callable[[Answer], Reply]
    refused: Callable[[Answer], tuple[Text, str | None]]
    from_slots: Callable[[Understood], Mapping[str, Any]]
    place_in: Callable[[Understood], Mapping[str, Any] | None]
    ends_with: Ask

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

    def next_question(self, draft: Mapping[str, Any]) -> str | None:
        """Name the first field that is empty, asked for, and applicable."""
        for name, question in self.questions():
            applies = question.only_if is None or question.only_if(draft)
            if name not in draft and applies and not question.is_offered_only:
                return name
        return None

    def still_valid(self, filled: Mapping[str, Any]) -> dict[str, Any]:
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


def options_of(question: Question, *, run: str, field: str) -> tuple[Option, ...]:
    """Make the options of a question, with ids that tell the run and the field."""
    return tuple(
        Option(option_id(run, field, choice.key), choice.title, choice.description)
        for choice in question.choices
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
