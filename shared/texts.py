"""Sentences for people: marked where they are written, said in the language of who reads them.

French is the source: a message is its own French wording. Other wordings are gettext catalogues
(`locale/<language>/LC_MESSAGES/messages.po`, one a service), read as they are; `make texts` keeps
them in step with the code. A catalogue that lacks a message says it in French.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from shared.values.language import Language

FILE: Final = Path("LC_MESSAGES", "messages.po")
SPEAKERS: Final = {
    "conversation": Path("dialogue", "locale"),
    "notifications": Path("messages", "locale"),
    "orders": Path("missions", "locale"),
}
"""The services that speak to people, and where in them the catalogues are kept."""


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the catalogue and what goes into it, itself perhaps a sentence."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def about(self, **params: object) -> "Text":
        """Fill in what it is about."""
        return Text(self.message, {**self.params, **params})


Line: TypeAlias = Text | str


def t(message: str, **params: object) -> Text:
    """Mark a sentence for the catalogue; the message is a literal, so that it can be extracted."""
    return Text(message, params)


def as_is(words: str) -> Text:
    """Say words that are nobody's to translate: a name, a number."""
    return Text("{words}", {"words": words})


def stored(line: Line) -> list[Any]:
    """Write a line as plain data, to be said later."""
    if isinstance(line, str):
        return stored(as_is(line))
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


@dataclass(frozen=True)
class Catalogue:
    """The sentences of one service, in every language; `folder` is its `locale/`."""

    folder: Path

    def say(self, line: Line, language: Language) -> str:
        """Say a line; sentences among the parameters are said in the same language."""
        if isinstance(line, str):
            return line
        words = self.wording(line.message, language)
        if not line.params:
            return words
        said = {
            name: self.say(value, language) if isinstance(value, Text) else str(value)
            for name, value in line.params.items()
        }
        return words.format(**said)

    def say_in_all(self, line: Line) -> list[str]:
        """Say a line in every language, French first: people type the label of any of them."""
        return [self.say(line, language) for language in Language]

    def wording(self, message: str, language: Language) -> str:
        """Give a message's wording, with its parameters still open."""
        return _wordings(self.folder, language).get(message) or message


@cache
def _wordings(folder: Path, language: Language) -> Mapping[str, str]:
    file = folder / language / FILE
    if not file.exists():
        return {}
    from babel.messages.pofile import read_po  # noqa: PLC0415 - only those who speak need Babel

    with file.open("rb") as content:
        catalogue = read_po(content)
    return {str(one.id): str(one.string) for one in catalogue if one.id and not one.fuzzy}
