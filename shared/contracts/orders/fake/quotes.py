"""Prices and places: the first five hundred francs, a flat ride, more for larger parcels."""

from datetime import timedelta
from typing import Final

from shared.contracts.orders.api import (
    KnownPlace,
    KnownPlaceQuery,
    Minutes,
    ParcelSize,
    PriceLine,
    Quote,
    QuoteRequest,
)
from shared.contracts.orders.errors import OutOfArea, PlaceNotLocated
from shared.contracts.orders.fake.state import State
from shared.contracts.orders.fake.words import fold
from shared.values.ids import new_id
from shared.values.place import Place, distance_m

VALID_FOR: Final = timedelta(minutes=15)
ETA: Final = Minutes(low=25, high=40)
LEARNED_AFTER: Final = 3
_BASE: Final = 500
_RIDE: Final = 1_000
_SIZE: Final = {ParcelSize.SMALL: 0, ParcelSize.MEDIUM: 300, ParcelSize.LARGE: 1_000}
_LONGEST_M: Final = 60_000
_REACH_M: Final = 40_000
_CITIES: Final = {
    "Brazzaville": Place(label="Brazzaville", latitude=-4.2634, longitude=15.2429),
    "Pointe-Noire": Place(label="Pointe-Noire", latitude=-4.7889, longitude=11.8653),
    "Dolisie": Place(label="Dolisie", latitude=-4.1989, longitude=12.6664),
    "Douala": Place(label="Douala", latitude=4.0511, longitude=9.7679),
    "Yaoundé": Place(label="Yaoundé", latitude=3.8667, longitude=11.5167),
}


def make_quote(state: State, request: QuoteRequest) -> Quote:
    """Price a delivery.

    Raises:
        PlaceNotLocated: an end has no coordinates.
        OutOfArea: an end is in no city we serve, or they are too far apart.
    """
    metres = ride(request.pickup, request.dropoff)
    parts = {"base": _BASE, "distance": _RIDE, "size": _SIZE[request.size]}
    quote = Quote(
        id=new_id(),
        total=sum(parts.values()),
        lines=[PriceLine(code=code, amount=part) for code, part in parts.items() if part],
        distance_m=metres,
        eta=ETA,
        expires_at=state.now + VALID_FOR,
    )
    state.quotes[quote.id] = (quote, request)
    return quote


def ride(pickup: Place, dropoff: Place) -> int:
    """Measure a ride in metres.

    Raises:
        PlaceNotLocated: an end has no coordinates.
        OutOfArea: an end is in no city we serve, or they are too far apart.
    """
    for end, place in (("pickup", pickup), ("dropoff", dropoff)):
        if not place.is_located:
            raise PlaceNotLocated(end=end)
    is_served = all(city_of(place) is not None for place in (pickup, dropoff))
    metres = round(distance_m(pickup, dropoff))
    if not is_served or metres > _LONGEST_M:
        raise OutOfArea(pickup=pickup.label, dropoff=dropoff.label)
    return metres


def city_of(place: Place) -> str | None:
    """Find the served city of a place by its coordinates, or by its name when it has none."""
    if not place.is_located:
        name = place.city or place.label
        return name if name in _CITIES else None
    for name, centre in _CITIES.items():
        if distance_m(centre, place) <= _REACH_M:
            return name
    return None


def find_place(state: State, query: KnownPlaceQuery) -> KnownPlace:
    """Tell where a phrase led before, once it did so often enough."""
    drops = [
        place
        for place in state.places.get(fold(query.phrase), [])
        if query.city in {None, place.city}
    ]
    if len(drops) < LEARNED_AFTER:
        return KnownPlace(drops=len(drops))
    return KnownPlace(place=drops[-1], drops=len(drops))
