"""The languages we speak."""

from enum import StrEnum


class Language(StrEnum):
    """ISO 639-1; French is the source of every text."""

    FRENCH = "fr"
    LINGALA = "ln"
    ENGLISH = "en"

    @property
    def own_name(self) -> str:
        """How its speakers call it."""
        return {"fr": "Français", "ln": "Lingála", "en": "English"}[self.value]
