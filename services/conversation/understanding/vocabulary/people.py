"""People as sentences name them: kin and callings, and the titles that begin a name."""

from typing import Final

from services.conversation.understanding.vocabulary import words

PEOPLE: Final = words("people", "people")
"""Somebody without a name; never what is sent or bought."""
TITLES: Final = words("people", "titles")
"""The first word of a name: `Maman Chantal`, `Pasteur Samuel`."""
WEAK_TITLES: Final = words("people", "weak titles")
"""Ordinary words that are titles where a name is expected: `chez Ya Marie`."""
LONG_TITLES: Final = frozenset(tuple(title.split()) for title in words("people", "long titles"))
FULL_TITLES: Final = words("people", "full titles")
"""Titles that name somebody by themselves."""
