"""Missions that partners ask for: ours in price, reference and drivers; theirs to follow."""

import asyncio
import json
from uuid import UUID

import pytest

from services.orders.places.models import DropRow
from shared.contracts.orders.api import MissionStatus
from tests.orders.partners.account import Account, Json, Operator, wanted
from tests.orders.town import BACONGO, CEDRIC, POTO_POTO, Town, new_key

MISSIONS = "/api/missions"


@pytest.fixture
async def partner(town: Town) -> Account:
    return await Operator(town).takes_on()


def at(label: str, **place: object) -> Json:
    return {"place": {"label": label, **place}}


async def test_a_partner_asks_and_gets_our_price_codes_and_a_link(
    town: Town, partner: Account
) -> None:
    mission = await partner.asks(price=1, size="medium", reference="FORGED-1")
    assert mission["reference"] == "COUR-20261121-001"
    assert mission["external_id"] == "CMD-1"
    assert (mission["status"], mission["price"]) == ("pending", 1_900)
    assert mission["client"]["phone"] == "+242065550101"
    assert mission["pickup"]["contact_phone"] == "+242065550301"
    assert mission["tracking_url"].startswith("https://toktok.test/track/")
    assert len(mission["pickup_code"]) == len(mission["delivery_code"]) == 4
    assert [entry["source"] for entry in mission["timeline"]] == ["partner"]
    [event] = await town.events("orders.mission_status_changed.v1")
    assert event["mission"]["id"] == mission["id"]
    [lane] = await town.rows("SELECT kind FROM orders.lane_item")
    assert lane["kind"] == "dispatch"


async def test_our_drivers_are_offered_it_and_the_partner_follows(
    town: Town, partner: Account
) -> None:
    await town.add_driver()
    reference = (await partner.asks())["reference"]
    await town.settle()
    [offer] = await town.events("orders.offer_made.v1")
    assert offer["offer"]["mission"]["reference"] == reference
    await town.give(reference)
    await town.report(reference, MissionStatus.PICKED_UP)
    found = (await partner.call("GET", f"{MISSIONS}/{reference}")).json()
    assert (found["status"], found["driver"]["phone"]) == ("picked_up", CEDRIC)
    refused = await partner.call("POST", f"{MISSIONS}/{reference}/cancel", json={})
    assert (refused.status_code, refused.json()["code"]) == (409, "mission_not_cancellable")
    await town.deliver(reference)
    [listed] = (await partner.call("GET", MISSIONS, status="delivered")).json()["missions"]
    assert listed["reference"] == reference


async def test_the_same_key_repeats_however_many_ask_at_once(town: Town, partner: Account) -> None:
    key = new_key()
    answers = await asyncio.gather(
        *(partner.call("POST", MISSIONS, json=wanted(), key=key) for _ in range(8))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert len(await town.rows("SELECT 1 FROM orders.mission")) == 1
    assert len(await town.events("orders.mission_status_changed.v1")) == 1
    other = await partner.call("POST", MISSIONS, json=wanted("CMD-2"), key=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


async def test_an_external_id_is_one_mission_whatever_the_key(town: Town, partner: Account) -> None:
    answers = await asyncio.gather(
        *(partner.call("POST", MISSIONS, json=wanted()) for _ in range(8))
    )
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 7]
    [made] = [answer.json() for answer in answers if answer.status_code == 201]
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert (refused["code"], refused["params"]["reference"]) == (
        "external_id_taken",
        made["reference"],
    )
    assert len(await town.rows("SELECT 1 FROM orders.mission")) == 1
    other = await Operator(town).takes_on("Autre Livreur")
    assert (await other.asks())["reference"] == "COUR-20261121-002"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"pickup": at("Nulle part")}, "place_not_located"),
        ({"dropoff": at("Kinkala", latitude=0.0, longitude=0.0)}, "out_of_area"),
        ({"client": {"phone": "12345"}}, "invalid"),
        (
            {"pickup": {**at("Ici", latitude=-4.25, longitude=15.27), "contact_phone": "x"}},
            "invalid",
        ),
        ({"external_id": "deux mots"}, "invalid"),
        ({"cash_to_collect": -1}, "invalid"),
        ({"description": "a\x00b"}, "invalid"),
        ({"description": "\ud800"}, "invalid"),
        ({"pickup": at("x" * 201, latitude=-4.25, longitude=15.27)}, "invalid"),
        (
            {"pickup": {**at("Ici", latitude=-4.25, longitude=15.27), "contact_name": "\x00"}},
            "invalid",
        ),
        ({"pickup": at("Ici", latitude=float("nan"), longitude=15.27)}, "invalid"),
    ],
)
async def test_what_cannot_be_delivered_is_refused_and_leaves_nothing(
    town: Town, partner: Account, changes: Json, code: str
) -> None:
    answer = await partner.call("POST", MISSIONS, content=json.dumps(wanted(**changes)))
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    for table in ("mission", "quote", "event_log", "lane_item", "idempotent_answer"):
        assert await town.rows(f"SELECT 1 FROM orders.{table}") == [], table  # noqa: S608 - ours


async def test_a_command_without_an_idempotency_key_is_refused(
    town: Town, partner: Account
) -> None:
    headers = {"authorization": f"Bearer {partner.api_key}"}
    answer = await town.http.post(MISSIONS, json=wanted(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


async def test_a_label_that_drivers_know_needs_no_coordinates(town: Town, partner: Account) -> None:
    for number in range(3):
        before = await town.order_delivery()
        async with town.container.process.database.transaction() as session:
            session.add(
                DropRow(
                    phrase="pharmacie de la paix",
                    city="Brazzaville",
                    latitude=-4.27 + number * 1e-5,
                    longitude=15.28,
                    mission_id=UUID(str(before.id)),
                    stop="dropoff",
                    at=town.clock.now(),
                )
            )
    mission = await partner.asks(dropoff=at("Pharmacie de la Paix", city="Brazzaville"))
    place = mission["dropoff"]["place"]
    assert (place["latitude"], place["longitude"]) == (-4.26999, 15.28)
    quote = await partner.call(
        "POST",
        "/api/quotes",
        json={
            "pickup": POTO_POTO.model_dump(),
            "dropoff": {"label": "Pharmacie de la Paix", "city": "Brazzaville"},
        },
    )
    assert quote.json()["total"] == mission["price"]


async def test_a_quote_is_priced_like_the_mission(partner: Account) -> None:
    body = {"pickup": POTO_POTO.model_dump(), "dropoff": BACONGO.model_dump()}
    quote = (await partner.call("POST", "/api/quotes", json=body)).json()
    assert quote["total"] == sum(line["amount"] for line in quote["lines"])
    assert (await partner.asks())["price"] == quote["total"]


async def test_a_mission_is_called_off_once_and_its_driver_is_told(
    town: Town, partner: Account
) -> None:
    await town.add_driver()
    reference = (await partner.asks())["reference"]
    await town.settle()
    path = f"{MISSIONS}/{reference}/cancel"
    first = await partner.call("POST", path, json={"reason": "client absent"})
    again = await partner.call("POST", path, json={})
    await town.settle()
    assert (first.json()["status"], again.json()["status"]) == ("cancelled", "cancelled")
    assert first.json()["timeline"][-1] | {"at": ""} == {
        "status": "cancelled",
        "at": "",
        "source": "partner",
        "note": "client absent",
    }
    assert len(await town.events("orders.offer_closed.v1")) == 1


async def test_missions_are_listed_newest_first_by_page_and_status(
    partner: Account,
) -> None:
    made = [(await partner.asks(f"CMD-{number}"))["reference"] for number in range(52)]
    await partner.call("POST", f"{MISSIONS}/{made[3]}/cancel", json={})
    first = (await partner.call("GET", MISSIONS)).json()
    second = (await partner.call("GET", MISSIONS, after=first["next"])).json()
    listed = [one["reference"] for page in (first, second) for one in page["missions"]]
    assert listed == made[::-1]
    assert second["next"] is None
    cancelled = (await partner.call("GET", MISSIONS, status="cancelled")).json()["missions"]
    assert [one["external_id"] for one in cancelled] == ["CMD-3"]
    bad = await partner.call("GET", MISSIONS, after="garbage")
    assert (bad.status_code, bad.json()["code"]) == (422, "invalid")
