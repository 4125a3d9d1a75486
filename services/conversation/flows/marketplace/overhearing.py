"""What may be said whatever is asked: one more dish, a code, another number, "sans le riz"."""

import re
from collections.abc import Mapping
from typing import Any, Final

from services.conversation.dialogue.forms import Heard, Values
from services.conversation.dialogue.readers import read_party
from services.conversation.dialogue.said import Kind
from services.conversation.flows.marketplace.basket import (
    ANEW,
    is_called,
)
from services.conversation.flows.marketplace.paying import paid_in, read_payment
from services.conversation.flows.marketplace.promo import said_code
from services.conversation.flows.marketplace.recounting import changed_line
from services.conversation.flows.marketplace.towns import moved_city
from services.conversation.flows.marketplace.wishes import wish_in
from services.conversation.flows.marketplace.words import bare_words
from services.conversation.understanding import Intent as Meaning
from services.conversation.understanding import (
    SlotName,
    Understood,
    normalise,
    understand,
)

_ASKING: Final = re.compile(
    r"^(?:et|avec|plus|aussi|ajoute[rz]?|je veux|je voudrais|un|une|du|de la|des|\d+"
    r"|and|with|also|add|i want|i d like|one|two|three|some|mpe|lisusu|nalingi|bakisa)\b"
)
_PAYING: Final = re.compile(
    r"\b(?:paie|paye|payer|paiement|regler|par|en|pay|paying|payment|futa|nafuta|nakofuta)\b"
    r"|^(?:(?:non|plutot|finalement|no|actually|te)\s+)*"
    r"(?:cash|especes?|liquide|mobile money|momo|(?:airtel|mtn)(?: money)?|virement"
    r"|bank transfer|transfer)$"
)
# Where a dish, a code or another number may be said although something else is asked.
_OPEN: Final = frozenset(
    {"quantity", "is_complete", "dropoff", "payment_method", "confirm", "edit"}
)


def overhears(heard: Heard) -> Mapping[str, Any]:
    """Take what may be said at any step: at first the wish, later a dish, a code, a number."""
    if not heard.draft:
        is_asked = heard.understood.intent is Meaning.MARKETPLACE
        return _first_wish(heard) if is_asked else {}
    if heard.said.kind is not Kind.TEXT:
        return {}
    if (code := said_code(heard)) is not None:
        return {"promo_code": code}
    if heard.asking not in _OPEN:
        return moved_city(heard)
    if heard.asking == "payment_method" and isinstance(read_payment(heard), Values):
        return {}
    return changed_line(heard) or _at_the_end(heard) or _another_dish(heard)


def _first_wish(heard: Heard) -> Mapping[str, Any]:
    """Read the sentence that begins an order, with how it ends: "…, je paie cash"."""
    wish = wish_in(heard.said.text, heard.understood, country=heard.country)
    return {**wish, **paid_in(heard.said.text)} if wish else wish


def _at_the_end(heard: Heard) -> Mapping[str, Any]:
    """Read "je paie par airtel" and "mon contact, Paul 06…" at the recap, as their questions do."""
    if heard.asking not in ("confirm", "edit"):
        return {}
    if SlotName.CONTACT_PHONE in heard.understood.slots:
        read = read_party("contact_name", "contact_phone")(heard)
    elif _PAYING.search(normalise(heard.said.text)):
        read = read_payment(heard)
    else:
        return {}
    return read.by_field if isinstance(read, Values) else {}


def _is_no_address(heard: Heard, said: Understood) -> bool:
    """Whether a dish is meant where a landmark could be: "marché aux poissons" is one."""
    words, product = heard.said.text, str(said.slots[SlotName.PRODUCT])
    is_asked_for = _ASKING.match(normalise(words)) is not None or is_called(product, words)
    return is_asked_for and SlotName.PLACE not in said.slots


def _another_dish(heard: Heard) -> dict[str, Any]:
    """Read "et 2 jus de gingembre": searched, counted and added; an address is left an address."""
    words = bare_words(heard.said.text)
    said = understand(words, country=heard.country)
    is_dish = said.intent is Meaning.MARKETPLACE and SlotName.PRODUCT in said.slots
    if not is_dish or (heard.asking == "dropoff" and not _is_no_address(heard, said)):
        return {}
    wish = wish_in(words, said, country=heard.country)
    wish.pop("is_complete", None)
    return {**ANEW, **wish}
