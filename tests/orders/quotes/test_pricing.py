"""The price, to the franc."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.orders.quotes.eta import remaining, ride, whole_delivery
from services.orders.quotes.pricing import Price, Route, Tariff, is_night, plan_route, price
from shared.contracts.orders.api import Minutes, MissionStatus, ParcelSize, PriceLine, QuoteRequest
from shared.contracts.orders.errors import OutOfArea, PlaceNotLocated
from shared.values.cities import CITIES, city_of
from shared.values.place import Place
from tests.orders.town import BACONGO, POTO_POTO

BRAZZAVILLE, POINTE_NOIRE, _, DOUALA, _ = CITIES
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
LUMUMBA = Place(label="Lumumba", latitude=-4.7900, longitude=11.8600)
PARIS = Place(label="Paris", latitude=48.8566, longitude=2.3522)


def lines(found: Price) -> dict[str, int]:
    return {line.code: line.amount for line in found.lines}


@pytest.mark.parametrize(
    ("distance_m", "size", "at", "expected"),
    [
        (0, ParcelSize.SMALL, NOON, {"base": 500, "minimum": 500}),
        (3_333, ParcelSize.SMALL, NOON, {"base": 500, "distance": 500}),
        (3_334, ParcelSize.SMALL, NOON, {"base": 500, "distance": 500}),
        (3_337, ParcelSize.SMALL, NOON, {"base": 500, "distance": 501, "rounding": 99}),
        (7_000, ParcelSize.SMALL, NOON, {"base": 500, "distance": 1050, "rounding": 50}),
        (
            7_000,
            ParcelSize.MEDIUM,
            NIGHT,
            {"base": 500, "distance": 1050, "time_of_day": 300, "size": 300, "rounding": 50},
        ),
        (
            20_000,
            ParcelSize.LARGE,
            NOON,
            {"base": 500, "distance": 3000, "size": 1000},
        ),
    ],
)
def test_a_price_is_the_sum_of_its_lines(
    distance_m: int, size: ParcelSize, at: datetime, expected: dict[str, int]
) -> None:
    found = price(Route(BRAZZAVILLE, distance_m, 0), size=size, at=at, tariff=Tariff())
    assert lines(found) == expected
    assert found.total == sum(expected.values())


def test_an_end_in_the_outskirts_costs_more() -> None:
    found = price(Route(DOUALA, 10_000, 2), size=ParcelSize.SMALL, at=NOON, tariff=Tariff())
    assert found == Price(
        2_600,
        (
            PriceLine(code="base", amount=500),
            PriceLine(code="distance", amount=1_500),
            PriceLine(code="zone", amount=600),
        ),
    )


@given(st.integers(0, 60_000), st.integers(0, 2), st.sampled_from(ParcelSize), st.integers(0, 23))
def test_every_price_adds_up_is_round_and_at_least_the_minimum(
    distance_m: int, ends: int, size: ParcelSize, hour: int
) -> None:
    at = NOON.replace(hour=hour)
    found = price(Route(BRAZZAVILLE, distance_m, ends), size=size, at=at, tariff=Tariff())
    assert sum(line.amount for line in found.lines) == found.total
    assert all(line.amount > 0 for line in found.lines)
    assert (found.total % 100, found.total >= 1_000) == (0, True)


@pytest.mark.parametrize(
    ("utc_hour", "is_dark"), [(18, False), (19, True), (23, True), (4, True), (5, False)]
)
def test_the_night_is_from_20_to_6_on_the_citys_clock(utc_hour: int, is_dark: bool) -> None:  # noqa: FBT001 - a table's column
    assert is_night(NOON.replace(hour=utc_hour), city=BRAZZAVILLE) is is_dark


def test_the_road_is_longer_than_the_bird_flies() -> None:
    route = plan_route(QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO))
    assert (route.city, route.distance_m, route.outskirts_ends) == (BRAZZAVILLE, 7102, 0)


def test_a_place_without_coordinates_has_no_price() -> None:
    nowhere = Place(label="derrière la pharmacie")
    with pytest.raises(PlaceNotLocated, match="The dropoff has no coordinates"):
        plan_route(QuoteRequest(pickup=POTO_POTO, dropoff=nowhere))


@pytest.mark.parametrize("dropoff", [LUMUMBA, PARIS])
def test_another_town_is_out_of_area(dropoff: Place) -> None:
    with pytest.raises(OutOfArea):
        plan_route(QuoteRequest(pickup=POTO_POTO, dropoff=dropoff))


def test_a_place_is_in_the_nearest_city_or_in_none() -> None:
    assert city_of(LUMUMBA) is POINTE_NOIRE
    assert city_of(PARIS) is None


def test_the_time_is_a_range() -> None:
    assert ride(7_100) == Minutes(low=15, high=34)
    assert whole_delivery(7_100) == Minutes(low=25, high=59)


@given(st.sampled_from(MissionStatus), st.integers(0, 60_000), st.integers(-3_600, 86_400))
def test_what_remains_is_never_negative(status: MissionStatus, distance_m: int, spent: int) -> None:
    since = datetime.fromtimestamp(NOON.timestamp() - spent, UTC)
    left = remaining(status, distance_m=distance_m, since=since, now=NOON)
    assert left is None or 0 <= left.low <= left.high
