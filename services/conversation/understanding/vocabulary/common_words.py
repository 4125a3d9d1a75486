"""Everyday words that are never a place, a person's name or a typo of something else.

Adding a word to common.txt makes the rules more careful.
"""

from typing import Final

from services.conversation.understanding.vocabulary import words

COMMON_WORDS: Final = words("common", "common")
