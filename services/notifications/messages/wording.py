"""What is told before it is said: sentences of the catalogue, and the content they will be.

A message is written once and said when it is queued, in its reader's language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from shared.contracts.notifications.api import (
    Button,
    Buttons,
    ContactCard,
    Content,
    LinkButton,
    TextContent,
)
from shared.texts import Catalogue, Line, Text
from shared.values.language import Language

CATALOGUE: Final = Catalogue(Path(__file__).parent / "locale")


class Unsaid(Protocol):
    """Content that waits for a language."""

    def said(self, language: Language) -> Content:
        """Say it."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """A text alone."""

    body: Line

    def said(self, language: Language) -> TextContent:
        """Say it."""
        return TextContent(body=CATALOGUE.say(self.body, language))


@dataclass(frozen=True, slots=True)
class Choice:
    """A reply button; its title has 20 characters at most, in every language."""

    id: str
    title: Line

    def said(self, language: Language) -> Button:
        """Say it."""
        return Button(id=self.id, title=CATALOGUE.say(self.title, language))


@dataclass(frozen=True, slots=True)
class Choices:
    """A question with one to three reply buttons, optionally under an image."""

    body: Line
    choices: Sequence[Choice]
    image_link: str | None = None

    def said(self, language: Language) -> Buttons:
        """Say it."""
        return Buttons(
            body=CATALOGUE.say(self.body, language),
            buttons=[choice.said(language) for choice in self.choices],
            image_link=self.image_link,
        )


@dataclass(frozen=True, slots=True)
class Link:
    """A text with one button that opens a page of ours, which is told the language."""

    body: Line
    title: Line
    url: str

    def said(self, language: Language) -> LinkButton:
        """Say it."""
        body, title = CATALOGUE.say(self.body, language), CATALOGUE.say(self.title, language)
        return LinkButton(body=body, title=title, url=self._url_in(language))

    def _url_in(self, language: Language) -> str:
        return self.url if language is Language.FRENCH else f"{self.url}?lang={language}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's contact card: the same in every language."""

    card: ContactCard

    def said(self, _language: Language) -> ContactCard:
        """Give it."""
        return self.card


def composed(pattern: str, **parts: Line) -> Text:
    """Put lines into a pattern that has no words of its own."""
    return Text(pattern, parts)


def joined(lines: Sequence[Line], separator: str = "\n") -> Text:
    """Put lines one after the other."""
    parts = {f"line{place}": line for place, line in enumerate(lines)}
    pattern = separator.join(f"{{{name}}}" for name in parts)
    return Text(pattern, parts)
