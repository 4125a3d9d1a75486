"""From the slots of a sentence to a search of the shops: what, how many, how much, where to."""

import re
from typing import Any, Final

from services.conversation.dialogue.readers import is_placed, place_of
from services.conversation.flows.marketplace.basket import MOST
from services.conversation.flows.marketplace.kinds import kind_in
from services.conversation.flows.marketplace.other_names import with_french_name
from services.conversation.understanding import (
    FoundPlace,
    Lang,
    SlotName,
    Understood,
    normalise,
    understand,
)

LONGEST_WISH: Final = 100
_AND: Final = re.compile(r"\s*(?:,|\+|&|\b(?:et|plus|and|mpe|na)\b)\s*", re.IGNORECASE)
_COUNTED: Final = re.compile(
    r"^(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|du|des|de la|an|some|one|two"
    r"|three|four|five|six|seven|eight|nine|ten|moko|mibale)\s+\D"
    r"|^\D+\s(?:moko|mibale|misato|minei|mitano|motoba|sambo|mwambe|libwa|zomi)$",
    re.IGNORECASE,
)
_ONE: Final = re.compile(r"^(?:une?|an|one|moko)\s|\smoko$", re.IGNORECASE)
_AND_A: Final = re.compile(r"\band a\b", re.IGNORECASE)
_ENGLISH_REST: Final = re.compile(
    r"\s+and\b(?:\s+(?:an?|some|one|two|three|four)\b.*)?$", re.IGNORECASE
)
_MEASURE: Final = r"\s*(?:kg|kgs|kilos?|g|grammes?|l|litres?|cl|ml|m|mm|cm|w|go|gb|pouces)\b"


def searched(words: str, understood: Understood) -> dict[str, Any]:
    """Make a search of the slots; empty when they name nothing to look for."""
    slots = understood.slots
    product = _ENGLISH_REST.sub("", str(slots.get(SlotName.PRODUCT) or ""))[:LONGEST_WISH]
    kind = kind_in(product or words)
    found: dict[str, Any] = {}
    if shop := slots.get(SlotName.MERCHANT):
        found = {"wish": product, "shop_name": str(shop)[:LONGEST_WISH]}
    elif product and kind is None:
        found = {"wish": product}
    elif kind is not None:
        return {"wish": "", "kind": kind, **where_in(understood)}
    if isinstance(most := slots.get(SlotName.MAX_PRICE), int):
        found |= {"max_price": most, "wish": product}
    if product and isinstance(count := slots.get(SlotName.QUANTITY), int):
        found |= _counted(words, count, product=product)
    elif product and _is_one_of(words, product, lang=understood.lang):
        found |= {"wanted": 1, "is_complete": True}
    if product and (later := _further(words)):
        found["later"] = later
    return {**found, **where_in(understood)} if found else where_in(understood)


def _further(words: str) -> list[dict[str, Any]]:
    """List what follows the first product: "2 poulets et un coca" goes on with the coca."""
    parts = [part for part in _AND.split(_AND_A.sub("and one", words)) if part][1:]
    wishes: list[dict[str, Any]] = []
    for part in parts:
        read = _listed(part) if _COUNTED.match(part) else {}
        if read.get("wish"):
            wanted = 1 if _ONE.search(part) else read.get("wanted")
            named: dict[str, Any] = {one: read[one] for one in ("wish", "typed") if one in read}
            wishes.append({**named, **({"wanted": wanted} if wanted else {})})
    return wishes


def _listed(part: str) -> dict[str, Any]:
    return with_french_name(searched(part, understand(f"acheter {part}")))


def _is_one_of(words: str, product: str, *, lang: Lang) -> bool:
    """Whether the product is said with its article: "un poisson braisé" is one of it.

    In French "a" is no article: "il y a du poisson ?"
    """
    first = re.escape(normalise(product).split()[0]) if normalise(product) else "$"
    article = r"an?|one" if lang is Lang.ENGLISH else r"une?|one|moko"
    return re.search(rf"\b(?:{article}) {first}", normalise(words)) is not None


def _counted(words: str, count: int, *, product: str) -> dict[str, Any]:
    """Tell "2 poulets" from "riz 25 kg": a measure is part of the name, not a number of things."""
    measure = re.search(rf"\b{count}{_MEASURE}", normalise(words))
    if measure is not None:
        return {"wish": f"{product} {measure[0]}"[:LONGEST_WISH]}
    return {"wanted": count, "is_complete": True} if 0 < count <= MOST else {}


def where_in(understood: Understood) -> dict[str, Any]:
    """Give the address that a sentence names, or the city alone."""
    place = understood.slots.get(SlotName.PLACE)
    is_known = isinstance(place, FoundPlace) and is_placed(place)
    return brought_to(place) if is_known and isinstance(place, FoundPlace) else {}


def brought_to(place: FoundPlace) -> dict[str, Any]:
    """Make the fields of a place: a whole city is no address."""
    if place.city is not None and place.quartier is None and place.name == place.city:
        return {"city": place.city}
    return {"dropoff": place_of(place), **({"city": place.city} if place.city else {})}
