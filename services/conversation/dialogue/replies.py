"""What we answer, as data: texts still without a language, options still without a channel."""

from dataclasses import dataclass
from typing import Final

from shared.texts import Line, Text, t

_CHOOSE: Final = t("Choisir")


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: the id comes back when it is taken."""

    id: str
    title: Text
    description: Line | None = None


HUMAN: Final = Option("word:human", t("🧑‍💼 Un conseiller"))


@dataclass(frozen=True, slots=True)
class Link:
    """A link behind a button."""

    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file to keep, behind a link."""

    link: str
    filename: str


@dataclass(frozen=True, slots=True)
class Card:
    """A person to save in the phone."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. At most one of options, location request, link, card and document is its action.

    `picture` is the link of an image shown above the words. `is_prompt` marks a question that a
    later reply makes useless; `preface` stands above the lines, and is said with that one then.
    """

    lines: tuple[Line, ...]
    options: tuple[Option, ...] = ()
    list_label: Text = _CHOOSE
    wants_location: bool = False
    link: Link | None = None
    card: Card | None = None
    picture: str | None = None
    document: Document | None = None
    is_prompt: bool = False
    preface: tuple[Line, ...] = ()


def reply(*lines: Line, options: tuple[Option, ...] = ()) -> Reply:
    """Answer with lines, and choices when given."""
    return Reply(lines=lines, options=options)
