"""The cities we serve, as the price and the dispatch need them. Quartiers are understood elsewhere.

A road factor turns straight metres into ridden ones; the figures follow each city's street
pattern (rivers and few bridges make Douala the worst).
"""

from dataclasses import dataclass
from typing import Final

from shared.values.phone import Country
from shared.values.place import Place, distance_m


@dataclass(frozen=True, slots=True)
class City:
    """A city with its centre, its inner ring (metres) and how far it is served (metres)."""

    name: str
    country: Country
    centre: Place
    road_factor: float
    inner_radius_m: int
    reach_m: int = 40_000


def _city(
    name: str, country: Country, *, at: tuple[float, float], road_factor: float, inner_km: int
) -> City:
    centre = Place(label=name, latitude=at[0], longitude=at[1], city=name)
    return City(name, country, centre, road_factor, inner_km * 1000)


CITIES: Final = (
    _city("Brazzaville", Country.CONGO, at=(-4.2634, 15.2429), road_factor=1.35, inner_km=8),
    _city("Pointe-Noire", Country.CONGO, at=(-4.7889, 11.8653), road_factor=1.30, inner_km=8),
    _city("Dolisie", Country.CONGO, at=(-4.1989, 12.6664), road_factor=1.30, inner_km=5),
    _city("Douala", Country.CAMEROON, at=(4.0511, 9.7679), road_factor=1.45, inner_km=9),
    _city("Yaoundé", Country.CAMEROON, at=(3.8667, 11.5167), road_factor=1.40, inner_km=9),
)


def city_of(place: Place) -> City | None:
    """Find the served city around a located place, None when it is in none.

    Raises:
        ValueError: the place has no coordinates.
    """
    nearest = min(CITIES, key=lambda city: distance_m(city.centre, place))
    return nearest if distance_m(nearest.centre, place) <= nearest.reach_m else None


def find_city(name: str) -> City | None:
    """Find the served city of a name, None when none is called so."""
    return next((city for city in CITIES if city.name.casefold() == name.strip().casefold()), None)


def city_called(name: str) -> City:
    """Give the served city of a name we wrote ourselves.

    Raises:
        ValueError: none is called so.
    """
    city = find_city(name)
    if city is None:
        raise ValueError(f"no served city is called {name!r}")
    return city


def is_outskirts(place: Place, *, city: City) -> bool:
    """Whether a located place lies beyond the inner ring of its city."""
    return distance_m(city.centre, place) > city.inner_radius_m
