"""The driver's phone is near a stop: a hint, once per stop."""

import asyncio

from shared.contracts.orders.api import MissionStatus, PositionReport
from shared.contracts.orders.calls import REPORT_POSITION
from shared.values.place import Place
from tests.orders.town import BACONGO, CEDRIC, POTO_POTO, Town

NEAR = "orders.driver_near_stop.v1"
METRE = 1 / 111_195


def north_of(place: Place, *, metres: int) -> Place:
    assert place.latitude is not None
    return place.model_copy(update={"latitude": place.latitude + metres * METRE})


async def move(town: Town, place: Place) -> None:
    await town.orders.call(REPORT_POSITION, PositionReport(place=place), phone=CEDRIC)


async def hints(town: Town) -> list[str]:
    return [event["next_step"] for event in await town.events(NEAR)]


async def test_a_driver_at_a_stop_is_asked_for_the_step_once(town: Town) -> None:
    await town.add_driver()
    mission = await town.order_delivery()
    await move(town, POTO_POTO)  # not this driver's yet
    await town.give(mission.reference)
    await town.report(mission.reference, MissionStatus.TO_PICKUP)
    await move(town, north_of(POTO_POTO, metres=152))
    await move(town, BACONGO)  # the other end
    assert await hints(town) == []
    near = north_of(POTO_POTO, metres=148)
    await asyncio.gather(*(move(town, near) for _ in range(5)))
    assert await hints(town) == ["at_pickup"]
    await town.report(mission.reference, MissionStatus.PICKED_UP)
    await move(town, near)
    for _ in range(2):
        await move(town, north_of(BACONGO, metres=-148))
    assert await hints(town) == ["at_pickup", "at_dropoff"]
    hint = (await town.events(NEAR))[-1]["mission"]
    assert hint["delivery_code"] is None
    await town.deliver(mission.reference)
    await move(town, BACONGO)
    assert await hints(town) == ["at_pickup", "at_dropoff"]
