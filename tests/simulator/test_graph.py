"""The Graph API around a message: access, windows, rates, templates, media, read receipts."""

import httpx
import pytest

from tests.simulator.conftest import (
    ACCOUNT,
    AWA,
    DIDIER,
    NUMBER,
    STRANGER,
    Json,
    Phones,
    Platform,
    error_of,
)

UPDATE = {
    "name": "mission_update",
    "language": "fr",
    "category": "UTILITY",
    "components": [
        {"type": "BODY", "text": "Course {{1}} : {{2}}. Merci !"},
        {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Suivre"}]},
    ],
}


def filled(*texts: str) -> list[Json]:
    """The body parameters of a template send."""
    return [{"type": "body", "parameters": [{"type": "text", "text": text} for text in texts]}]


async def send_template(phones: Phones, components: list[Json], to: str = AWA) -> httpx.Response:
    """Send the update template."""
    template = {"name": "mission_update", "language": {"code": "fr"}, "components": components}
    return await phones.graph(to=to, type="template", template=template)


async def failures(phones: Phones, platform: Platform) -> list[int]:
    """The error codes of the failed statuses the platform heard of."""
    await phones.settle()
    failed = [status for status in platform.statuses if status["status"] == "failed"]
    return [status["errors"][0]["code"] for status in failed]


@pytest.mark.parametrize("token", ["", "Bearer ", "Bearer wrong", "Basic simulator-api-token"])
async def test_a_call_without_the_right_token_is_refused(token: str, phones: Phones) -> None:
    answer = await phones.http.post(
        f"/v26.0/{NUMBER}/messages", json={}, headers={"Authorization": token}
    )
    assert error_of(answer) == (401, 190)
    assert "error_data" not in answer.json()["error"]


async def test_an_unknown_business_number_is_a_missing_object(phones: Phones) -> None:
    answer = await phones.http.post("/v26.0/123/messages", json={})
    assert error_of(answer) == (400, 100)
    assert answer.json()["error"]["error_subcode"] == 33


async def test_versions_are_optional_and_future_ones_unknown(phones: Phones) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    body = {"messaging_product": "whatsapp", "to": AWA, "text": {"body": "a"}}
    known = [await phones.http.post(f"{v}/{NUMBER}/messages", json=body) for v in ("", "/v21.0")]
    unknown = await phones.http.post(f"/v27.0/{NUMBER}/messages", json=body)
    assert [answer.status_code for answer in known] == [200, 200]
    assert error_of(unknown) == (400, 2500)


async def test_a_refusal_carries_metas_envelope(phones: Phones) -> None:
    error = (await phones.text("242060000000")).json()["error"]
    assert error["message"] == "(#131021) Recipient cannot be sender"
    assert error["type"] == "OAuthException"
    assert error["error_data"]["messaging_product"] == "whatsapp"


async def test_the_answer_names_the_recipient_as_given_and_as_known(phones: Phones) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    answer = (await phones.text("+242 06 555 01-01")).json()
    assert answer["contacts"] == [{"input": "+242 06 555 01-01", "wa_id": AWA}]


async def test_outside_the_window_a_text_fails_later_and_reaches_nobody(
    phones: Phones, platform: Platform
) -> None:
    answer = await phones.text(AWA)
    assert answer.status_code == 200
    assert await failures(phones, platform) == [131047]
    assert await phones.chat(AWA) == []


async def test_the_window_closes_after_24_hours_to_the_second(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.advance(24 * 3600 - 1)
    await phones.text(AWA)
    assert await failures(phones, platform) == []
    await phones.advance(1)
    await phones.text(AWA)
    assert await failures(phones, platform) == [131047]


async def test_late_failures_can_be_had_at_once(phones: Phones) -> None:
    await phones.chaos(sync_failures=True)
    assert error_of(await phones.text(AWA)) == (400, 131047)
    assert error_of(await phones.text(STRANGER)) == (400, 131026)
    assert await phones.oracle() == []


async def test_a_stranger_and_someone_who_blocks_cannot_be_reached(
    phones: Phones, platform: Platform
) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.http.put(f"/sim/contacts/{AWA}", json={"blocked": True})
    await phones.text(STRANGER)
    await phones.text(AWA)
    assert sorted(await failures(phones, platform)) == [131026, 131026]


async def test_one_person_takes_45_at_once_then_one_every_six_seconds(phones: Phones) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    burst = [(await phones.text(AWA)).status_code for _ in range(45)]
    assert burst == [200] * 45
    assert error_of(await phones.text(AWA)) == (400, 131056)
    await phones.advance(5.9)
    assert error_of(await phones.text(AWA)) == (400, 131056)
    await phones.advance(0.1)
    assert (await phones.text(AWA)).status_code == 200
    assert error_of(await phones.text(AWA)) == (400, 131056)
    assert len(await phones.oracle()) == 46


async def test_a_number_sends_80_a_second(phones: Phones) -> None:
    people = [f"24205{number:07d}" for number in range(81)]
    answers = [await phones.text(person) for person in people]
    assert [answer.status_code for answer in answers[:80]] == [200] * 80
    assert error_of(answers[80]) == (400, 130429)
    await phones.advance(1 / 80)
    assert (await phones.text(people[80])).status_code == 200


async def test_a_template_is_reviewed_listed_by_page_and_deleted(
    phones: Phones, platform: Platform
) -> None:
    path = f"/v26.0/{ACCOUNT}/message_templates"
    created = await phones.http.post(path, json=UPDATE)
    assert created.json()["status"] == "PENDING"
    await phones.settle()
    assert platform.values[0]["event"] == "APPROVED"
    first = (await phones.http.get(path, params={"limit": 1})).json()
    after = first["paging"]["cursors"]["after"]
    second = (await phones.http.get(path, params={"limit": 1, "after": after})).json()
    names = [page["data"][0]["name"] for page in (first, second)]
    assert names == ["hello_world", "mission_update"]
    assert "next" not in second["paging"]
    await phones.http.delete(path, params={"name": "mission_update"})
    assert [known["name"] for known in (await phones.http.get(path)).json()["data"]] == [
        "hello_world"
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Mission Update"},
        {"category": "NEWS"},
        {"components": [{"type": "FOOTER", "text": "a"}]},
        {"components": [{"type": "BODY", "text": "x" * 1025}]},
        {"components": [{"type": "BODY", "text": "{{1}} est en route."}]},
        {"components": [{"type": "BODY", "text": "a"}, {"type": "HEADER", "text": "x" * 61}]},
        {"components": [{"type": "BODY", "text": "a"}, {"type": "FOOTER", "text": "b {{1}}"}]},
        {
            "components": [
                {"type": "BODY", "text": "a"},
                {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "x" * 26}]},
            ]
        },
    ],
)
async def test_a_template_over_a_limit_is_not_registered(change: Json, phones: Phones) -> None:
    path = f"/v26.0/{ACCOUNT}/message_templates"
    answer = await phones.http.post(path, json=UPDATE | change)
    assert answer.status_code == 400
    assert len((await phones.http.get(path)).json()["data"]) == 1


async def test_a_template_opens_a_closed_window_and_its_reply_is_a_button(
    phones: Phones, platform: Platform
) -> None:
    await phones.http.post(f"/{ACCOUNT}/message_templates", json=UPDATE)
    answer = await send_template(phones, filled("COUR-20261121-001", "livrée"))
    assert answer.json()["messages"][0]["message_status"] == "accepted"
    shown = (await phones.chat(AWA))[0]
    assert shown["text"] == "Course COUR-20261121-001 : livrée. Merci !"
    await phones.say(AWA, type="tap", title="Suivre")
    await phones.settle()
    assert platform.messages[0]["button"] == {"payload": "Suivre", "text": "Suivre"}


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ((), 132000),
        (("a",), 132000),
        (("a", "b", "c"), 132000),
        (("a", ""), 132012),
        (("a", "b\nc"), 132012),
        (("a", "x" * 1_020), 132005),
    ],
)
async def test_parameters_that_do_not_fit_are_refused(
    texts: tuple[str, ...], code: int, phones: Phones
) -> None:
    await phones.http.post(f"/{ACCOUNT}/message_templates", json=UPDATE)
    assert error_of(await send_template(phones, filled(*texts))) == (400, code)
    assert await phones.chat(AWA) == []


@pytest.mark.parametrize(
    ("state", "refusal"),
    [("PAUSED", (400, 132015)), ("DISABLED", (400, 132016)), ("REJECTED", (404, 132001))],
)
async def test_only_an_approved_template_is_sent(
    state: str, refusal: tuple[int, int], phones: Phones
) -> None:
    await phones.http.post(f"/{ACCOUNT}/message_templates", json=UPDATE)
    moved = {"name": "mission_update", "language": "fr", "status": state}
    await phones.http.post("/sim/template-state", json=moved)
    assert error_of(await send_template(phones, filled("a", "b"))) == refusal
    assert await phones.oracle() == []


async def test_a_file_goes_up_is_found_and_its_link_dies_after_five_minutes(
    phones: Phones,
) -> None:
    upload = await phones.http.post(
        f"/v26.0/{NUMBER}/media",
        data={"messaging_product": "whatsapp", "type": "application/pdf"},
        files={"file": ("facture.pdf", b"%PDF-1.4", "application/pdf")},
    )
    found = (await phones.http.get(f"/v26.0/{upload.json()['id']}")).json()
    assert found["file_size"] == "8"
    assert (await phones.http.get(found["url"])).content == b"%PDF-1.4"
    stolen = await phones.http.get(found["url"], headers={"Authorization": ""})
    assert stolen.status_code == 401
    await phones.advance(300)
    assert (await phones.http.get(found["url"])).status_code == 404


async def test_a_file_of_the_wrong_kind_is_refused_and_a_missing_one_fails_later(
    phones: Phones, platform: Platform
) -> None:
    upload = await phones.http.post(
        f"/{NUMBER}/media",
        data={"messaging_product": "whatsapp", "type": "application/zip"},
        files={"file": ("a.zip", b"PK", "application/zip")},
    )
    assert error_of(upload) == (400, 100)
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.send(to=AWA, type="image", image={"id": "404"})
    assert await failures(phones, platform) == [131053]


async def test_a_read_receipt_turns_the_ticks_blue_up_to_that_message(phones: Phones) -> None:
    first = await phones.say(DIDIER, type="text", text="un")
    second = await phones.say(DIDIER, type="text", text="deux")
    await phones.say(DIDIER, type="text", text="trois")
    await phones.settle()
    answer = await phones.graph(status="read", message_id=second)
    assert answer.json() == {"success": True}
    ticks = [entry["status"] for entry in await phones.chat(DIDIER)]
    assert ticks == ["read", "read", "delivered"]
    ours = await phones.graph(status="read", message_id=first.replace("wamid", "wamod"))
    assert error_of(ours) == (400, 100)


async def test_a_reaction_needs_a_message_of_that_person(
    phones: Phones, platform: Platform
) -> None:
    said = await phones.say(AWA, type="text", text="merci")
    await phones.send(to=AWA, type="reaction", reaction={"message_id": said, "emoji": "👍"})
    assert await failures(phones, platform) == []
    await phones.send(to=AWA, type="reaction", reaction={"message_id": "wamid.x", "emoji": "👍"})
    assert await failures(phones, platform) == [131009]
    assert [entry["type"] for entry in await phones.chat(AWA)] == ["text", "reaction"]
