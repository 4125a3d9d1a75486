"""What the platform hears: signed bytes, identifiers, the status ladder, and trouble on demand."""

import hashlib
import hmac

import pytest

from tests.simulator.conftest import AWA, NUMBER, SECRET, Phones, Platform


async def test_the_signature_covers_the_raw_escaped_bytes(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(AWA, type="text", text="Élève 👍 http://a/b")
    await phones.settle()
    body = platform.bodies[0]
    assert rb"\u00c9l\u00e8ve \ud83d\udc4d http:\/\/a\/b" in body
    expected = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert platform.signatures == [f"sha256={expected}"]
    assert platform.messages[0]["text"] == {"body": "Élève 👍 http://a/b"}


async def test_a_message_arrives_in_metas_envelope(phones: Phones, platform: Platform) -> None:
    wamid = await phones.say(AWA, type="text", text="Bonjour")
    await phones.settle()
    payload = platform.payloads[0]
    assert payload["object"] == "whatsapp_business_account"
    value = platform.values[0]
    assert value["metadata"] == {"display_phone_number": "242060000000", "phone_number_id": NUMBER}
    message = platform.messages[0]
    assert (message["from"], message["id"], message["timestamp"]) == (AWA, wamid, "1795251600")


@pytest.mark.parametrize(
    ("mode", "keys"),
    [
        ("phone_only", {"from"}),
        ("both", {"from", "from_user_id"}),
        ("bsuid_only", {"from_user_id"}),
    ],
)
async def test_a_person_is_known_by_phone_by_user_id_or_by_both(
    mode: str, keys: set[str], phones: Phones, platform: Platform
) -> None:
    await phones.http.put(f"/sim/contacts/{AWA}", json={"mode": mode, "username": "awa.m"})
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.settle()
    assert {key for key in platform.messages[0] if key.startswith("from")} == keys
    contact = platform.values[0]["contacts"][0]
    assert ("wa_id" in contact, "user_id" in contact) == ("from" in keys, "from_user_id" in keys)
    assert contact["profile"] == {"name": "Awa", "username": "awa.m"}


async def test_someone_without_a_phone_is_answered_by_user_id(
    phones: Phones, platform: Platform
) -> None:
    await phones.http.put(f"/sim/contacts/{AWA}", json={"mode": "bsuid_only"})
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.settle()
    user_id = platform.messages[0]["from_user_id"]
    answer = await phones.graph(recipient=user_id, type="text", text={"body": "Bonjour Awa"})
    await phones.settle()
    assert answer.json()["contacts"] == [{"input": user_id, "user_id": user_id}]
    assert platform.statuses[0]["recipient_user_id"] == user_id
    assert "recipient_id" not in platform.statuses[0]


async def test_a_send_climbs_the_ladder_with_our_data_and_two_prices(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    body = {"to": AWA, "text": {"body": "Oui"}, "biz_opaque_callback_data": "n-1"}
    wamid = await phones.send(**body)
    await phones.http.post(f"/sim/contacts/{AWA}/seen")
    await phones.settle()
    statuses = platform.statuses
    assert [status["status"] for status in statuses] == ["sent", "delivered", "read"]
    assert {status["id"] for status in statuses} == {wamid}
    assert {status["biz_opaque_callback_data"] for status in statuses} == {"n-1"}
    assert ["pricing" in status for status in statuses] == [True, True, False]
    assert not any("conversation" in status for status in statuses)


async def test_people_read_after_a_while_by_themselves(phones: Phones, platform: Platform) -> None:
    habits = {"delivered_after_ms": 1_000, "read_after_ms": 5_000}
    await phones.http.put("/sim/receipts", json=habits)
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.text(AWA)
    ladder = []
    for seconds in (0, 1, 4):
        await phones.advance(seconds)
        ladder.append([status["status"] for status in platform.statuses][-1])
    assert ladder == ["sent", "delivered", "read"]


async def test_only_200_counts_and_an_update_is_repeated_until_then(
    phones: Phones, platform: Platform
) -> None:
    platform.answers = [500, 202, 503]
    wamid = await phones.say(AWA, type="text", text="Bonjour")
    await phones.settle()
    assert len(platform.bodies) == 2
    assert (await phones.chat(AWA))[0]["status"] == "sent"
    await phones.advance(10)
    await phones.advance(10)
    assert [message["id"] for message in platform.messages] == [wamid] * 4
    assert (await phones.chat(AWA))[0]["status"] == "delivered"
    log = (await phones.http.get("/sim/webhooks")).json()["attempts"]
    assert [(a["attempt"], a["http_status"]) for a in log] == [
        (1, 500),
        (2, 202),
        (3, 503),
        (4, 200),
    ]


async def test_one_persons_messages_arrive_in_order_when_all_is_calm(
    phones: Phones, platform: Platform
) -> None:
    sent = [await phones.say(AWA, type="text", text=str(number)) for number in range(40)]
    await phones.settle()
    assert [message["id"] for message in platform.messages] == sent


async def test_doubled_webhooks_are_the_same_message_twice(
    phones: Phones, platform: Platform
) -> None:
    await phones.chaos(duplicate=1)
    wamid = await phones.say(AWA, type="text", text="Bonjour")
    await phones.advance(1)
    assert [message["id"] for message in platform.messages] == [wamid, wamid]
    assert platform.bodies[0] == platform.bodies[1]


async def arrivals(phones: Phones, platform: Platform, *, seed: int) -> list[str]:
    """The order in which twenty words arrive under trouble."""
    await phones.http.post("/sim/reset")
    platform.bodies.clear()
    await phones.chaos(seed=seed, reorder=0.5, duplicate=0.3)
    for number in range(20):
        await phones.say(AWA, type="text", text=str(number))
    await phones.settle()
    for _ in range(50):
        await phones.advance(0.02)
    return [message["text"]["body"] for message in platform.messages]


async def test_a_seed_replays_the_same_trouble(phones: Phones, platform: Platform) -> None:
    first = await arrivals(phones, platform, seed=7)
    again = await arrivals(phones, platform, seed=7)
    other = await arrivals(phones, platform, seed=8)
    assert first == again
    assert first != other
    assert first != sorted(first, key=int)
    assert set(first) == {str(number) for number in range(20)}
    assert len(first) > 20


async def test_a_lost_webhook_comes_again(phones: Phones, platform: Platform) -> None:
    await phones.chaos(lose=1)
    wamid = await phones.say(AWA, type="text", text="Bonjour")
    await phones.settle()
    assert platform.bodies == []
    await phones.chaos()
    await phones.advance(10)
    assert [message["id"] for message in platform.messages] == [wamid]


async def test_updates_wait_and_travel_together_when_asked_to(
    phones: Phones, platform: Platform
) -> None:
    await phones.chaos(delay_ms=[1_000, 1_000], batch=1_000)
    sent = [await phones.say(AWA, type="text", text=str(number)) for number in range(30)]
    await phones.settle()
    assert platform.bodies == []
    await phones.advance(1)
    assert len(platform.bodies) < 30
    assert [message["id"] for message in platform.messages] == sent


async def test_delivered_may_be_skipped(phones: Phones, platform: Platform) -> None:
    await phones.http.put("/sim/receipts", json={"delivered_after_ms": 0, "read_after_ms": 0})
    await phones.chaos(skip_delivered=1)
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.text(AWA)
    await phones.settle()
    assert [status["status"] for status in platform.statuses] == ["sent", "read"]
    assert all("pricing" in status for status in platform.statuses)


async def test_the_verification_handshake_is_done_as_meta_does(phones: Phones) -> None:
    answer = await phones.http.post("/sim/verify")
    assert answer.json() == {"verified": True, "http_status": 200}
