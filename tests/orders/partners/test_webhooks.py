"""Partners' webhooks: signed, late, shuffled and twice; the state is right and told once a move."""

import asyncio
import random
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import orjson
import pytest

from services.orders.partners.models import PartnerRow, Reach
from services.orders.partners.signature import Delivery, sign
from shared.contracts.orders.api import CancelRequest, DriverCall
from shared.contracts.orders.calls import (
    ACCEPT_OFFER,
    CANCEL_MISSION,
    GET_MISSION,
    LIST_ACTIVITY,
)
from shared.contracts.orders.errors import MissionNotCancellable
from shared.contracts.orders.orders import ContactQuery
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from shared.values.phone import Country
from tests.orders.town import AWA, Town, new_key

MISSIONS, ORDERS = "/webhooks/missions/status", "/webhooks/orders/status"
CHANGED, ORDER_CHANGED = "orders.mission_status_changed.v1", "orders.order_status_changed.v1"
SECRET, NEW_SECRET = "an old secret of some length", "a new secret of some length"
REFERENCE = "COUR-20261120-042"
FACTS = {
    "contact_entreprise": "06 555 01 01",
    "livreur_nom": "Cédric Loemba",
    "livreur_telephone": "06 555 02 01",
    "adresse_recuperation": "Marché Total",
    "adresse_livraison": "Moungali, rond-point",
    "valeur_produit": "25 000 FCFA",
    "nom_client_final": "Marie",
}
_ids = count(1)


@pytest.fixture
async def town(town: Town) -> Town:
    """A town with two partners: one that moves its own missions, one that moves ours too."""
    async with town.container.process.database.transaction() as session:
        for key, reach in (("express", Reach.OWN), ("toktok", Reach.PLATFORM)):
            session.add(
                PartnerRow(
                    id=new_id(),
                    key=key,
                    name=key.title(),
                    reach=reach,
                    country=Country.CONGO,
                    secret=NEW_SECRET,
                    previous_secret=SECRET,
                    previous_holds_until=town.clock.now() + timedelta(days=1),
                    created_at=town.clock.now(),
                )
            )
    return town


def delivery(
    town: Town, body: bytes, *, partner: str = "express", secret: str = NEW_SECRET, id_: str = ""
) -> Delivery:
    now = str(int(town.clock.now().timestamp()))
    unsigned = Delivery(partner, id_ or f"msg_{next(_ids)}", now, "", body)
    return replace(unsigned, signature=sign(unsigned, secret=secret))


async def post(town: Town, sent: Delivery, *, to: str = MISSIONS) -> httpx.Response:
    headers = {
        "webhook-id": sent.webhook_id,
        "webhook-timestamp": sent.timestamp,
        "webhook-signature": sent.signature,
        "webhook-partner": sent.partner,
        "content-type": "application/json",
    }
    return await town.http.post(to, content=sent.body, headers=headers)


def saying(status: str, *, reference: str = REFERENCE, **facts: object) -> bytes:
    return orjson.dumps({"numero_mission": reference, "statut": status, **facts})


async def report(
    town: Town, status: str, *, partner: str = "express", reference: str = REFERENCE
) -> dict[str, Any]:
    body = saying(status, reference=reference, **FACTS)
    answer = await post(town, delivery(town, body, partner=partner))
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def told(town: Town, name: str = CHANGED) -> list[str]:
    return [event["status"] for event in await town.events(name)]


async def everything(town: Town) -> list[dict[str, Any]]:
    """Give the final state, without what differs between runs."""
    rows = await town.rows("SELECT * FROM orders.mission ORDER BY partner_id, reference")
    noise = {"id", "partner_id", "tracking_token"}
    changes = await town.rows("SELECT status FROM orders.mission_change ORDER BY status")
    return [{k: v for k, v in row.items() if k not in noise} for row in rows] + changes


async def test_a_mission_we_do_not_know_is_kept_and_told(town: Town) -> None:
    answer = await report(town, "en_route")
    assert answer == {"reference": REFERENCE, "result": "moved"}
    [event] = await town.events(CHANGED)
    assert (event["status"], event["previous"]) == ("in_transit", None)
    mission = event["mission"]
    assert mission["client"]["phone"] == "+242065550101"
    assert mission["driver"]["name"] == "Cédric Loemba"
    assert mission["driver"]["phone"] == "+242065550201"
    assert mission["pickup"]["place"]["label"] == "Marché Total"
    assert mission["dropoff"]["contact_name"] == "Marie"
    assert mission["declared_value"] == 25_000
    found = await town.orders.call(GET_MISSION, ContactQuery(), reference=REFERENCE)
    assert (found.status, found.timeline[0].source) == ("in_transit", "partner")
    mine = (
        await town.orders.call(LIST_ACTIVITY, ContactQuery.of(ContactRef(phone="+242065550101")))
    ).missions
    assert [mission.reference for mission in mine] == [REFERENCE]


async def test_late_and_repeated_reports_change_nothing_and_are_not_told(town: Town) -> None:
    results = [
        (await report(town, word))["result"]
        for word in ("recupere", "en_route", "recupere", "assignee", "En-Route", "assignee")
    ]
    assert results == ["moved", "moved", "late", "late", "repeated", "late"]
    assert await told(town) == ["picked_up", "in_transit"]
    rows = await town.rows("SELECT status, has_moved FROM orders.mission_change ORDER BY id")
    assert [(row["status"], row["has_moved"]) for row in rows] == [
        ("picked_up", True),
        ("in_transit", True),
        ("accepted", False),
    ]


async def test_one_delivery_sent_five_times_at_once_counts_once(town: Town) -> None:
    sent = delivery(town, saying("livree", **FACTS))
    answers = await asyncio.gather(*(post(town, sent) for _ in range(5)))
    assert sorted(answer.json()["result"] for answer in answers) == ["duplicate"] * 4 + ["moved"]
    assert await told(town) == ["delivered"]


@pytest.mark.parametrize("seed", range(3))
async def test_shuffled_doubled_and_concurrent_reports_end_in_the_same_state(
    town: Town, seed: int
) -> None:
    words = ["assignee", "arrive_recuperation", "recupere", "probleme", "en_route", "livree"]
    for word in words:
        await report(town, word)
    in_order = await everything(town)
    async with town.container.process.database.transaction() as session:
        work = town.container.open_work(session)
        mission = await work.missions.get_by_reference(REFERENCE, lock=True)
        mission.reference = "COUR-20261120-043"
    shuffled = random.Random(seed).sample(words * 2, k=12)  # noqa: S311 - a seeded shuffle
    await asyncio.gather(*(report(town, word) for word in shuffled))
    both = await everything(town)
    before, after = both[:2]
    assert before["status"] == after["status"] == "delivered"
    ignored = {"reference", "status_since", "ended_at", "created_at"}
    assert {k: v for k, v in before.items() if k not in ignored} == {
        k: v for k, v in after.items() if k not in ignored
    }
    assert [row["status"] for row in both[2:]].count("delivered") == 2
    assert len(in_order) == 1 + len(words)
    assert len(both) == 2 + 2 * len(words)
    events = await town.events(CHANGED)
    second = [e["status"] for e in events if e["mission"]["id"] == events[-1]["mission"]["id"]]
    assert second[-1] == "delivered"
    assert len(second) == len(set(second))


@pytest.mark.parametrize("secret", [SECRET, NEW_SECRET])
async def test_both_secrets_hold_while_they_are_rotated(town: Town, secret: str) -> None:
    sent = delivery(town, saying("livree"), secret=secret)
    assert (await post(town, sent)).status_code == 200


async def test_the_previous_secret_stops_holding(town: Town) -> None:
    town.clock.advance(timedelta(days=1))
    assert (await post(town, delivery(town, saying("livree"), secret=SECRET))).status_code == 401
    assert (await post(town, delivery(town, saying("livree")))).status_code == 200


async def test_a_forged_old_or_foreign_delivery_changes_nothing(town: Town) -> None:
    good = delivery(town, saying("livree", **FACTS))
    old = delivery(town, saying("livree"))
    forged = [
        replace(good, signature="v1,bm9wZQ=="),
        replace(good, body=good.body + b" "),
        replace(good, partner="toktok-nobody"),
        replace(good, partner="NUL\x7f"),
        replace(good, partner=""),
    ]
    for sent in forged:
        answer = await post(town, sent)
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    town.clock.advance(timedelta(seconds=301))
    assert (await post(town, old)).status_code == 401
    assert await town.rows("SELECT 1 FROM orders.mission") == []
    assert await town.events() == []


async def test_an_unknown_status_is_refused_with_the_accepted_words(town: Town) -> None:
    sent = delivery(town, saying("volée", **FACTS))
    answer = await post(town, sent)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "unknown_status")
    assert "en_route_livraison" in problem["detail"]
    assert await town.rows("SELECT 1 FROM orders.mission") == []
    assert await town.rows("SELECT 1 FROM orders.inbox_key") == []
    assert await town.events() == []


async def test_a_malformed_body_is_400_and_changes_nothing(town: Town) -> None:
    for body in (b"{", b"[]", b""):
        answer = await post(town, delivery(town, body))
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed_body")
    assert await town.rows("SELECT 1 FROM orders.inbox_key") == []


async def test_a_partner_without_reach_cannot_move_our_mission(town: Town) -> None:
    ours = await town.order_delivery()
    await report(town, "livree", reference=ours.reference)
    assert (
        await town.orders.call(GET_MISSION, ContactQuery(), reference=ours.reference)
    ).status == "pending"
    assert len(await town.rows("SELECT 1 FROM orders.mission")) == 2


async def test_the_platforms_partner_moves_our_mission_and_settles_its_offer(town: Town) -> None:
    await town.add_driver()
    ours = await town.order_delivery()
    await town.settle()
    await report(town, "en_route", partner="toktok", reference=ours.reference)
    await town.settle()
    moved = await town.orders.call(GET_MISSION, ContactQuery(), reference=ours.reference)
    assert (moved.status, moved.client) == ("in_transit", AWA)
    assert moved.driver is not None
    assert moved.driver.name == "Cédric Loemba"
    assert moved.pickup.place.label == "Poto-Poto"
    [closed] = await town.events("orders.offer_closed.v1")
    assert closed["reason"] == "taken"
    call = DriverCall(driver_phone=closed["offer"]["driver"]["phone"])
    answer = await town.http.post(f"/internal/offers/{closed['offer']['id']}/accept")
    assert answer.status_code == 401
    with pytest.raises(Exception, match="was taken by another driver"):
        await town.orders.call(
            ACCEPT_OFFER, call, key=new_key(), offer_id=str(closed["offer"]["id"])
        )


async def test_the_partner_may_be_named_in_the_query(town: Town) -> None:
    sent = delivery(town, saying("livree"))
    answer = await post(town, replace(sent, partner=""), to=f"{MISSIONS}?partner=express")
    assert answer.status_code == 200
    nul = await post(town, replace(sent, partner=""), to=f"{MISSIONS}?partner=%00")
    assert nul.status_code == 401


async def test_orders_are_merged_and_told_like_missions(town: Town) -> None:
    results = []
    for word in ("prete", "acceptee", "expediee", "expediee", "livree", "annulee"):
        body = orjson.dumps({"numero_commande": "CMD-1", "statut": word, **FACTS})
        answer = await post(town, delivery(town, body), to=ORDERS)
        results.append(answer.json()["result"])
    assert results == ["moved", "late", "moved", "repeated", "moved", "late"]
    assert await told(town, ORDER_CHANGED) == ["ready", "handed_over", "delivered"]
    [*_, last] = await town.events(ORDER_CHANGED)
    assert (last["reference"], last["client"]["phone"]) == ("CMD-1", "+242065550101")


async def test_an_orders_unknown_word_changes_nothing(town: Town) -> None:
    body = orjson.dumps({"numero_commande": "CMD-1", "statut": "picked_up"})
    answer = await post(town, delivery(town, body), to=ORDERS)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_status")
    assert await town.rows("SELECT 1 FROM orders.external_order") == []
    assert await town.events() == []


async def test_a_client_does_not_call_off_with_us_what_a_partner_brings(town: Town) -> None:
    await report(town, "assignee")
    client = ContactRef(phone="+242065550101")
    seen = await town.orders.call(GET_MISSION, ContactQuery.of(client), reference=REFERENCE)
    assert (seen.status, seen.is_cancellable) == ("accepted", False)
    with pytest.raises(MissionNotCancellable):
        await town.orders.call(
            CANCEL_MISSION, CancelRequest(contact=client), key=new_key(), reference=REFERENCE
        )
    assert await told(town) == ["accepted"]
