"""What a client's words ask of the shops: a product, how many, at most how much, from whom."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue.forms import UNSET, Heard, NotUnderstood, Read, Values
from services.conversation.dialogue.readers import is_placed, place_of
from services.conversation.dialogue.said import Kind
from services.conversation.flows.marketplace.basket import ANEW, MOST, lines_of
from services.conversation.understanding import (
    FoundPlace,
    SlotName,
    Understood,
    normalise,
    understand,
)
from services.conversation.understanding import Intent as Meaning
from shared.texts import t

LONGEST_WISH: Final = 100
KINDS: Final[Mapping[str, str]] = {
    "Restaurant": "restaurant resto manger plat repas",
    "Alimentation": "alimentation epicerie supermarche courses",
    "Pharmacie": "pharmacie medicament",
    "Boulangerie": "boulangerie patisserie",
    "Téléphonie": "telephonie electronique",
    "Beauté": "beaute cosmetique",
    "Mode": "mode vetement habit",
    "Quincaillerie": "quincaillerie bricolage",
}
"""The kinds of shops there are, and the words that mean any shop of the kind."""

DONE: Final = frozenset({"c est tout", "c est bon", "fini", "terminer", "valider", "panier"})
"""Words that go back to the cart, or out of it."""
_BESIDES: Final = re.compile(r"\b(?:aussi|svp|stp|s.il \w+ pla[iî]t)\b", re.IGNORECASE)
_AND: Final = re.compile(r"\s*(?:,|\+|\bet\b|\bplus\b)\s*", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"^(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|du|des|de la)\s+\D",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"^une?\s", re.IGNORECASE)
_AT_SHOP: Final = re.compile(
    r"^(?P<what>.{2,}?)\s+(?:chez|epai ya|from)\s+(?P<shop>.{2,})$", re.IGNORECASE
)
_MEASURE: Final = r"\s*(?:kg|kgs|kilos?|g|grammes?|l|litres?|cl|ml|m|mm|cm|w|go|gb|pouces)\b"
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


def wish_in(words: str, understood: Understood) -> dict[str, Any]:
    """Make a search of what a sentence asks for; empty when it names nothing to look for."""
    slots = understood.slots
    product = str(slots.get(SlotName.PRODUCT) or "")[:LONGEST_WISH]
    kind = _kind_in(product or words)
    found: dict[str, Any] = {}
    if shop := slots.get(SlotName.MERCHANT):
        found = {"wish": product, "shop_name": str(shop)[:LONGEST_WISH]}
    elif product and kind is None:
        found = {"wish": product}
    elif kind is not None:
        return {"wish": "", "kind": kind, **_where(understood)}
    if isinstance(most := slots.get(SlotName.MAX_PRICE), int):
        found |= {"max_price": most, "wish": product}
    if product and isinstance(count := slots.get(SlotName.QUANTITY), int):
        found |= _counted(words, count, product=product)
    elif product and _is_one_of(words, product):
        found |= {"wanted": 1, "is_complete": True}
    if product and (later := _further(words)):
        found["later"] = later
    return {**found, **_where(understood)} if found else _where(understood)


def _further(words: str) -> list[dict[str, Any]]:
    """List what follows the first product: "2 poulets et un coca" goes on with the coca."""
    parts = [part for part in _AND.split(words) if part][1:]
    wishes: list[dict[str, Any]] = []
    for part in parts:
        read = wish_in(part, understand(f"acheter {part}")) if _COUNTED.match(part) else {}
        if read.get("wish"):
            wanted = 1 if _ONE.match(part) else read.get("wanted")
            wishes.append({"wish": read["wish"], **({"wanted": wanted} if wanted else {})})
    return wishes


def _is_one_of(words: str, product: str) -> bool:
    """Whether the product is said with its article: "un poisson braisé" is one of it."""
    first = re.escape(normalise(product).split()[0]) if normalise(product) else "$"
    return re.search(rf"\b(?:une?|one|moko) {first}", normalise(words)) is not None


def _counted(words: str, count: int, *, product: str) -> dict[str, Any]:
    """Tell "2 poulets" from "riz 25 kg": a measure is part of the name, not a number of things."""
    measure = re.search(rf"\b{count}{_MEASURE}", normalise(words))
    if measure is not None:
        return {"wish": f"{product} {measure[0]}"[:LONGEST_WISH]}
    return {"wanted": count, "is_complete": True} if 0 < count <= MOST else {}


def _where(understood: Understood) -> dict[str, Any]:
    place = understood.slots.get(SlotName.PLACE)
    if not isinstance(place, FoundPlace) or not is_placed(place):
        return {}
    if place.city is not None and place.quartier is None and place.name == place.city:
        return {"city": place.city}
    return {"dropoff": place_of(place), **({"city": place.city} if place.city else {})}


def _kind_in(words: str) -> str | None:
    """Name the kind of shop that is meant, when no more than the kind is said."""
    said = [word.removesuffix("s") for word in normalise(words).split()]
    for kind, names in KINDS.items():
        known = {name.removesuffix("s") for name in names.split()}
        if said and said[-1] in known and len(said) <= 4:
            return kind
    return None


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
    return Values({**ANEW, **wish})


def _as_it_is(heard: Heard, where: Mapping[str, Any]) -> dict[str, Any]:
    """Search for words that nobody here knows, as they are; a place alone is no article."""
    words = bare_words(heard.said.text)
    named = _AT_SHOP.match(words)
    if named is not None:
        return {"wish": named["what"], "shop_name": named["shop"]}
    is_name = any(char.isalpha() for char in words) and "dropoff" not in where
    return {**where, "wish": words} if is_name else {}


def bare_words(words: str) -> str:
    """Leave out what is no part of any product's name: "aussi", "svp"."""
    return " ".join(_BESIDES.sub(" ", words).split()) or words.strip()


def _read_as_bought(heard: Heard) -> dict[str, Any]:
    words = bare_words(heard.said.text)
    said = understand(words, country=heard.country)
    if said.intent is not Meaning.MARKETPLACE:
        said = understand(f"acheter {words}", country=heard.country)
    return wish_in(words, said)
