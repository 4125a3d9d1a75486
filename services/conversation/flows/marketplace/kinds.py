"""The kinds of shops there are, and the words that mean any shop of the kind."""

from collections.abc import Mapping
from typing import Final

from services.conversation.understanding import normalise

KINDS: Final[Mapping[str, str]] = {
    "Restaurant": "restaurant resto manger plat repas food eat meal bilei kolia",
    "Alimentation": "alimentation epicerie supermarche courses grocery groceries supermarket",
    "Pharmacie": "pharmacie medicament pharmacy chemist drugstore medicine nkisi",
    "Boulangerie": "boulangerie patisserie bakery",
    "Téléphonie": "telephonie electronique electronics",
    "Beauté": "beaute cosmetique beauty cosmetics",
    "Mode": "mode vetement habit fashion clothes clothing bilamba",
    "Quincaillerie": "quincaillerie bricolage hardware",
}
_LONGEST: Final = 4
_BY_WORD: Final = {
    name.removesuffix("s"): kind for kind, names in KINDS.items() for name in names.split()
}


def kind_in(words: str) -> str | None:
    """Name the kind of shop that is meant, when no more than the kind is said."""
    said = [word.removesuffix("s") for word in normalise(words).split()]
    return _BY_WORD.get(said[-1]) if 0 < len(said) <= _LONGEST else None
