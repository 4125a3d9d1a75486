"""Text as the rules read it: folded without moving a character, cut into tokens, or flattened.

Folding keeps positions, so that every answer can quote what the person really wrote.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from services.conversation.understanding.vocabulary.number_words import JOINED, JOINED_PART

MAX_CHARACTERS = 1_000
"""What is read of a message. Longer ones are pasted texts; WhatsApp's own limit is 4,096."""

_TOKEN = re.compile(r"\d+|[a-z]+")
_LETTER_O = re.compile(r"(?<=\d)o+(?=\d|\b|f|k\b)|\bo(?=\d)|(?<=\d[., ])ooo\b")
_LETTER_ONE = re.compile(r"\b[il](?=0|\d{3})")
_BREAKS = frozenset(',;:!?()\n"«»')
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "Œ": "Oe", "æ": "ae", "→": ">"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters or of digits, its position, and the punctuation just before it."""

    text: str
    start: int
    end: int
    gap: str
    """Characters between the previous token and this one, white space included."""

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text.isdigit()

    @property
    def follows_break(self) -> bool:
        """Whether a comma, a line end or the like separates it from the previous token."""
        return bool(_BREAKS.intersection(self.gap)) or ". " in self.gap or " - " in self.gap


@dataclass(frozen=True, slots=True)
class Message:
    """One text read once: as written, folded (same length) and in tokens."""

    source: str
    folded: str
    tokens: tuple[Token, ...]

    def quote(self, start: int, end: int) -> str:
        """Give the person's own characters, trimmed of punctuation."""
        return " ".join(self.source[start:end].split()).strip(" ,;:.!?-\"'()«»>")


def read_message(text: str) -> Message:
    """Fold and cut a text. Only the first `MAX_CHARACTERS` are read."""
    source = unicodedata.normalize("NFC", text[:MAX_CHARACTERS]).translate(_SAME)
    folded = _LETTER_O.sub(lambda found: "0" * len(found.group()), "".join(map(_plain, source)))
    folded = _LETTER_ONE.sub("1", folded)
    return Message(source, folded, tuple(_tokens(folded)))


def normalise(text: str) -> str:
    """Flatten to bare words: no case, accents, emoji, variation selectors or punctuation."""
    return " ".join(token.text for token in read_message(text).tokens)


def words_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Give the bare words of tokens."""
    return tuple(token.text for token in tokens)


def _tokens(folded: str) -> list[Token]:
    tokens: list[Token] = []
    last = 0
    for found in _TOKEN.finditer(folded):
        for start, end in _parts(found):
            tokens.append(Token(folded[start:end], start, end, folded[last:start]))
            last = end
    return tokens


def _parts(found: re.Match[str]) -> list[tuple[int, int]]:
    """Cut number words that were typed together (`cinqmille`); anything else is one token."""
    if not JOINED.fullmatch(found.group()):
        return [found.span()]
    return [
        (found.start() + part.start(), found.start() + part.end())
        for part in JOINED_PART.finditer(found.group())
    ]


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    """Fold one character to exactly one: base letter in lower case, or a space."""
    if character == "\n" or character.isascii():
        return character.lower()
    if character.isdigit():
        return str(unicodedata.digit(character))
    base = unicodedata.normalize("NFKD", character)[:1].lower()
    return base if base.isascii() and base.isprintable() else " "
