"""The price of a delivery, in whole francs; pure. Rules: orders.md, Price and dispatch.

Base + per kilometre + zone + time of day + size, at least the minimum, rounded up to 100 FCFA.
No promo codes and no taxes here.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, assert_never

from shared.contracts.orders.api import ParcelSize, PriceLine, QuoteRequest
from shared.contracts.orders.errors import OutOfArea, PlaceNotLocated
from shared.values.cities import City, city_of, is_outskirts
from shared.values.clock import local_time
from shared.values.place import distance_m

LONGEST_RIDE_M: Final = 60_000
NIGHT_STARTS_H: Final = 20
NIGHT_ENDS_H: Final = 6


@dataclass(frozen=True, slots=True)
class Tariff:
    """What each part costs, in francs."""

    base: int = 500
    per_km: int = 150
    outskirts: int = 300
    night: int = 300
    medium: int = 300
    large: int = 1_000
    minimum: int = 1_000
    rounding: int = 100


@dataclass(frozen=True, slots=True)
class Route:
    """A ride we can price: metres on the road, in which city, how many ends in the outskirts."""

    city: City
    distance_m: int
    outskirts_ends: int


@dataclass(frozen=True, slots=True)
class Price:
    """A total and the lines that add up to it exactly."""

    total: int
    lines: tuple[PriceLine, ...]


def plan_route(request: QuoteRequest, *, ridden_m: int | None = None) -> Route:
    """Plan the ride: as measured, or else haversine × the road factor of the pick-up's city.

    Raises:
        PlaceNotLocated: an end has no coordinates.
        OutOfArea: an end is in no city we serve, or the ride is over 60 km.
    """
    for end, place in (("pickup", request.pickup), ("dropoff", request.dropoff)):
        if not place.is_located:
            raise PlaceNotLocated(end=end)
    start, goal = city_of(request.pickup), city_of(request.dropoff)
    if start is None or goal is None:
        raise OutOfArea(pickup=request.pickup.label, dropoff=request.dropoff.label)
    straight_m = distance_m(request.pickup, request.dropoff)
    metres = round(straight_m * start.road_factor) if ridden_m is None else ridden_m
    if metres > LONGEST_RIDE_M:
        raise OutOfArea(pickup=request.pickup.label, dropoff=request.dropoff.label)
    ends = is_outskirts(request.pickup, city=start) + is_outskirts(request.dropoff, city=goal)
    return Route(start, metres, ends)


def price(route: Route, *, size: ParcelSize, at: datetime, tariff: Tariff) -> Price:
    """Add the parts up; lines of zero are left out."""
    parts = {
        "base": tariff.base,
        "distance": _half_up(route.distance_m * tariff.per_km, 1000),
        "zone": route.outskirts_ends * tariff.outskirts,
        "time_of_day": tariff.night if is_night(at, city=route.city) else 0,
        "size": _size_part(size, tariff),
    }
    parts["minimum"] = max(0, tariff.minimum - sum(parts.values()))
    parts["rounding"] = -sum(parts.values()) % tariff.rounding
    lines = tuple(PriceLine(code=code, amount=part) for code, part in parts.items() if part)
    return Price(sum(parts.values()), lines)


def is_night(moment: datetime, *, city: City) -> bool:
    """Whether the city's wall clock is between 20:00 and 06:00."""
    hour = local_time(moment, city.country).hour
    return hour >= NIGHT_STARTS_H or hour < NIGHT_ENDS_H


def _size_part(size: ParcelSize, tariff: Tariff) -> int:
    match size:
        case ParcelSize.SMALL:
            return 0
        case ParcelSize.MEDIUM:
            return tariff.medium
        case ParcelSize.LARGE:
            return tariff.large
        case _ as never:
            assert_never(never)


def _half_up(value: int, divisor: int) -> int:
    return (2 * value + divisor) // (2 * divisor)
