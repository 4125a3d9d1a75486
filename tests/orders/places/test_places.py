"""Places learn from completed drops: near after three, robust, and each city by itself."""

from datetime import timedelta
from math import cos, radians
from random import Random

import pytest
from sqlalchemy import text

from services.orders.places.models import End
from services.orders.places.queries import find_place
from services.orders.places.repository import LAST_DROPS, MIDDLE
from services.orders.places.use_cases.record_drop import Drop, record_drop
from shared.contracts.orders.api import KnownPlace, KnownPlaceQuery, MissionStatus
from shared.contracts.orders.calls import FIND_PLACE
from shared.values.place import Place, distance_m
from tests.orders.town import POTO_POTO, Town, seeded

SIGMA_M = 15.0
LANDMARK = "Derrière la pharmacie du rond-point"
TRUE_SPOT = Place(label=LANDMARK, latitude=-4.2700, longitude=15.2600, city="Brazzaville")
_METRES = 111_195


def moved(place: Place, *, north_m: float, east_m: float) -> Place:
    assert place.latitude is not None
    assert place.longitude is not None
    latitude = place.latitude + north_m / _METRES
    longitude = place.longitude + east_m / (_METRES * cos(radians(place.latitude)))
    return place.model_copy(update={"latitude": latitude, "longitude": longitude})


def noisy(place: Place, *, random: Random) -> Place:
    return moved(place, north_m=random.gauss(0, SIGMA_M), east_m=random.gauss(0, SIGMA_M))


async def ask(town: Town, phrase: str, city: str | None = "Brazzaville") -> KnownPlace:
    return await town.orders.call(FIND_PLACE, KnownPlaceQuery(phrase=phrase, city=city))


async def copy_missions(town: Town, *, count: int) -> list[Drop]:
    """Make missions to learn from, as many as wanted, and a drop of each to fill in."""
    made = await town.order_delivery()
    rows = await town.rows(
        "SELECT column_name AS name FROM information_schema.columns WHERE table_schema = 'orders'"
        " AND table_name = 'mission'"
    )
    fresh = {
        "id": "gen_random_uuid()",
        "reference": "'T-' || n",
        "tracking_token": "'t' || n",
    }
    names = [row["name"] for row in rows]
    values = ", ".join(fresh.get(name, f'"{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    async with town.container.begin() as work:
        connection = await work.session.connection()
        found = await connection.exec_driver_sql(
            f"INSERT INTO orders.mission ({columns}) SELECT {values} FROM orders.mission,"  # noqa: S608 - names of our own columns
            f" generate_series(1, {count}) n WHERE id = '{made.id}' RETURNING id"
        )
        return [
            Drop(row.id, End.DROPOFF, "Brazzaville", said=TRUE_SPOT, stood=TRUE_SPOT)
            for row in found
        ]


async def learn(town: Town, drops: list[Drop]) -> list[bool]:
    async with town.container.begin() as work:
        return [await record_drop(work, drop) for drop in drops]


async def test_after_three_deliveries_the_words_lead_to_the_door(town: Town) -> None:
    await town.add_driver(at=None)
    random = seeded(7)
    wrong_guess = moved(TRUE_SPOT, north_m=800, east_m=-600)
    for done in range(3):
        assert await ask(town, LANDMARK) == KnownPlace(drops=done)
        mission = await town.order_delivery(dropoff=wrong_guess)
        await town.give(mission.reference)
        await town.report(mission.reference, MissionStatus.PICKED_UP)
        await town.deliver(mission.reference, at=noisy(TRUE_SPOT, random=random))
    found = await ask(town, "derriere la PHARMACIE du rond point")
    assert found.drops == 3
    assert found.place is not None
    assert found.place.city == "Brazzaville"
    assert distance_m(found.place, TRUE_SPOT) <= 50
    assert (await ask(town, LANDMARK, "Douala")).place is None
    assert (await ask(town, LANDMARK, None)).place is not None


async def test_a_position_that_is_old_or_far_away_teaches_nothing(town: Town) -> None:
    await town.add_driver(at=POTO_POTO)
    for at in (None, moved(TRUE_SPOT, north_m=9_000, east_m=0)):
        mission = await town.order_delivery(dropoff=TRUE_SPOT)
        await town.give(mission.reference)
        await town.report(mission.reference, MissionStatus.IN_TRANSIT)
        town.clock.advance(timedelta(minutes=6))
        await town.deliver(mission.reference, at=at)
    assert await ask(town, LANDMARK) == KnownPlace()


async def test_two_hundred_phrases_all_resolve_within_fifty_metres(town: Town) -> None:
    random = seeded(11)
    drops = await copy_missions(town, count=600)
    filled, spots = [], {}
    for number in range(200):
        spot = moved(TRUE_SPOT, north_m=random.uniform(-4e3, 4e3), east_m=random.uniform(-4e3, 4e3))
        said = spot.model_copy(update={"label": f"Repère numéro {number}"})
        spots[said.label] = said
        filled += [
            Drop(one.mission_id, one.stop, one.city, said=said, stood=noisy(said, random=random))
            for one in drops[number * 3 : number * 3 + 3]
        ]
    assert all(await learn(town, filled))
    assert not any(await learn(town, filled[:3]))  # a mission teaches once
    async with town.container.begin() as work:
        found = {
            label: (await find_place(work, phrase=label, city="Brazzaville")).place
            for label in spots
        }
    away = [distance_m(place, spots[label]) for label, place in found.items() if place is not None]
    assert len(away) == 200
    assert max(away) <= 50


@pytest.mark.parametrize("strays_m", [[4_000], [4_000, -3_500]])
async def test_a_few_strays_do_not_move_a_place(town: Town, strays_m: list[int]) -> None:
    random = seeded(13)
    drops = await copy_missions(town, count=5 + len(strays_m))
    stood = [noisy(TRUE_SPOT, random=random) for _ in range(5)]
    stood += [moved(TRUE_SPOT, north_m=metres, east_m=0) for metres in strays_m]
    await learn(
        town,
        [
            Drop(one.mission_id, one.stop, one.city, said=TRUE_SPOT, stood=where)
            for one, where in zip(drops, stood, strict=True)
        ],
    )
    found = await ask(town, LANDMARK)
    assert found.drops == 5 + len(strays_m)
    assert found.place is not None
    assert distance_m(found.place, TRUE_SPOT) <= 50


async def test_words_that_mean_many_places_are_not_trusted(town: Town) -> None:
    drops = await copy_missions(town, count=4)
    await learn(
        town,
        [
            Drop(
                one.mission_id,
                one.stop,
                one.city,
                said=TRUE_SPOT,
                stood=moved(TRUE_SPOT, north_m=number * 900, east_m=0),
            )
            for number, one in enumerate(drops)
        ],
    )
    assert await ask(town, LANDMARK) == KnownPlace(drops=4)


async def test_two_cities_that_share_words_do_not_mix(town: Town) -> None:
    drops = await copy_missions(town, count=6)
    there = Place(label=LANDMARK, latitude=4.05, longitude=9.77, city="Douala")
    filled = [
        Drop(one.mission_id, one.stop, city, said=said, stood=said)
        for one, (city, said) in zip(
            drops, [("Brazzaville", TRUE_SPOT), ("Douala", there)] * 3, strict=True
        )
    ]
    await learn(town, filled)
    for city, spot in (("Brazzaville", TRUE_SPOT), ("douala", there)):
        found = await ask(town, LANDMARK, city)
        assert found.drops == 3
        assert found.place is not None
        assert distance_m(found.place, spot) < 1
    assert await ask(town, LANDMARK, None) == KnownPlace()


async def test_only_the_last_fifty_drops_count(town: Town) -> None:
    drops = await copy_missions(town, count=80)
    moved_shop = moved(TRUE_SPOT, north_m=2_000, east_m=0)
    await learn(
        town,
        [
            Drop(one.mission_id, one.stop, one.city, said=TRUE_SPOT, stood=where)
            for one, where in zip(drops, [TRUE_SPOT] * 30 + [moved_shop] * 50, strict=True)
        ],
    )
    found = await ask(town, LANDMARK)
    assert found.drops == 50
    assert found.place is not None
    assert distance_m(found.place, moved_shop) < 1


async def test_places_are_found_by_an_index_however_many_there_are(town: Town) -> None:
    await copy_missions(town, count=3_000)
    async with town.container.begin() as work:
        connection = await work.session.connection()
        await connection.exec_driver_sql(
            "INSERT INTO orders.place_drop"
            " (phrase, city, latitude, longitude, mission_id, stop, at)"
            " SELECT CASE WHEN n % 10 = 0 THEN 'rond point' ELSE 'phrase ' || n END, 'Brazzaville',"
            " -4.27, 15.26, id, 'dropoff', now()"
            " FROM (SELECT id, row_number() OVER () AS n FROM orders.mission) AS numbered"
        )
        await connection.exec_driver_sql("ANALYZE orders.place_drop")
        known = {"phrase": "rond point", "city": "Brazzaville", "last_drops": LAST_DROPS}
        query = text(f"EXPLAIN (ANALYZE, COSTS OFF) {MIDDLE.text}")
        plan = "\n".join((await work.session.execute(query, known)).scalars())
        assert "Seq Scan" not in plan
        assert "rows=50" in plan
        assert await work.places.find_only_city("rond point") == "Brazzaville"
