"""How a person is spoken to: the catalogue of this service, a language, wordings under trial."""

from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Final

from services.conversation.dialogue.trials import TRIALS, Trial
from services.conversation.understanding import normalise
from shared.texts import Catalogue, Line, Text
from shared.values.language import Language

CATALOGUE: Final = Catalogue(Path(__file__).parent / "locale")


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of a person, and the trials under way, told apart by `who` (a contact's id)."""

    language: Language = Language.FRENCH
    who: str = ""
    trials: Collection[str] = ()

    def say(self, line: Line) -> str:
        """Say a line to this person."""
        if isinstance(line, Text):
            trial = self._trial_of(line)
            if trial is not None:
                line = replace(line, message=trial.wording_for(self.who))
        return CATALOGUE.say(line, self.language)

    def variants(self, lines: Iterable[Line]) -> dict[str, int]:
        """Tell which wording of each trial among these lines this person reads; 0 is the usual."""
        tried = [self._trial_of(line) for line in lines if isinstance(line, Text)]
        return {one.name: one.variant_for(self.who) for one in tried if one is not None}

    def _trial_of(self, text: Text) -> Trial | None:
        if not self.trials:
            return None
        trial = TRIALS.get(text.message)
        return trial if trial is not None and trial.name in self.trials else None


# Titles are cut at 20 to 24 characters on the screen; what is left of a cut word is still typed.
_RECOGNISABLE: Final = 12


def is_typed(wanted: str, labels: Collection[str]) -> bool:
    """Whether normalised words are one of these labels, or a long one as far as it is shown."""
    if len(wanted) < _RECOGNISABLE:
        return bool(wanted) and wanted in labels
    return any(label.startswith(wanted) for label in labels)


_ORDINALS: Final = (
    "premier premiere first liboso",
    "deuxieme second seconde second mibale",
    "troisieme third misato",
    "quatrieme fourth minei",
)
_BEFORE_ORDINALS: Final = frozenset(
    {"le", "la", "the", "ya", "choix", "option", "numero", "celui", "celle"}
)


def place_in_list(words: str, *, count: int) -> int | None:
    """Tell which of so many choices normalised words mean by its place: "2", "la première"."""
    if words.isdigit() and len(words) <= 2 and 1 <= int(words) <= count:
        return int(words) - 1
    *before, last = words.split() or [""]
    if not _BEFORE_ORDINALS.issuperset(before):
        return None
    at = next((at for at, names in enumerate(_ORDINALS) if last in names.split()), None)
    return at if at is not None and at < count else None


def labels_of(title: Text) -> Set[str]:
    """List how a label may be typed: in any language, without accents, emoji, marks."""
    if not title.params:
        return _labels_of(title.message)
    return {normalise(words) for words in CATALOGUE.say_in_all(title)}


@cache
def _labels_of(message: str) -> frozenset[str]:
    return frozenset(normalise(words) for words in CATALOGUE.say_in_all(Text(message)))


_ARTICLES: Final = frozenset({"le", "la", "les", "l", "un", "une", "the", "a", "my", "mon", "ma"})


def is_named(title: Text, words: Collection[str]) -> bool:
    """Whether normalised words name a label: all of its own words, joined or apart."""
    for label in labels_of(title):
        own = [word for word in label.split() if word not in _ARTICLES]
        if own and (all(word in words for word in own) or "".join(own) in words):
            return True
    return False
