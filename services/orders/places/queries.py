"""Where a phrase leads, once drivers have been there often enough and agree."""

from typing import Final

from services.orders.places.phrases import canonical_city, phrase_of
from services.orders.work import Work
from shared.contracts.orders.api import KnownPlace
from shared.values.place import Place

FEWEST_DROPS: Final = 3
WIDEST_SPREAD_M: Final = 300


async def find_place(work: Work, *, phrase: str, city: str | None) -> KnownPlace:
    """Tell the place a phrase stands for in a city; without a city, in the only one that knows it.

    `drops` counts up to the last fifty. There is no place before the third drop, nor while half of
    the drops lie more than 300 m from their middle: the words then mean several places.
    """
    asked = phrase_of(phrase)
    where = canonical_city(city) if city else await work.places.find_only_city(asked)
    middle = await work.places.find_middle(asked, city=where) if where else None
    if where is None or middle is None:
        return KnownPlace()
    if middle.drops < FEWEST_DROPS or middle.spread_m > WIDEST_SPREAD_M:
        return KnownPlace(drops=middle.drops)
    place = Place(
        label=phrase.strip(), latitude=middle.latitude, longitude=middle.longitude, city=where
    )
    return KnownPlace(place=place, drops=middle.drops)
