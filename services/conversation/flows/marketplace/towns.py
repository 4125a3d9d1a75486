"""Which city: the shops of one town sell nothing in another, and a slip must be easy to mend."""

from collections.abc import Mapping
from typing import Any, Final

from services.conversation.desks.client.purchases import says_brought
from services.conversation.dialogue.forms import (
    UNSET,
    Choice,
    Draft,
    Facts,
    Heard,
    NotUnderstood,
    Read,
    Values,
)
from services.conversation.dialogue.readers import is_placed
from services.conversation.flows.marketplace.basket import lines_of
from services.conversation.flows.marketplace.searches import brought_to
from services.conversation.understanding import (
    FoundPlace,
    SlotName,
    find_place,
    nearest_place,
)
from shared.texts import as_is, t
from shared.values.cities import CITIES, find_city

_SURE: Final = 0.9  # a namesake in another city sells nothing here
_OF_THE_TOWN: Final[Mapping[str, Any]] = dict.fromkeys(
    ("shop", "shops_after", "after", "product", "dropoff"), UNSET
)
_SEEKING: Final = frozenset({"wish", "shop", "product"})
ELSEWHERE: Final = Choice("city", t("🏙️ Autre ville"), {**_OF_THE_TOWN, "city": UNSET})
"""The way out of a city where nothing was found."""


def read_city(heard: Heard) -> Read:
    """Read a city, a quartier of one, or a position; what is said to deliver to is kept."""
    if (here := heard.said.place) is not None and here.is_located:
        near = nearest_place(here.latitude or 0.0, here.longitude or 0.0)
        values = {"city": near.city, "dropoff": here.model_dump()} if near is not None else {}
    else:
        found = find_place(heard.said.text, country=heard.country)
        if not found or found[0].confidence < _SURE:
            return NotUnderstood(
                t("Je ne connais pas cette ville, ou nous n’y livrons pas encore.")
            )
        values = {"city": found[0].city}
        if says_brought(heard.said.text) and is_placed(found[0]):
            values |= brought_to(found[0])
    if find_city(str(values.get("city"))) is None:
        return NotUnderstood(t("Nous ne livrons pas encore dans cette ville."))
    return Values(values)


def cities(draft: Draft, _facts: Facts) -> tuple[Choice, ...]:
    """Offer the cities of the person's country; another one may be written."""
    here = [city.name for city in CITIES if city.country.value == draft.get("country")]
    names = here or [city.name for city in CITIES]
    return tuple(Choice(name, as_is(name), {"city": name}) for name in names)


def other_city(draft: Draft) -> tuple[Choice, ...]:
    """Offer another city while the cart is empty: what is in it is brought in its own."""
    return () if lines_of(draft) else (ELSEWHERE,)


def moved_city(heard: Heard) -> dict[str, Any]:
    """Read "en fait je suis à Brazzaville" while something is looked for in another city."""
    place = heard.understood.slots.get(SlotName.PLACE)
    if heard.asking not in _SEEKING or lines_of(heard.draft) or not isinstance(place, FoundPlace):
        return {}
    is_city = place.quartier is None and place.name == place.city and place.confidence >= _SURE
    if not is_city or place.city == heard.draft.get("city") or find_city(place.name) is None:
        return {}
    return {**_OF_THE_TOWN, "city": place.city}
