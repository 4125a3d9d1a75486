"""What is typed where a product is asked for: a search, or that there is enough in the cart."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue.forms import UNSET, Heard, NotUnderstood, Read, Values
from services.conversation.dialogue.said import Kind
from services.conversation.flows.marketplace.basket import ANEW, lines_of
from services.conversation.flows.marketplace.other_names import with_french_name
from services.conversation.flows.marketplace.searches import LONGEST_WISH
from services.conversation.flows.marketplace.wishes import wish_in
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import normalise, understand
from shared.texts import t

_FRENCH: Final = ("c est tout", "c est bon", "fini", "termine", "terminer", "valider")
_ENGLISH: Final = ("done", "i m done", "that s all", "that is all", "that s it", "nothing else")
_LINGALA: Final = ("esili", "nasilisi", "wana nyonso", "eloko mosusu te")
_CART: Final = ("panier", "mon panier", "cart", "my cart", "view the cart", "tala panier")
DONE: Final = frozenset({*_FRENCH, *_ENGLISH, *_LINGALA, *_CART})
"""Words that go back to the cart, or out of it."""
_BESIDES: Final = re.compile(
    r"\b(?:aussi|svp|stp|s.il \w+ pla[iî]t|please|pls|also|as well|too|lisusu)\b", re.IGNORECASE
)
_MEANT_OTHERWISE: Final = frozenset(
    {
        Meaning.REPEAT,
        Meaning.HISTORY,
        Meaning.FOLLOW,
        Meaning.HUMAN,
        Meaning.GREET,
        Meaning.THANKS,
        Meaning.YES,
        Meaning.NO,
        Meaning.COURIER,
        Meaning.SERVICE,
        Meaning.SUPPORT,
    }
)


def read_wish(heard: Heard) -> Read:
    """Take any words for a search; "paracétamol" is read as "acheter paracétamol"."""
    words = heard.said.text.strip()
    if heard.said.kind is not Kind.TEXT or not words or len(words) > LONGEST_WISH:
        return NotUnderstood(t("Écrivez juste ce que vous cherchez, par exemple : *poulet mayo*."))
    if heard.understood.intent in _MEANT_OTHERWISE:
        return NotUnderstood(t("Dites-moi ce que vous voulez acheter."))
    if lines_of(heard.draft) and normalise(words) in DONE:
        return Values({**ANEW, "adds": UNSET, "later": UNSET})
    if "wish" not in (wish := _read_as_bought(heard)):
        wish = _as_it_is(heard, wish)
    if not wish:
        return NotUnderstood(t("Je n’ai pas compris ce que vous cherchez."))
    if set(wish) == {"wish", "max_price"} and not wish["wish"]:
        wish["wish"] = str(heard.draft.get("wish") or "")
    if lines_of(heard.draft):
        wish.pop("is_complete", None)
    if heard.asking == "product" and "wanted" in heard.draft:
        wish.setdefault("wanted", heard.draft["wanted"])  # the list was shown for so many
    return Values({**ANEW, **wish})


def _as_it_is(heard: Heard, where: Mapping[str, Any]) -> dict[str, Any]:
    """Search for words that nobody here knows, as they are; a place alone is no article."""
    words = bare_words(heard.said.text)
    is_name = any(char.isalpha() for char in words) and "dropoff" not in where
    return with_french_name({**where, "wish": words}) if is_name else {}


def bare_words(words: str) -> str:
    """Leave out what is no part of any product's name: "aussi", "svp"."""
    return " ".join(_BESIDES.sub(" ", words).split()) or words.strip()


def _read_as_bought(heard: Heard) -> dict[str, Any]:
    words = bare_words(heard.said.text)
    said = understand(words, country=heard.country)
    if said.intent is not Meaning.MARKETPLACE:
        said = understand(f"acheter {words}", country=heard.country)
    return wish_in(words, said, country=heard.country)
