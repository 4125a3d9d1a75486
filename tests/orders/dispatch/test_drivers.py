"""A driver comes and goes, looks back on the day, and may be taken off the road."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from services.orders.dispatch.use_cases.suspend_driver import suspend_driver
from shared.contracts.call import Nothing
from shared.contracts.orders.api import DriverHistory, DriverHistoryQuery
from shared.contracts.orders.calls import GET_DRIVER, LIST_DONE_JOBS
from shared.contracts.orders.errors import DriverNotFound, OfferExpired
from shared.errors import Invalid
from tests.orders.dispatch.steps import (
    EXHAUSTED,
    accept,
    asked,
    change,
    closed,
    come,
    hold_cash,
    leave,
    newest_offer,
    take,
)
from tests.orders.town import BACONGO, CEDRIC, POTO_POTO, TRESOR, Town

_ENDS = (("delivered", 1, 14), ("returned", 2, 2), ("cancelled", 3, 3), ("returned", 4, 4))
DONE = """
INSERT INTO orders.mission (id, reference, status, status_since, city, pickup, dropoff, size,
  price, driver_id, fact_ranks, tracking_token, created_at, ended_at)
SELECT gen_random_uuid(), 'COUR-' || done.status || n, done.status, done.at, 'Brazzaville',
  '{"place": {"label": "Poto-Poto"}}', '{"place": {"label": "Bacongo"}}', 'small',
  1600, driver.id, '{}', 'token-' || done.status || n, done.at, done.at - n * interval '1 hour'
FROM orders.driver, generate_series(CAST(:first AS int), CAST(:last AS int)) AS n,
  (SELECT CAST(:status AS text) AS status, CAST(:at AS timestamptz) AS at) AS done
WHERE phone = :phone
"""


async def history(town: Town, *, after: str | None = None, of: str = CEDRIC) -> DriverHistory:
    return await town.orders.call(LIST_DONE_JOBS, DriverHistoryQuery(after=after), phone=of)


async def admin(town: Town, path: str, *, status: int = 200) -> dict[str, object]:
    secret = town.app.state.settings.admin_secret.get_secret_value()
    answer = await town.http.post(
        f"/api/admin/drivers/{path}", headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == status
    told: dict[str, object] = answer.json()
    return told


async def two_drivers_and_an_offer(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=BACONGO)
    await town.order_delivery()
    await town.settle()
    assert await asked(town) == [CEDRIC]


async def test_a_driver_who_leaves_is_passed_over_for_the_next(town: Town) -> None:
    await two_drivers_and_an_offer(town)
    offer = await newest_offer(town)
    for _ in range(2):
        assert (await leave(town)).is_on_duty is False
    await town.settle()
    assert await asked(town) == [CEDRIC, TRESOR]
    rows = await town.rows("SELECT state FROM orders.offer ORDER BY made_at, id")
    assert [row["state"] for row in rows] == ["declined", "open"]
    with pytest.raises(OfferExpired):
        await accept(town, offer)
    assert await closed(town) == []


async def test_a_driver_who_leaves_just_before_the_offer_is_not_asked(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    mission = await town.order_delivery()
    database = town.container.process.database
    async with database.transaction() as session:
        work = town.container.open_work(session)
        driver = await work.drivers.get(CEDRIC)
        [candidate] = await work.dispatch.list_candidates(
            await work.missions.get(mission.id), asked_since=None, now=work.now
        )
        assert candidate.driver_id == driver.id
        await leave(town)
        assert await work.drivers.hold_on_duty(driver.id) is False
    await town.settle()
    assert await asked(town) == []
    assert len(await town.events(EXHAUSTED)) == 1


async def test_a_driver_is_told_with_rating_cash_and_the_code_to_show(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    await change(town, "UPDATE orders.driver SET rating = 4.6")
    await hold_cash(town, 12_500)
    await town.order_delivery()
    await town.settle()
    taken = await accept(town, await newest_offer(town))
    assert taken.pickup_code is not None
    driver = await town.orders.call(GET_DRIVER, Nothing(), phone=CEDRIC)
    assert (driver.rating, driver.cash_in_hand, driver.is_suspended) == (4.6, 12_500, False)
    [mission] = driver.active_missions
    assert (mission.pickup_code, mission.delivery_code) == (taken.pickup_code, None)


async def test_the_history_is_paged_and_adds_up_the_local_day(town: Town) -> None:
    await town.add_driver(CEDRIC, at=None)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    assert await history(town) == DriverHistory(jobs=[], today_count=0, today_pay=0)
    noon = town.clock.now()
    assert noon == datetime(2026, 11, 21, 12, tzinfo=UTC)
    for status, first, last in _ENDS:
        values = {"status": status, "at": noon, "phone": CEDRIC, "first": first, "last": last}
        await change(town, DONE, **values)
    await change(
        town,
        "INSERT INTO orders.offer (id, mission_id, driver_id, state, pay, distance_to_pickup_m,"
        " made_at, expires_at, closed_at) SELECT id, id, driver_id, 'accepted', 1500, 0, ended_at,"
        " ended_at, ended_at FROM orders.mission WHERE reference = 'COUR-delivered1'",
    )
    await change(
        town,
        "INSERT INTO orders.mission_change (mission_id, status, has_moved, at, source)"
        " SELECT id, 'picked_up', true, created_at, 'driver' FROM orders.mission"
        " WHERE reference = 'COUR-returned2'",
    )
    page = await history(town)
    assert [job.ended_at for job in page.jobs] == sorted(
        (job.ended_at for job in page.jobs), reverse=True
    )
    newest = page.jobs[0]
    assert (newest.reference, newest.status, newest.pay) == ("COUR-delivered1", "delivered", 1_500)
    assert (newest.dropoff, newest.ended_at) == ("Bacongo", noon - timedelta(hours=1))
    assert page.next is not None
    rest = await history(town, after=page.next)
    assert (len(page.jobs), len(rest.jobs), rest.next) == (10, 7, None)
    pays = {job.reference: job.pay for job in [*page.jobs, *rest.jobs]}
    assert len(pays) == 17
    assert (pays["COUR-returned2"], pays["COUR-cancelled3"]) == (1_280, 0)
    assert pays["COUR-returned4"] == 0  # it never was picked up
    # In Brazzaville the day began at 23:00 UTC, thirteen hours ago.
    assert (page.today_count, page.today_pay) == (14, 1_500 + 13 * 1_280)
    assert (await history(town, of=TRESOR)).jobs == []
    with pytest.raises(Invalid):
        await history(town, after="nonsense")
    with pytest.raises(DriverNotFound):
        await history(town, of="+242069999999")


async def test_a_suspended_driver_is_off_the_road_until_restored(town: Town) -> None:
    await two_drivers_and_an_offer(town)
    for _ in range(2):
        told = await admin(town, f"{CEDRIC}/suspend")
        assert (told["is_suspended"], told["is_on_duty"]) == (True, False)
    await town.settle()
    assert await asked(town) == [CEDRIC, TRESOR]
    with pytest.raises(DriverNotFound):
        await come(town)
    for _ in range(2):
        told = await admin(town, f"{CEDRIC}/restore")
        assert (told["is_suspended"], told["is_on_duty"]) == (False, False)
    assert (await come(town)).is_on_duty
    assert (await admin(town, "+242069999999/suspend", status=404))["code"] == "driver_not_found"


async def test_who_is_suspended_while_accepting_gets_no_mission(town: Town) -> None:
    await town.add_driver(CEDRIC, at=POTO_POTO)
    mission = await town.order_delivery()
    await town.settle()
    offer = await newest_offer(town)
    waits = (
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    async with town.container.begin() as work:
        await suspend_driver(work, phone=CEDRIC)
        await work.session.flush()
        accepting = asyncio.create_task(accept(town, offer))
        while not await town.rows(waits):  # noqa: ASYNC110 - the database is what changes
            await asyncio.sleep(0.01)
    with pytest.raises(DriverNotFound):
        await accepting
    [row] = await town.rows("SELECT status, driver_id FROM orders.mission")
    assert (row["status"], row["driver_id"]) == ("pending", None)
    with pytest.raises(DriverNotFound):
        await take(town, mission.reference)
