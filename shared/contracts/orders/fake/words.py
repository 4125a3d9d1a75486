"""How words are compared: small, without accents and punctuation."""

import re
from typing import Final
from unicodedata import combining, normalize

_BETWEEN: Final = re.compile(r"[^a-z0-9]+")


def fold(words: str) -> str:
    """Write words in small letters without accents, one space between them."""
    plain = "".join(letter for letter in normalize("NFKD", words) if not combining(letter))
    return _BETWEEN.sub(" ", plain.casefold().replace("œ", "oe")).strip()
