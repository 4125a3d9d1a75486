"""What a service says in a language, from its own catalogue: tests name messages, not wordings."""

from pathlib import Path

from shared.local.spawn import ROOT
from shared.texts import SPEAKERS, Catalogue, Text
from shared.values.language import Language


def says(service: str, message: str, language: Language) -> str:
    """Give the wording of a message; in French it is the message itself."""
    folder = Path(ROOT, "services", service, SPEAKERS[service])
    return Catalogue(folder).say(Text(message), language)


def label(service: str, message: str, language: Language) -> str:
    """Give the wording of a button without its emoji, as a screen reader names it."""
    return says(service, message, language).partition(" ")[2]
