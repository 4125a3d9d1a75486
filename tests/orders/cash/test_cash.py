"""Cash from the job to the bank: once, whatever is repeated, and never below nothing."""

import asyncio
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from services.orders.cash.journal import in_hand
from services.orders.dispatch.use_cases.suspend_driver import suspend_driver
from shared.contracts.call import Nothing
from shared.contracts.orders.api import CancelRequest, DriverCall, MissionStatus
from shared.contracts.orders.calls import CANCEL_MISSION, GET_CASH, START_HANDOVER
from shared.contracts.orders.cash import CashAccount, Handover
from shared.contracts.orders.errors import DriverNotFound, NothingToHandOver
from tests.orders.town import AWA, CEDRIC, TRESOR, Town, new_key, seeded

HANDED_OVER, PASSED = "orders.cash_handed_over.v1", "orders.cash_ceiling_passed.v1"


async def earn(town: Town, amount: int, *, by: str = CEDRIC) -> str:
    """Deliver a parcel that is paid at the door."""
    mission = await town.order_delivery(cash=amount)
    await town.give(mission.reference, to=by)
    await town.deliver(mission.reference, by=by)
    return mission.reference


async def account(town: Town, phone: str = CEDRIC) -> CashAccount:
    return await town.orders.call(GET_CASH, Nothing(), phone=phone)


async def begin(town: Town, phone: str = CEDRIC) -> Handover:
    call = DriverCall(driver_phone=phone)
    told = await town.orders.call(START_HANDOVER, call, key=new_key(), phone=phone)
    assert told.handover is not None
    return told.handover


async def office(
    town: Town, path: str, *, body: dict[str, str], key: str | None = None
) -> httpx.Response:
    secret = town.app.state.settings.admin_secret.get_secret_value()
    headers = {"authorization": f"Bearer {secret}", "idempotency-key": key or new_key()}
    return await town.http.post(f"/api/admin/cash/handovers/{path}", json=body, headers=headers)


async def holders(town: Town, after: str | None = None) -> httpx.Response:
    secret = town.app.state.settings.admin_secret.get_secret_value()
    params = {"after": after} if after else {}
    headers = {"authorization": f"Bearer {secret}"}
    return await town.http.get("/api/admin/cash", params=params, headers=headers)


async def journal(town: Town) -> list[tuple[str, int]]:
    rows = await town.rows("SELECT kind, amount FROM orders.cash_entry ORDER BY id")
    return [(row["kind"], row["amount"]) for row in rows]


async def test_cash_is_declared_collected_handed_over_and_banked(town: Town) -> None:
    await town.add_driver(at=None)
    with pytest.raises(NothingToHandOver):
        await begin(town)
    mission = await town.order_delivery(cash=5_000)
    await town.give(mission.reference)
    assert await journal(town) == [("declared", 5_000)]
    assert (await account(town)).in_hand == 0
    for _ in range(2):
        await town.deliver(mission.reference)
    assert [(one.kind, one.amount, one.reference) for one in (await account(town)).entries] == [
        ("collected", 5_000, mission.reference),
        ("declared", 5_000, mission.reference),
    ]
    begun = await begin(town)
    assert (begun.amount, begun.expires_at - town.clock.now()) == (5_000, timedelta(minutes=30))
    confirmed = await office(town, f"{begun.id}/confirm", body={"code": begun.code})
    assert (confirmed.status_code, confirmed.json()["state"]) == (200, "confirmed")
    banked = await office(town, f"{begun.id}/bank", body={"bank_reference": "BGFI-1"})
    assert (banked.json()["state"], banked.json()["in_hand"]) == ("banked", 0)
    assert "code" not in banked.json()
    assert await journal(town) == [
        ("declared", 5_000),
        ("collected", 5_000),
        ("handed_over", 5_000),
        ("banked", 5_000),
    ]
    [event] = await town.events(HANDED_OVER)
    assert (event["amount"], event["in_hand"], event["driver"]["phone"]) == (5_000, 0, CEDRIC)
    told = await account(town)
    assert (told.in_hand, told.handover) == (0, None)


async def test_a_suspended_driver_still_brings_the_cash_back(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 3_000)
    async with town.container.begin() as work:
        await suspend_driver(work, phone=CEDRIC)
    assert (await account(town)).in_hand == 3_000
    begun = await begin(town)
    confirmed = await office(town, f"{begun.id}/confirm", body={"code": begun.code})
    assert (confirmed.status_code, confirmed.json()["in_hand"]) == (200, 0)
    assert (await journal(town))[2:] == [("handed_over", 3_000)]
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    async with town.container.begin() as work:
        await work.session.execute(
            text("UPDATE orders.driver SET approved_at = NULL WHERE phone = :phone"),
            {"phone": TRESOR},
        )
    with pytest.raises(DriverNotFound):
        await account(town, TRESOR)
    with pytest.raises(DriverNotFound):
        await begin(town, TRESOR)


async def test_what_is_collected_during_a_hand_over_waits_for_the_next(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 3_000)
    begun = await begin(town)
    await earn(town, 2_000)
    assert await begin(town) == begun
    await office(town, f"{begun.id}/confirm", body={"code": begun.code})
    assert (await account(town)).in_hand == 2_000
    assert (await begin(town)).amount == 2_000


async def test_confirming_at_the_same_time_takes_the_cash_once(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 3_000)
    begun = await begin(town)
    path, body = f"{begun.id}/confirm", {"code": begun.code}
    answers = await asyncio.gather(*(office(town, path, body=body) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert (await journal(town))[2:] == [("handed_over", 3_000)]
    assert len(await town.events(HANDED_OVER)) == 1
    banking = {"bank_reference": "BGFI-1"}
    path = f"{begun.id}/bank"
    answers = await asyncio.gather(*(office(town, path, body=banking) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200}
    other = await office(town, path, body={"bank_reference": "BGFI-2"})
    assert other.json()["code"] == "handover_already_banked"
    assert (await journal(town))[3:] == [("banked", 3_000)]


async def test_wrong_codes_are_counted_and_lock_the_hand_over(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 3_000)
    begun = await begin(town)
    path = f"{begun.id}/confirm"
    guesses = [f"{(int(begun.code) + by) % 10_000:04d}" for by in range(1, 13)]
    answers = await asyncio.gather(*(office(town, path, body={"code": guess}) for guess in guesses))
    codes = sorted(answer.json()["code"] for answer in answers)
    assert codes == ["code_locked"] * 7 + ["wrong_code"] * 5
    locked = await office(town, path, body={"code": begun.code})
    assert (locked.status_code, locked.json()["code"]) == (409, "code_locked")
    assert (await journal(town))[2:] == []
    assert (await account(town)).in_hand == 3_000
    again = await begin(town)
    assert again.id != begun.id
    assert (await office(town, f"{again.id}/confirm", body={"code": again.code})).is_success


async def test_a_guess_sent_again_is_one_guess(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 3_000)
    begun = await begin(town)
    wrong = {"code": f"{(int(begun.code) + 1) % 10_000:04d}"}
    path = f"{begun.id}/confirm"
    answers = [await office(town, path, body=wrong, key="the same key") for _ in range(3)]
    assert [answer.json()["params"]["tries_left"] for answer in answers] == [4, 4, 4]


async def test_half_an_hour_later_the_code_is_worth_nothing(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 3_000)
    begun = await begin(town)
    town.clock.advance(timedelta(minutes=30))
    late = await office(town, f"{begun.id}/confirm", body={"code": begun.code})
    assert (late.status_code, late.json()["code"]) == (404, "handover_not_found")
    unconfirmed = await office(town, f"{begun.id}/bank", body={"bank_reference": "BGFI-1"})
    assert unconfirmed.json()["code"] == "handover_not_confirmed"
    unknown = await office(town, f"{UUID(int=1)}/confirm", body={"code": "1234"})
    assert unknown.status_code == 404
    assert (await journal(town))[2:] == []
    assert (await begin(town)).id != begun.id


async def test_a_job_that_ends_otherwise_brings_nothing(town: Town) -> None:
    await town.add_driver(at=None)
    for end in ("cancelled", "returned"):
        mission = await town.order_delivery(cash=4_000)
        await town.give(mission.reference)
        if end == "cancelled":
            off = CancelRequest(contact=AWA)
            await town.orders.call(CANCEL_MISSION, off, key=new_key(), reference=mission.reference)
        else:
            await town.report(mission.reference, MissionStatus.PICKED_UP)
            await town.report(mission.reference, MissionStatus.PROBLEM, note="absent")
            await town.report(mission.reference, MissionStatus.RETURNED)
    await earn(town, 0)
    assert await journal(town) == [("declared", 4_000)] * 2
    assert (await account(town)).in_hand == 0


async def test_passing_the_ceiling_is_told_once(town: Town) -> None:
    await town.add_driver(at=None)
    for amount in (60_000, 40_000, 1_000, 1_000):
        await earn(town, amount)
    [event] = await town.events(PASSED)
    assert (event["in_hand"], event["ceiling"]) == (101_000, 100_000)
    assert (await account(town)).ceiling == 100_000


async def test_the_office_sees_who_holds_how_much_most_first(town: Town) -> None:
    await town.add_driver(at=None)
    await town.add_driver(TRESOR, name="Trésor Ngoma", at=None)
    await earn(town, 101_000)
    await earn(town, 4_000, by=TRESOR)
    page = (await holders(town)).json()
    told = [
        (one["driver"]["phone"], one["in_hand"], one["is_above_ceiling"]) for one in page["holders"]
    ]
    assert told == [(CEDRIC, 101_000, True), (TRESOR, 4_000, False)]
    assert (page["ceiling"], page["next"]) == (100_000, None)
    assert [one["handover"] for one in page["holders"]] == [None, None]
    assert (await holders(town, after="not a cursor")).status_code == 422


async def test_the_office_sees_which_hand_over_to_confirm_and_not_its_code(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 7_000)
    call = DriverCall(driver_phone=CEDRIC)
    begun = await town.orders.call(START_HANDOVER, call, key=new_key(), phone=CEDRIC)
    assert begun.handover is not None

    [holder] = (await holders(town)).json()["holders"]

    assert holder["handover"] == {
        "id": str(begun.handover.id),
        "amount": 7_000,
        "expires_at": holder["handover"]["expires_at"],
    }
    body = {"code": begun.handover.code}
    answer = await office(town, f"{holder['handover']['id']}/confirm", body=body)
    assert answer.status_code == 200
    assert (await holders(town)).json()["holders"] == []


async def test_the_offices_list_goes_on_where_the_page_ended(town: Town) -> None:
    async with town.container.begin() as work:
        connection = await work.session.connection()
        await connection.exec_driver_sql(
            "INSERT INTO orders.driver (id, name, phone, city, vehicle, rating, is_on_duty,"
            " created_at) SELECT gen_random_uuid(), 'D' || n, '+24206500' || lpad(n::text, 4, '0'),"
            " 'Brazzaville', 'motorbike', 5, false, now() FROM generate_series(1, 120) n"
        )
        await connection.exec_driver_sql(
            "INSERT INTO orders.cash_purse (driver_id, in_hand)"
            " SELECT id, 1000 * (substr(name, 2)::int / 7) FROM orders.driver"
        )
    seen: list[tuple[int, str]] = []
    after: str | None = None
    pages = 0
    while pages == 0 or after:
        page = (await holders(town, after)).json()
        seen += [(one["in_hand"], one["driver"]["phone"]) for one in page["holders"]]
        after, pages = page["next"], pages + 1
    assert (pages, len(seen), len(set(seen))) == (3, 114, 114)  # six of them hold nothing
    assert [held for held, _ in seen] == sorted((held for held, _ in seen), reverse=True)


async def test_cash_is_shown_to_those_it_concerns(town: Town) -> None:
    await town.add_driver(at=None)
    for path in ("", f"/handovers/{UUID(int=1)}/confirm", f"/handovers/{UUID(int=1)}/bank"):
        method = "POST" if path else "GET"
        answer = await town.http.request(method, f"/api/admin/cash{path}", json={})
        assert answer.status_code == 401, path
    with pytest.raises(DriverNotFound):
        await account(town, TRESOR)
    call = DriverCall(driver_phone=CEDRIC)
    with pytest.raises(DriverNotFound):
        await town.orders.call(START_HANDOVER, call, key=new_key(), phone=TRESOR)


async def test_in_hand_is_what_the_journal_says_whatever_happens_in_whatever_order(
    town: Town,
) -> None:
    await town.add_driver(at=None)
    random = seeded(20261121)
    begun: list[Handover] = []
    for _ in range(40):
        match random.choice(["earn", "begin", "confirm", "confirm", "wrong", "late"]):
            case "earn":
                await earn(town, random.choice([500, 1_000, 2_500]))
            case "begin" if (await account(town)).in_hand:
                begun.append(await begin(town))
            case "confirm" if begun:
                one = random.choice(begun)
                await office(town, f"{one.id}/confirm", body={"code": one.code})
            case "wrong" if begun:
                one = random.choice(begun)
                wrong = f"{(int(one.code) + 1) % 10_000:04d}"
                await office(town, f"{one.id}/confirm", body={"code": wrong})
            case "late":
                town.clock.advance(timedelta(minutes=20))
            case _:
                continue
        entries = await journal(town)
        collected = sum(amount for kind, amount in entries if kind == "collected")
        handed_over = sum(amount for kind, amount in entries if kind == "handed_over")
        assert (await account(town)).in_hand == collected - handed_over >= 0
    assert {kind for kind, _ in await journal(town)} == {"declared", "collected", "handed_over"}


async def test_drivers_who_never_held_cash_hold_none(town: Town) -> None:
    await town.add_driver(at=None)
    await earn(town, 1_500)
    [driver] = await town.rows("SELECT id FROM orders.driver")
    stranger = UUID(int=7)
    async with town.container.begin() as work:
        assert await in_hand(work, [driver["id"], stranger]) == {driver["id"]: 1_500, stranger: 0}
