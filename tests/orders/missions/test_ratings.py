"""Ratings both ways: the last word counts, and the driver's rating follows the clients'."""

import pytest

from shared.contracts.orders.api import RatingRequest
from shared.contracts.orders.calls import RATE_MISSION
from shared.contracts.orders.errors import MissionNotFound, MissionNotRatable
from shared.values.contact import ContactRef
from tests.orders.town import AWA, CEDRIC, JUNIOR, Town, new_key


async def rate(
    town: Town, reference: str, stars: int, *, by: ContactRef = AWA, word: str | None = None
) -> None:
    request = RatingRequest(contact=by, stars=stars, comment=word)
    await town.orders.call(RATE_MISSION, request, key=new_key(), reference=reference)


async def driver_rating(town: Town) -> tuple[float, int, int]:
    [row] = await town.rows("SELECT rating, rating_sum, rating_count FROM orders.driver")
    return (row["rating"], row["rating_sum"], row["rating_count"])


async def test_both_sides_rate_and_only_the_clients_word_moves_the_driver(town: Town) -> None:
    await town.add_driver(at=None)
    mission = await town.order_delivery()
    await town.give(mission.reference)
    with pytest.raises(MissionNotRatable):
        await rate(town, mission.reference, 5)
    await town.deliver(mission.reference)
    assert await driver_rating(town) == (5.0, 0, 0)
    await rate(town, mission.reference, 2, word="en retard")
    assert await driver_rating(town) == (27 / 6, 2, 1)
    await rate(town, mission.reference, 4, word="il s’est excusé")
    assert await driver_rating(town) == (29 / 6, 4, 1)
    await rate(town, mission.reference, 1, by=ContactRef(phone=CEDRIC), word="impoli")
    assert await driver_rating(town) == (29 / 6, 4, 1)
    with pytest.raises(MissionNotFound):
        await rate(town, mission.reference, 1, by=JUNIOR)
    rows = await town.rows("SELECT side, stars, comment FROM orders.mission_rating ORDER BY side")
    assert [tuple(row.values()) for row in rows] == [
        ("client_to_driver", 4, "il s’est excusé"),
        ("driver_to_client", 1, "impoli"),
    ]
