"""What a sentence asks of the shops: a search, from which shop, brought where."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.desks.client.purchases import Purchase, purchase_in
from services.conversation.dialogue.forms import Draft
from services.conversation.dialogue.readers import is_placed
from services.conversation.flows.marketplace.basket import MOST
from services.conversation.flows.marketplace.other_names import with_french_name
from services.conversation.flows.marketplace.paying import paid_in
from services.conversation.flows.marketplace.searches import (
    LONGEST_WISH,
    brought_to,
    searched,
    where_in,
)
from services.conversation.understanding import (
    FoundPlace,
    SlotName,
    Understood,
    find_place,
    find_quantity,
    normalise,
    understand,
)
from shared.values.phone import Country

_COUNT: Final = re.compile(
    r"^(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|an?|one|two|three|four|five|du|des|de la)\s+"
    r"|\s+(?:moko|mibale|misato|minei|mitano|motoba|sambo|mwambe|libwa|zomi|svp|stp|please)$",
    re.IGNORECASE,
)


def wish_in(
    words: str, understood: Understood, *, country: Country = Country.CONGO
) -> dict[str, Any]:
    """Make a search of what a sentence asks for; empty when it names nothing to look for."""
    said = purchase_in(words)
    if said is not None and _is_cut_better(said, understood):
        return _bought(said, understood, country=country)
    return with_french_name(searched(words, understood))


def begun_with(draft: Draft) -> Mapping[str, Any]:
    """Read the sentence that an errand was begun with, when it was kept whole."""
    if not (sentence := draft.get("sentence")):
        return draft
    begun = {name: value for name, value in draft.items() if name != "sentence"}
    country = Country(begun.get("country") or Country.CONGO)
    said = purchase_in(str(sentence))
    read = _bought(said, understand(said.what, country=country), country=country) if said else {}
    return {**begun, **read, **paid_in(str(sentence))}


def _is_cut_better(said: Purchase, understood: Understood) -> bool:
    """Whether the words around "chez" tell more than the slots: a shop may be named by a place."""
    shop = str(understood.slots.get(SlotName.MERCHANT) or "")
    product = normalise(str(understood.slots.get(SlotName.PRODUCT) or ""))
    is_in_name = bool(product) and product in normalise(said.shop)
    return not shop or said.is_sure or bool(said.where) or is_in_name


def _bought(said: Purchase, understood: Understood, *, country: Country) -> dict[str, Any]:
    """Read the parts of a purchase by themselves: a place inside the shop's name is no address."""
    what = searched(said.what, understand(f"acheter {said.what}", country=country))
    what = {**_named(said.what), **what} if "wish" not in what else what
    what["shop_name"] = said.shop[:LONGEST_WISH]
    if "later" not in what:
        what["wish"] = _whole(str(what["wish"]), said.what)
    what.pop("kind", None)
    what |= _elsewhere(said, understood)
    found = [one for one in find_place(said.where, country=country) if is_placed(one)]
    return {**with_french_name(what), **(brought_to(found[0]) if found else {})}


def _named(what: str) -> dict[str, Any]:
    """Take what nobody here knows as it is, counted: "2 carte mémoire"."""
    counted = _COUNT.match(what)
    count = find_quantity(counted[0]) if counted is not None else None
    wanted = {"wanted": count, "is_complete": True} if count and count <= MOST else {}
    return {"wish": _COUNT.sub("", what)[:LONGEST_WISH], **wanted}


def _whole(product: str, what: str) -> str:
    """Search for all that stands before "chez": "vitamine c effervescente", not "vitamine"."""
    named = _COUNT.sub("", what)[:LONGEST_WISH]
    return named if product and normalise(named).startswith(normalise(product)) else product


def _elsewhere(said: Purchase, understood: Understood) -> dict[str, Any]:
    """Keep the limit and the place that were said outside of the shop's name."""
    place = understood.slots.get(SlotName.PLACE)
    is_shops = isinstance(place, FoundPlace) and normalise(place.label) in normalise(said.shop)
    most = understood.slots.get(SlotName.MAX_PRICE)
    limit = {"max_price": most} if isinstance(most, int) else {}
    return {**limit, **({} if is_shops else where_in(understood))}
