"""A message with what is already read closed, and the walk along a noun phrase in it.

Words already read as a place, a phone, an amount or a time are closed and end a phrase.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.conversation.understanding.gazetteer import PARTICLES
from services.conversation.understanding.normalise import Message, Token
from services.conversation.understanding.vocabulary import words
from services.conversation.understanding.vocabulary.goods import GENERIC_PARCEL
from services.conversation.understanding.vocabulary.place_words import COLLECT_WORDS, DELIVER_WORDS

ARTICLES = words("phrases", "articles")
STOPS = words("phrases", "stops")
SEND_WORDS = (COLLECT_WORDS | DELIVER_WORDS | words("phrases", "send words")) - words(
    "phrases", "no send words"
)
BUY_WORDS = words("phrases", "buy words")
_TRAILING = PARTICLES | {
    "a",
    "au",
    "aux",
    "na",
    "pour",
    "la",
    "for",
    "avec",
    "et",
    "non",
    "s",
    "boni",
    "max",
    "maximum",
    "ou",
}
_TOOLS = frozenset({"fer", "machine", "salle", "planche", "table", "rouge", "brosse", "aiguille"})
_DETERMINERS = frozenset(
    {
        "ce",
        "cet",
        "cette",
        "ces",
        "des",
        "mon",
        "ma",
        "mes",
        "un",
        "une",
        "moi",
        "ngai",
        "le",
        "les",
    }
)
_BEFORE_NOUN = words("phrases", "before noun")
_ADJECTIVES = words("phrases", "adjectives")
_LITTLE = ARTICLES | _ADJECTIVES
_SKIPPED = _LITTLE | _BEFORE_NOUN
_VERBS = SEND_WORDS | BUY_WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """A message with the token indexes already taken and its spell-corrected words."""

    message: Message
    words: tuple[str, ...]
    closed: frozenset[int]
    phone_at: tuple[int, ...] = ()
    """First tokens of the phone numbers."""
    counts: frozenset[int] = frozenset()
    """Tokens of numbers that count things: they part noun phrases and belong to clauses."""

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the message."""
        return self.message.tokens

    def is_stop(self, index: int, first: int, stops: frozenset[str]) -> bool:
        """Whether a phrase that began at `first` ends before `index`."""
        if index >= len(self.tokens) or index in self.closed:
            return True
        if index == first:
            return False
        is_cut = self.tokens[index].follows_break or index in self.counts
        return is_cut or self.words[index] in stops

    def is_before_noun(self, index: int) -> bool:
        """Whether this is an article, a possessive or an adjective that says little."""
        return index not in self.closed and self.words[index] in _LITTLE

    def quote(self, first: int, last: int) -> str:
        """Quote tokens `first` to `last`, excluded."""
        return self.message.quote(self.tokens[first].start, self.tokens[last - 1].end)


def phrase_at(reading: Reading, first: int, stops: frozenset[str]) -> str | None:
    """Quote the noun phrase at `first`, or None when it says nothing."""
    if first >= len(reading.tokens) or reading.is_stop(first, first, stops):
        return None
    if (
        reading.words[first] in stops
        or reading.words[first] in GENERIC_PARCEL
        or reading.is_before_noun(first)
    ):
        return None
    last = first + 1
    while last - first < 6:
        if _is_for_use(reading, last):
            last += 2
            continue
        if reading.is_stop(last, first, stops) or _ends_before(reading, last, first, stops):
            break
        last += 1
    if reading.words[first] in _VERBS or reading.tokens[first].is_number:
        return None
    while last > first + 1 and reading.words[last - 1] in _TRAILING:
        last -= 1
    return reading.quote(first, last) or None


def _is_for_use(reading: Reading, index: int) -> bool:
    """Whether what it is for follows: `fer à repasser`, `machine à coudre`."""
    if index + 1 >= len(reading.words):
        return False
    head, use = reading.words[index - 1], reading.words[index + 1]
    is_verb = len(use) > 3 and use.endswith(("er", "ir", "re")) and index + 1 not in reading.closed
    return reading.words[index] == "a" and is_verb and head in _TOOLS


def _ends_before(reading: Reading, last: int, first: int, stops: frozenset[str]) -> bool:
    """Whether the word at `last` begins what is no part of the thing: `à cette heure`."""
    word = reading.words[last]
    if word == "ya" and _is_lingala_verb(reading, last + 1):
        return True
    if word in PARTICLES:
        return reading.is_stop(last + 1, first, stops - {"la"})
    follower = reading.words[last + 1] if last + 1 < len(reading.words) else ""
    return word in {"a", "avec", "pour", "na", "with"} and (
        follower in _DETERMINERS or last + 1 in reading.closed | reading.counts
    )


def _is_lingala_verb(reading: Reading, index: int) -> bool:
    """Whether an infinitive follows: `biloko ya kotinda` are things to send."""
    verb = reading.words[index] if index < len(reading.words) else ""
    return verb.startswith("ko") and len(verb) > 4


def is_cut(reading: Reading, index: int) -> bool:
    """Whether punctuation separates this token from the one before."""
    return index < len(reading.tokens) and reading.tokens[index].follows_break


def skip_articles(reading: Reading, index: int) -> int:
    """Step over articles, pronouns and counts to the noun itself."""
    while index < len(reading.words) and index not in reading.closed:
        if reading.words[index] not in _SKIPPED and index not in reading.counts:
            break
        index += 1
    return index
