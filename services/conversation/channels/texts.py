"""From a sentence of the catalogue to words in a language. French is the source language.

Catalogues of other languages are gettext files under locale/; without one, French is spoken.
"""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path
from typing import Final

from services.conversation.dialogue.replies import Text

LOCALE: Final = Path(__file__).parents[1] / "locale"
SOURCE: Final = "fr"


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation("conversation", LOCALE, languages=[language], fallback=True)


def translate(text: Text, language: str = SOURCE) -> str:
    """Say it; texts among the parameters are said in the same language."""
    words = _catalogue(language).gettext(text.message)
    if not text.params:
        return words
    said = {
        name: translate(value, language) if isinstance(value, Text) else str(value)
        for name, value in text.params.items()
    }
    return words.format(**said)
