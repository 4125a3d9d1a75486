"""What is sold under a French name and asked for in English or Lingala, or the other way round."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.understanding import normalise

_ALSO: Final[Mapping[str, str]] = {
    "arachide": "peanut groundnut nguba",
    "bière": "beer masanga",
    "bœuf": "beef ngombe",
    "braisé": "grilled roasted",
    "chargeur": "charger",
    "chaussures": "shoe sapato",
    "chèvre": "goat ntaba",
    "eau": "water mai",
    "farine": "flour",
    "frit": "fried",
    "gâteau": "cake",
    "haricots": "beans madesu",
    "huile": "oil mafuta",
    "jus": "juice",
    "lait": "milk miliki",
    "médicament": "medicine nkisi",
    "œufs": "egg maki",
    "oignon": "onion litungulu matungulu",
    "pain": "bread lipa mampa",
    "plantain": "makemba",
    "poisson": "fish mbisi",
    "porc": "pork ngulu",
    "poulet": "chicken soso nsoso",
    "riz": "rice loso",
    "saka-saka": "pondu",
    "savon": "soap sabuni",
    "sel": "salt mungwa",
    "sucre": "sugar sukali",
    "téléphone": "phone",
    "tomate": "tomato tomati",
    "viande": "meat mosuni misuni",
}
_FRENCH: Final = {
    name.removesuffix("s"): french for french, names in _ALSO.items() for name in names.split()
}
_WORD: Final = re.compile(r"[^\W\d_]+")


def in_french(words: str) -> str:
    """Say a product as most shops do: "grilled fish" is searched as "braisé poisson".

    Words without another name stay as they were typed; a search takes words in any order.
    """
    return _WORD.sub(lambda found: _french(found[0]), words)


def with_french_name(wish: Mapping[str, Any]) -> dict[str, Any]:
    """Search by the name that most shops give it, and keep the person's own for a second try."""
    typed = str(wish.get("wish") or "")
    french = in_french(typed)
    return dict(wish) if french == typed else {**wish, "wish": french, "typed": typed}


def _french(word: str) -> str:
    return _FRENCH.get(normalise(word).removesuffix("s"), word)
