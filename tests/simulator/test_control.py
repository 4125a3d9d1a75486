"""Acting as a person, trouble with answers, and starting over."""

import base64

import httpx
import pytest

from tests.simulator.conftest import AWA, STRANGER, Json, Phones, Platform, error_of

BUTTONS: Json = {
    "type": "button",
    "body": {"text": "On y va ?"},
    "action": {
        "buttons": [
            {"type": "reply", "reply": {"id": "yes", "title": "Oui"}},
            {"type": "reply", "reply": {"id": "no", "title": "Non"}},
        ]
    },
}
LIST: Json = {
    "type": "list",
    "body": {"text": "Quelle course ?"},
    "action": {
        "button": "Voir",
        "sections": [{"rows": [{"id": "r1", "title": "Moungali", "description": "4 km"}]}],
    },
}


async def offer(phones: Phones, interactive: Json) -> str:
    """Let a person write, and answer with something to tap."""
    await phones.say(AWA, type="text", text="Bonjour")
    return await phones.send(to=AWA, type="interactive", interactive=interactive)


@pytest.mark.parametrize("tap", [{"id": "no"}, {"title": "Non"}, {"title": "non "}])
async def test_a_button_is_tapped_by_id_or_by_title(
    tap: dict[str, str], phones: Phones, platform: Platform
) -> None:
    offered = await offer(phones, BUTTONS)
    await phones.say(AWA, type="tap", **tap)
    await phones.settle()
    message = platform.messages[-1]
    reply = {"type": "button_reply", "button_reply": {"id": "no", "title": "Non"}}
    assert message["interactive"] == reply
    assert message["context"] == {"from": "242060000000", "id": offered}


async def test_a_row_is_tapped_with_its_description(phones: Phones, platform: Platform) -> None:
    await offer(phones, LIST)
    await phones.say(AWA, type="tap", title="Moungali")
    await phones.settle()
    row = {"id": "r1", "title": "Moungali", "description": "4 km"}
    assert platform.messages[-1]["interactive"] == {"type": "list_reply", "list_reply": row}


async def test_a_tap_means_the_newest_offer_unless_a_message_is_named(
    phones: Phones, platform: Platform
) -> None:
    first = await offer(phones, BUTTONS)
    second = await offer(phones, BUTTONS)
    await phones.say(AWA, type="tap", id="yes")
    await phones.say(AWA, type="tap", id="yes", message_id=first)
    await phones.settle()
    tapped = [m["context"]["id"] for m in platform.messages if "context" in m]
    assert tapped == [second, first]


async def test_a_tap_on_what_nobody_offered_is_404_and_sends_nothing(
    phones: Phones, platform: Platform
) -> None:
    await offer(phones, BUTTONS)
    answer = await phones.http.post(
        f"/sim/contacts/{AWA}/messages", json={"type": "tap", "id": "maybe"}
    )
    await phones.settle()
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "nothing_to_tap"
    assert len(platform.messages) == 1


@pytest.mark.parametrize(
    ("said", "kind", "part"),
    [
        (
            {"type": "location", "latitude": -4.2, "longitude": 15.2, "name": "Marché"},
            "location",
            {"latitude": -4.2, "longitude": 15.2, "name": "Marché"},
        ),
        (
            {"type": "unsupported", "kind": "pin"},
            "unsupported",
            {"type": "pin"},
        ),
        (
            {"type": "raw", "message": {"type": "order", "order": {"catalog_id": "1"}}},
            "order",
            {"catalog_id": "1"},
        ),
    ],
)
async def test_whatever_a_person_can_send_arrives_in_metas_form(
    said: Json,
    kind: str,
    part: Json,
    phones: Phones,
    platform: Platform,
) -> None:
    await phones.say(AWA, **said)
    await phones.settle()
    message = platform.messages[0]
    assert message["type"] == kind
    assert message[kind] == part


async def test_a_picture_is_fetched_by_the_platform_as_from_meta(
    phones: Phones, platform: Platform
) -> None:
    data = base64.b64encode(b"picture").decode()
    await phones.say(AWA, type="image", data=data, mime_type="image/jpeg", caption="Colis")
    await phones.settle()
    image = platform.messages[0]["image"]
    assert image["caption"] == "Colis"
    found = await phones.http.get(f"/v26.0/{image['id']}")
    assert (await phones.http.get(found.json()["url"])).content == b"picture"


async def test_a_sound_without_a_file_is_a_small_voice_note(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(AWA, type="audio")
    await phones.settle()
    audio = platform.messages[0]["audio"]
    assert audio["voice"] is True
    assert audio["mime_type"] == "audio/ogg; codecs=opus"


async def test_a_reaction_goes_to_the_newest_message_of_the_platform(
    phones: Phones, platform: Platform
) -> None:
    offered = await offer(phones, BUTTONS)
    await phones.say(AWA, type="reaction", emoji="👍")
    await phones.settle()
    assert platform.messages[-1]["reaction"] == {"message_id": offered, "emoji": "👍"}


async def test_a_listing_goes_on_where_it_stopped(phones: Phones) -> None:
    await offer(phones, BUTTONS)
    first = (await phones.http.get(f"/sim/contacts/+{AWA}/messages?after=1")).json()
    shown = first["messages"][0]
    assert (shown["seq"], shown["direction"], shown["type"]) == (2, "out", "interactive")
    assert shown["buttons"] == [{"id": "yes", "title": "Oui"}, {"id": "no", "title": "Non"}]
    assert first["next"] == 2
    rest = (await phones.http.get(f"/sim/contacts/{AWA}/messages?after=2")).json()
    assert rest == {"messages": [], "next": 2}


@pytest.mark.parametrize(("code", "status"), [(130429, 400), (131000, 500), (2, 503), (190, 401)])
async def test_an_error_on_demand_sends_nothing(code: int, status: int, phones: Phones) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.chaos(error={"code": code, "rate": 1})
    assert error_of(await phones.text(AWA)) == (status, code)
    assert await phones.oracle() == []


async def test_garbage_on_demand_is_not_json_and_sends_nothing(phones: Phones) -> None:
    await phones.chaos(garbage=1)
    answer = await phones.text(AWA)
    assert answer.status_code == 502
    assert answer.headers["content-type"].startswith("text/html")
    assert await phones.oracle() == []


async def test_a_cut_connection_hides_an_accepted_send(phones: Phones, platform: Platform) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.chaos(accept_then_cut=1)
    with pytest.raises(httpx.RemoteProtocolError):
        await phones.text(AWA)
    await phones.settle()
    assert len(await phones.oracle()) == 1
    assert platform.statuses[0]["status"] == "sent"


async def test_a_failure_on_demand_is_reported_after_acceptance(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.chaos(failed={"code": 131049})
    await phones.text(AWA)
    await phones.settle()
    assert [status["status"] for status in platform.statuses] == ["failed"]
    assert (await phones.oracle())[0]["error"]["code"] == 131049
    assert len(await phones.chat(AWA)) == 1


async def test_a_reset_leaves_the_people_known_from_the_start(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(STRANGER, type="text", text="Bonjour")
    await phones.chaos(lose=1, delay_ms=[5_000, 5_000])
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.advance(60)
    heard = len(platform.bodies)
    await phones.http.post("/sim/reset")
    await phones.advance(60)
    state = (await phones.http.get("/sim/state")).json()
    assert [person["name"] for person in state["people"]] == ["Awa", "Didier"]
    assert (state["sends"], state["pending_webhooks"], state["scheduled"]) == (0, 0, 0)
    assert state["chaos"]["lose"] == 0
    assert await phones.chat(AWA) == []
    assert len(platform.bodies) == heard


async def test_the_page_and_its_parts_are_served_without_outside_sources(phones: Phones) -> None:
    page = await phones.http.get("/")
    assert page.status_code == 200
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert (await phones.http.get("/web/app.js")).status_code == 200
    assert (await phones.http.get("/health/ready")).json() == {"status": "ok"}
