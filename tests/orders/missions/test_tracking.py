"""The public page: light, honest, and silent about phones."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

from shared.contracts.orders.api import (
    CancelRequest,
    DriverCall,
    Mission,
)
from shared.contracts.orders.calls import ACCEPT_OFFER, CANCEL_MISSION
from shared.values.place import Place
from tests.orders.town import AWA, BACONGO, CEDRIC, Town, new_key

LOUD = Place(label="Chez Marie 06 123 45 67, portail bleu", latitude=-4.26, longitude=15.28)


def path_of(mission: Mission) -> str:
    return urlsplit(mission.tracking_url or "").path


async def running_mission(town: Town) -> Mission:
    await town.add_driver()
    await town.order_delivery(pickup=LOUD, dropoff=BACONGO)
    await town.settle()
    [made] = await town.events("orders.offer_made.v1")
    call = DriverCall(driver_phone=CEDRIC)
    return await town.orders.call(
        ACCEPT_OFFER, call, key=new_key(), offer_id=str(made["offer"]["id"])
    )


async def test_the_page_shows_state_time_first_name_and_map(town: Town) -> None:
    mission = await running_mission(town)
    answer = await town.http.get(path_of(mission))
    page = answer.text
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "COUR-20261121-001" in page
    assert "Un livreur s’en occupe" in page
    assert "Arrivée prévue <strong>dans 25 à 59 min</strong>" in page
    assert "<strong>Cédric</strong>" in page
    assert 'href="https://maps.google.com/?q=-4.248000,15.264000"' in page
    assert "<time>13:00</time>" in page
    assert '<li class="now" aria-current=step>' in page


async def test_the_page_is_light_has_no_script_and_no_phone(town: Town) -> None:
    mission = await running_mission(town)
    answer = await town.http.get(path_of(mission))
    assert len(answer.content) <= 8_192
    assert "<script" not in answer.text
    assert "Loemba" not in answer.text
    assert "Chez Marie •••, portail bleu" in answer.text
    body = answer.text.split("</style>")[1].replace("15.264000", "").replace("-4.248000", "")
    assert re.findall(r"\d(?:[\s.\-]?\d){6,}", body.replace("20261121-001", "")) == []
    [codes] = await town.rows("SELECT pickup_code, delivery_code FROM orders.mission")
    words = re.findall(r"(?<![-.\d])\d{4}(?!\d)", body)
    assert set(words).isdisjoint(codes.values())
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


async def test_a_running_page_refreshes_and_an_ended_one_does_not(town: Town) -> None:
    mission = await running_mission(town)
    running = await town.http.get(path_of(mission))
    assert '<meta http-equiv="refresh" content="30">' in running.text
    await town.deliver(mission.reference)
    ended = await town.http.get(path_of(mission))
    assert "Colis livré, merci" in ended.text
    assert "http-equiv" not in ended.text
    assert 'class="todo"' not in ended.text


async def test_a_cancelled_mission_says_so_and_keeps_what_was_done(town: Town) -> None:
    mission = await running_mission(town)
    cancel = CancelRequest(contact=AWA)
    await town.orders.call(CANCEL_MISSION, cancel, key=new_key(), reference=mission.reference)
    page = (await town.http.get(path_of(mission))).text
    assert "La livraison a été annulée" in page
    assert page.count('class="done"') == 2
    assert "Arrivée prévue" not in page


async def test_the_link_expires_seven_days_after_the_end(town: Town) -> None:
    mission = await running_mission(town)
    cancel = CancelRequest(contact=AWA)
    await town.orders.call(CANCEL_MISSION, cancel, key=new_key(), reference=mission.reference)
    town.clock.advance(timedelta(days=7) - timedelta(seconds=1))
    assert (await town.http.get(path_of(mission))).status_code == 200
    town.clock.advance(timedelta(seconds=1))
    gone = await town.http.get(path_of(mission))
    assert gone.status_code == 410
    assert "Ce suivi est terminé" in gone.text
    assert mission.reference not in gone.text


async def test_an_unknown_link_is_a_friendly_404(town: Town) -> None:
    for token in ("A" * 22, "..%2f..%2fetc", "%00", "x", "é" * 20):
        answer = await town.http.get(f"/track/{token}")
        assert answer.status_code == 404, token
    answer = await town.http.get("/track/" + "A" * 22)
    assert "Lien de suivi introuvable" in answer.text


async def test_tokens_are_unguessable_and_differ(town: Town) -> None:
    first, second = await town.order_delivery(), await town.order_delivery()
    tokens = {path_of(mission).removeprefix("/track/") for mission in (first, second)}
    assert len(tokens) == 2
    assert {len(token) for token in tokens} == {22}
