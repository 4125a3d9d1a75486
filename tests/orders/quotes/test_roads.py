"""The road is measured where a router is, and estimated where it is not."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from services.orders.quotes.roads import Roads
from shared.contracts.orders.api import QuoteRequest
from shared.contracts.orders.calls import MAKE_QUOTE
from shared.values.clock import ManualClock
from shared.values.place import Place
from tests.orders.town import BACONGO, POTO_POTO, Town, new_key


class Router:
    """A stand-in for OSRM: what it was asked, and what it answers next."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.asked: list[httpx.Request] = []
        self._answers = list(answers)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def found(metres: float) -> httpx.Response:
    return httpx.Response(200, json={"code": "Ok", "routes": [{"distance": metres}]})


def roads(router: Router, clock: ManualClock, *, url: str = "http://osrm:5000/") -> Roads:
    return Roads(httpx.AsyncClient(transport=httpx.MockTransport(router)), clock, url)


async def test_a_ride_is_measured_from_longitude_and_latitude(clock: ManualClock) -> None:
    router = Router(found(7_412.6))
    assert await roads(router, clock).measure(POTO_POTO, BACONGO) == 7_413
    assert str(router.asked[0].url) == (
        "http://osrm:5000/route/v1/driving/15.279000,-4.259000;15.245000,-4.292000?overview=false"
    )
    assert set(router.asked[0].extensions["timeout"].values()) == {1.0}


@pytest.mark.parametrize(
    "failure",
    [
        httpx.ReadTimeout("slow"),
        httpx.ConnectError("away"),
        httpx.Response(502),
        httpx.Response(200, content=b"<html>"),
        httpx.Response(200, json={"code": "Ok", "routes": []}),
    ],
)
async def test_a_router_that_fails_is_left_alone_for_half_a_minute(
    clock: ManualClock, failure: httpx.Response | Exception
) -> None:
    router = Router(failure, found(7_000))
    measuring = roads(router, clock)
    assert await measuring.measure(POTO_POTO, BACONGO) is None
    clock.advance(timedelta(seconds=29))
    assert await measuring.measure(POTO_POTO, BACONGO) is None
    assert len(router.asked) == 1
    clock.advance(timedelta(seconds=1))
    assert await measuring.measure(POTO_POTO, BACONGO) == 7_000


async def test_no_road_is_an_answer_and_no_router_or_no_point_is_no_question(
    clock: ManualClock,
) -> None:
    router = Router(httpx.Response(400, json={"code": "NoRoute"}), found(7_000))
    measuring = roads(router, clock)
    assert await measuring.measure(POTO_POTO, BACONGO) is None
    assert await measuring.measure(POTO_POTO, BACONGO) == 7_000
    assert await measuring.measure(POTO_POTO, Place(label="quelque part")) is None
    assert await roads(router, clock, url="").measure(POTO_POTO, BACONGO) is None
    assert len(router.asked) == 2


async def test_a_price_follows_the_measured_road(town: Town) -> None:
    router = Router(found(20_000))
    town.app.state.container = replace(town.container, roads=roads(router, town.clock))
    asked = QuoteRequest(pickup=POTO_POTO, dropoff=BACONGO)
    measured = await town.orders.call(MAKE_QUOTE, asked, key=new_key())
    assert (measured.distance_m, measured.total) == (20_000, 3_500)
