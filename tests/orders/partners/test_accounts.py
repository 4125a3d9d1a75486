"""Partners' accounts: credentials shown once, rotated without a gap, shut out and let in again."""

import asyncio
from datetime import timedelta

import pytest

from services.orders.partners.credentials import hashed, key_of
from simulator.partner_day.listener import Listener, signature
from tests.orders.partners.account import ADMIN, ENDPOINTS, Account, Operator, tell, wanted
from tests.orders.town import Town, new_key

REPORT = b'{"numero_mission": "EXT-1", "statut": "livree"}'
NOBODY = "00000000-0000-4000-8000-000000000000"
PARTNERS_ROUTES = (
    ("POST", "/api/missions"),
    ("GET", "/api/missions"),
    ("GET", "/api/missions/COUR-20261121-001"),
    ("POST", "/api/missions/COUR-20261121-001/cancel"),
    ("POST", "/api/quotes"),
    ("POST", ENDPOINTS),
    ("GET", ENDPOINTS),
    ("GET", f"{ENDPOINTS}/{NOBODY}"),
    ("PATCH", f"{ENDPOINTS}/{NOBODY}"),
    ("DELETE", f"{ENDPOINTS}/{NOBODY}"),
    ("GET", f"{ENDPOINTS}/{NOBODY}/deliveries"),
    ("POST", f"{ENDPOINTS}/{NOBODY}/replay"),
)
OPERATORS_ROUTES = (
    ("POST", ADMIN),
    ("GET", ADMIN),
    ("GET", f"{ADMIN}/{NOBODY}"),
    ("POST", f"{ADMIN}/{NOBODY}/rotate-key"),
    ("POST", f"{ADMIN}/{NOBODY}/rotate-secret"),
    ("POST", f"{ADMIN}/{NOBODY}/disable"),
    ("POST", f"{ADMIN}/{NOBODY}/enable"),
    ("POST", f"{ADMIN}/{NOBODY}/endpoints"),
    ("GET", f"{ADMIN}/{NOBODY}/endpoints"),
    ("GET", f"{ADMIN}/{NOBODY}/endpoints/{NOBODY}"),
    ("PATCH", f"{ADMIN}/{NOBODY}/endpoints/{NOBODY}"),
    ("DELETE", f"{ADMIN}/{NOBODY}/endpoints/{NOBODY}"),
    ("GET", f"{ADMIN}/{NOBODY}/endpoints/{NOBODY}/deliveries"),
    ("POST", f"{ADMIN}/{NOBODY}/endpoints/{NOBODY}/replay"),
)


async def reports(account: Account, *, secret: str, id_: str) -> int:
    """Post a status of the partner's own mission, signed with a secret; returns the HTTP status."""
    now = str(int(account.town.clock.now().timestamp()))
    headers = {
        "webhook-partner": account.name_key,
        "webhook-id": id_,
        "webhook-timestamp": now,
        "webhook-signature": signature(f"{id_}.{now}.".encode() + REPORT, secret=secret),
    }
    path = "/webhooks/missions/status"
    return (await account.town.http.post(path, content=REPORT, headers=headers)).status_code


@pytest.mark.parametrize(
    ("name", "key"),
    [("Express Congo", "express-congo"), ("  Été & Cie! ", "ete-cie"), ("x" * 60, "x" * 40)],
)
def test_a_name_gives_a_key(name: str, key: str) -> None:
    assert key_of(name) == key


async def test_every_route_asks_who_calls(town: Town) -> None:
    """Nobody, a forged key, the other kind's key, our services' token: all are strangers."""
    account = await Operator(town).takes_on()
    admin = town.app.state.settings.admin_secret.get_secret_value()
    strangers = ("", "Bearer ", "Bearer ttk_forged", f"Basic {account.api_key}", "Bearer ttk_é")
    cases = [(PARTNERS_ROUTES, f"Bearer {admin}"), (OPERATORS_ROUTES, f"Bearer {account.api_key}")]
    for routes, others in cases:
        for method, path in routes:
            for given in (*strangers, others):
                headers = {b"authorization": given.encode(), b"idempotency-key": b"12345678"}
                answer = await town.http.request(method, path, headers=headers)
                assert answer.status_code == 401, (method, path, given, answer.text)
    assert await town.rows("SELECT 1 FROM orders.partner_endpoint") == []


async def test_the_matrix_names_every_route(town: Town) -> None:
    paths = town.app.openapi()["paths"]
    found = {
        (method.upper(), path.replace("{partner_id}", NOBODY).replace("{endpoint_id}", NOBODY))
        for path, methods in paths.items()
        for method in methods
        if path.startswith((ADMIN, "/api/partners", "/api/missions", "/api/quotes"))
    }
    tested = {
        (method, path.replace("COUR-20261121-001", "{reference}"))
        for method, path in (*PARTNERS_ROUTES, *OPERATORS_ROUTES)
    }
    assert found == tested


async def test_what_is_another_partners_is_not_found(town: Town) -> None:
    operator = Operator(town)
    ours, others = await operator.takes_on(), await operator.takes_on("Autre Livreur")
    mission = await ours.asks()
    reference = mission["reference"]
    async with Listener.standing() as listener:
        endpoint = await ours.subscribes(listener)
    calls = [
        ("GET", f"/api/missions/{reference}", None, "mission_not_found"),
        ("POST", f"/api/missions/{reference}/cancel", {}, "mission_not_found"),
        ("GET", f"{ENDPOINTS}/{endpoint}", None, "endpoint_not_found"),
        ("PATCH", f"{ENDPOINTS}/{endpoint}", {"is_enabled": False}, "endpoint_not_found"),
        ("DELETE", f"{ENDPOINTS}/{endpoint}", None, "endpoint_not_found"),
        ("GET", f"{ENDPOINTS}/{endpoint}/deliveries", None, "endpoint_not_found"),
        ("POST", f"{ENDPOINTS}/{endpoint}/replay", {"ids": ["msg_1"]}, "endpoint_not_found"),
    ]
    for method, path, body, code in calls:
        answer = await others.call(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (404, code)
    assert (await others.call("GET", "/api/missions")).json() == {"missions": [], "next": None}
    assert (await others.call("GET", ENDPOINTS)).json() == {"endpoints": []}
    wrong = await operator.call("GET", f"/{others.id}/endpoints/{endpoint}")
    assert (wrong.status_code, wrong.json()["code"]) == (404, "endpoint_not_found")
    assert (await ours.endpoint(endpoint))["is_enabled"] is True
    found = (await ours.call("GET", f"/api/missions/{reference}")).json()
    assert found["status"] == "pending"


async def test_the_key_is_kept_as_a_hash_and_shown_by_no_read(town: Town) -> None:
    operator = Operator(town)
    account = await operator.takes_on()
    [row] = await town.rows("SELECT * FROM orders.partner")
    assert row["api_key_hash"] == hashed(account.api_key)
    assert account.api_key not in str(row)
    assert len(account.api_key) > 40
    reads = [await operator.call("GET", ""), await operator.call("GET", f"/{account.id}")]
    for read in reads:
        assert read.status_code == 200
        assert account.api_key not in read.text
        assert "whsec_" not in read.text
    kept = await town.rows("SELECT answer::text FROM orders.idempotent_answer")
    assert kept == []


async def test_a_name_is_taken_once_however_many_ask_at_once(town: Town) -> None:
    operator = Operator(town)
    names = ("Express Congo", "express congo", "EXPRESS-CONGO")
    answers = await asyncio.gather(*(operator.call("POST", "", name=name) for name in names))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert refused["code"] == "partner_name_taken"
    assert (await operator.call("POST", "", name="…!")).status_code == 422
    assert len(await town.rows("SELECT 1 FROM orders.partner")) == 1


async def test_partners_are_listed_by_name_page_by_page(town: Town) -> None:
    operator = Operator(town)
    for number in range(52):
        await operator.takes_on(f"Partenaire {number:02d}")
    first = (await operator.call("GET", "")).json()
    second = (await operator.call("GET", f"?after={first['next']}")).json()
    names = [one["name"] for page in (first, second) for one in page["partners"]]
    assert names == [f"Partenaire {number:02d}" for number in range(52)]
    assert second["next"] is None
    assert (await operator.call("GET", "?after=garbage")).json()["code"] == "invalid"


async def test_a_rotated_key_replaces_the_old_one_at_once(town: Town) -> None:
    operator = Operator(town)
    account = await operator.takes_on()
    answer = (await operator.call("POST", f"/{account.id}/rotate-key")).json()
    fresh = Account(town, account.id, account.name_key, answer["api_key"], account.secret)
    assert answer["webhook_secret"] is None
    assert (await account.call("GET", "/api/missions")).status_code == 401
    assert (await fresh.call("GET", "/api/missions")).status_code == 200


async def test_a_rotated_secret_leaves_the_old_one_a_day(town: Town) -> None:
    operator = Operator(town)
    account = await operator.takes_on()
    key = new_key()
    path = f"/{account.id}/rotate-secret"
    first, again = [(await operator.call("POST", path, key=key)).json() for _ in range(2)]
    fresh = first["webhook_secret"]
    assert first == again
    assert fresh != account.secret
    assert "2026-11-22T12:00:00Z" in first["partner"].values()
    third = await operator.call("POST", path)
    assert (third.status_code, third.json()["code"]) == (409, "secret_rotation_under_way")
    assert await reports(account, secret=account.secret, id_="msg_old") == 200
    assert await reports(account, secret=fresh, id_="msg_new") == 200
    async with Listener.standing(account.secret) as old, Listener.standing(fresh) as new:
        old.now = new.now = lambda: town.clock.now().timestamp()
        await account.subscribes(old, "mission.pending")
        await account.subscribes(new, "mission.pending")
        await account.asks()
        await tell(town)
        assert (len(old.taken), len(new.taken)) == (1, 1)
        town.clock.advance(timedelta(days=1))
        assert await reports(account, secret=account.secret, id_="msg_late") == 401
        assert await reports(account, secret=fresh, id_="msg_late") == 200
        await account.asks("CMD-2")
        await tell(town)
        assert (len(old.taken), old.forged, len(new.taken)) == (1, 1, 2)


async def test_a_disabled_partner_is_refused_and_told_nothing_until_it_is_enabled(
    town: Town,
) -> None:
    operator = Operator(town)
    account = await operator.takes_on()
    async with Listener.standing(account.secret) as listener:
        listener.now = lambda: town.clock.now().timestamp()
        await account.subscribes(listener)
        await account.asks()
        shut = (await operator.call("POST", f"/{account.id}/disable")).json()
        assert shut["is_enabled"] is False
        assert (await account.call("GET", "/api/missions")).status_code == 401
        refused = await account.call("POST", "/api/missions", json=wanted("CMD-2"))
        assert refused.status_code == 401
        assert await reports(account, secret=account.secret, id_="msg_1") == 401
        await tell(town)
        assert listener.told == []
        assert len(await town.rows("SELECT 1 FROM orders.mission")) == 1
        opened = (await operator.call("POST", f"/{account.id}/enable")).json()
        assert opened["is_enabled"] is True
        assert (await account.call("GET", "/api/missions")).status_code == 200
        assert await reports(account, secret=account.secret, id_="msg_1") == 200
