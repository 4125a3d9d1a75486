"""The team ends missions that are stuck."""

import httpx

from shared.contracts.call import Nothing
from shared.contracts.orders.api import DriverHistoryQuery, MissionStatus
from shared.contracts.orders.calls import GET_CASH, LIST_DONE_JOBS
from tests.orders.dispatch.steps import change
from tests.orders.town import CEDRIC, Town, new_key


async def end(
    town: Town, reference: str, status: str, *, note: str = "Injoignable", key: str | None = None
) -> httpx.Response:
    secret = town.app.state.settings.admin_secret.get_secret_value()
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": key or new_key()}
    url = f"/api/admin/missions/{reference}/status"
    return await town.http.post(url, headers=headers, json={"status": status, "note": note})


async def timeline(town: Town) -> list[tuple[str, str, str | None]]:
    rows = await town.rows("SELECT status, source, note FROM orders.mission_change ORDER BY id")
    return [(row["status"], row["source"], row["note"]) for row in rows]


async def test_the_team_ends_what_is_stuck_once_and_its_cash_follows(town: Town) -> None:
    await town.add_driver(at=None)
    mission = await town.order_delivery(cash=5_000)
    await town.give(mission.reference)
    for _ in range(2):
        told = await end(town, mission.reference, "problem", key="the same key")
        assert (told.status_code, told.json()["status"]) == (200, "problem")
        assert told.json()["problem"] == "Injoignable"
    assert (await end(town, mission.reference, "problem")).json()["status"] == "problem"
    ended = await end(town, mission.reference, "delivered", note="Vu avec le client")
    assert (ended.status_code, ended.json()["status"]) == (200, "delivered")
    for status in ("delivered", "cancelled", "returned"):
        again = await end(town, mission.reference, status)
        assert (again.status_code, again.json()["code"]) == (409, "step_not_allowed")
    assert (await timeline(town))[2:] == [
        ("problem", "system", "Injoignable"),
        ("delivered", "system", "Vu avec le client"),
    ]
    changed = await town.events("orders.mission_status_changed.v1")
    assert [event["status"] for event in changed] == [
        "pending",
        "accepted",
        "problem",
        "delivered",
    ]
    assert (await town.orders.call(GET_CASH, Nothing(), phone=CEDRIC)).in_hand == 5_000


async def test_a_job_that_the_team_sends_back_is_paid_if_it_was_picked_up(town: Town) -> None:
    await town.add_driver(at=None)
    never, taken = [await town.order_delivery() for _ in range(2)]
    for mission in (never, taken):
        await town.give(mission.reference)
    await town.report(taken.reference, MissionStatus.PICKED_UP)
    for mission in (never, taken):
        assert (await end(town, mission.reference, "returned")).status_code == 200
    history = await town.orders.call(LIST_DONE_JOBS, DriverHistoryQuery(), phone=CEDRIC)
    assert {job.reference: job.pay for job in history.jobs} == {
        never.reference: 0,
        taken.reference: 1_280,
    }
    assert (history.today_count, history.today_pay) == (1, 1_280)


async def test_only_our_own_missions_are_ended_and_only_with_a_word_on_it(town: Town) -> None:
    mission = await town.order_delivery()
    refused = [
        await end(town, mission.reference, "accepted"),
        await end(town, mission.reference, "cancelled", note="ok"),
        await end(town, mission.reference, "cancelled", note="NUL \x00"),
        await end(town, "COUR-20261121-999", "cancelled"),
    ]
    assert [answer.status_code for answer in refused] == [422, 422, 422, 404]
    await change(town, "UPDATE orders.mission SET partner_id = gen_random_uuid()")
    answer = await end(town, mission.reference, "cancelled")
    assert (answer.status_code, answer.json()["code"]) == (404, "mission_not_found")
    assert [status for status, _, _ in await timeline(town)] == ["pending"]
