"""What we answer, as data: texts still without a language, options still without a channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the catalogue (French is the source) and what goes into it."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)


Line: TypeAlias = Text | str


def t(message: str, **params: object) -> Text:
    """Mark a sentence for the catalogue."""
    return Text(message, params)


def stored(line: Line) -> list[Any]:
    """Write a line as plain data, to be said later."""
    if isinstance(line, str):
        return ["{line}", {"line": line}]
    params = {
        name: {"line": stored(value)} if isinstance(value, Text) else str(value)
        for name, value in line.params.items()
    }
    return [line.message, params]


def restored(data: list[Any]) -> Text:
    """Read it back."""
    message, params = data
    return Text(
        message,
        {
            name: restored(value["line"]) if isinstance(value, dict) else value
            for name, value in params.items()
        },
    )


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the id comes back when it is taken."""

    id: str
    title: Text
    description: Line | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link behind a button."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class Card:
    """A person to save in the phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. At most one of options, location request, link and card is its action.

    `picture` is the link of an image shown above the words. `is_prompt` marks a question that a
    later reply of the same turn makes useless.
    """

    lines: tuple[Line, ...]
    options: tuple[Option, ...] = ()
    list_label: Text = Text("Choisir")
    wants_location: bool = False
    link: Link | None = None
    card: Card | None = None
    picture: str | None = None
    is_prompt: bool = False


def reply(*lines: Line, options: tuple[Option, ...] = ()) -> Reply:
    """Answer with lines, and choices when given."""
    return Reply(lines=lines, options=options)
