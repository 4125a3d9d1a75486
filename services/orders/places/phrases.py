"""When two people mean the same words: a phrase without accents, punctuation and phones; pure."""

import re
import unicodedata
from typing import Final

from shared.values.cities import CITIES
from shared.values.place import Place

SHORTEST: Final = 3
_PHONE_LIKE: Final = re.compile(r"\+?\d(?:[\s.\-()]*\d){6,}")
_LIGATURES: Final = str.maketrans({"œ": "oe", "æ": "ae"})
_NOT_WORDS: Final = re.compile(r"[^a-z0-9]+")
# What the chat writes for a shared position, and what is written for want of an address.
_NOBODY_TYPED: Final = ("position", "adresse a preciser")


def phrase_of(words: str) -> str:
    """Reduce words to what is compared: `À côté de l’Église!` becomes `a cote de l eglise`.

    Phone numbers that people write into addresses are left out: places are shared by all.
    """
    plain = unicodedata.normalize(
        "NFKD", _PHONE_LIKE.sub(" ", words).casefold().translate(_LIGATURES)
    )
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    return _NOT_WORDS.sub(" ", letters).strip()


def canonical_city(words: str) -> str:
    """Give the name of the served city that is meant; other words stay as they are."""
    asked = phrase_of(words)
    return next((city.name for city in CITIES if phrase_of(city.name) == asked), words)


def learnable_phrase(place: Place) -> str | None:
    """Give the phrase to learn a place by; None when its label is nobody's own words for it.

    A city or a quartier is too wide to have a point, and a shared position has one already.
    """
    phrase = phrase_of(place.label)
    too_wide = {phrase_of(city.name) for city in CITIES}
    too_wide |= {phrase_of(name) for name in (place.quartier, place.city) if name}
    is_typed = len(phrase) >= SHORTEST and not phrase.startswith(_NOBODY_TYPED)
    return phrase if is_typed and phrase not in too_wide else None
