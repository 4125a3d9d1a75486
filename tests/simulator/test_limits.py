"""Every documented limit of a message: the longest that passes, and the first that does not.

Limits are those of whatsapp-cloud-api.md, §3.1 and §3.3. Nothing refused reaches a phone.
"""

import copy

import pytest

from tests.simulator.conftest import AWA, Json, Phones, error_of

BODY: Json = {"text": "Oui ?"}
BUTTON: Json = {"type": "reply", "reply": {"id": "yes", "title": "Oui"}}


def buttons(count: int = 1, **reply: str) -> Json:
    """A message with reply buttons."""
    made = [{"type": "reply", "reply": {"id": f"b{n}", "title": f"B {n}"}} for n in range(count)]
    if reply:
        made[0]["reply"] = {"id": "b", "title": "B", **reply}
    return {"type": "button", "body": BODY, "action": {"buttons": made}}


def rows(count: int = 1, *, sections: int = 1, button: str = "Voir", **row: str) -> Json:
    """A list with `count` rows in each section."""
    made = [
        {
            "title": f"S {s}",
            "rows": [{"id": f"{s}-{r}", "title": f"R {s} {r}", **row} for r in range(count)],
        }
        for s in range(sections)
    ]
    return {"type": "list", "body": BODY, "action": {"button": button, "sections": made}}


def link(**parameters: str) -> Json:
    """A message with a link button."""
    shown = {"display_text": "Suivre", "url": "https://toktok.example/t/1", **parameters}
    return {"type": "cta_url", "body": BODY, "action": {"name": "cta_url", "parameters": shown}}


def with_part(message: Json, **part: object) -> Json:
    """The same interactive message with other parts."""
    return {**copy.deepcopy(message), **part}


def cards(count: int) -> list[Json]:
    """Contact cards."""
    name = {"formatted_name": "Marie Ngoma", "first_name": "Marie"}
    return [{"name": name, "phones": [{"phone": "+242061234567"}]} for _ in range(count)]


LONG = "x" * 5_000
TITLE = {"type": "text", "text": LONG}
PIN: Json = {"latitude": -4.249, "longitude": 15.273}

FITTING: dict[str, tuple[str, object]] = {
    "text of 4,096": ("text", {"body": LONG[:4096]}),
    "caption of 1,024": ("image", {"link": "https://a.example/a.jpg", "caption": LONG[:1024]}),
    "257 contacts": ("contacts", cards(257)),
    "three buttons": ("interactive", buttons(3)),
    "button title of 20": ("interactive", buttons(title=LONG[:20])),
    "button id of 256": ("interactive", buttons(id=LONG[:256])),
    "button body of 1,024": ("interactive", with_part(buttons(), body={"text": LONG[:1024]})),
    "header of 60": (
        "interactive",
        with_part(buttons(), header={"type": "text", "text": LONG[:60]}),
    ),
    "footer of 60": ("interactive", with_part(buttons(), footer={"text": LONG[:60]})),
    "ten rows": ("interactive", rows(10)),
    "list body of 4,096": ("interactive", with_part(rows(), body={"text": LONG[:4096]})),
    "row title of 24": ("interactive", rows(title=LONG[:24])),
    "row description of 72": ("interactive", rows(description=LONG[:72])),
    "row id of 200": ("interactive", rows(id=LONG[:200])),
    "list button of 20": ("interactive", rows(button=LONG[:20])),
    "link label of 20": ("interactive", link(display_text=LONG[:20])),
    "coordinates as strings": ("location", {"latitude": "-4.249", "longitude": "15.273"}),
    "request for a location": (
        "interactive",
        {"type": "location_request_message", "body": BODY, "action": {"name": "send_location"}},
    ),
}

BROKEN: dict[str, tuple[str, object, int]] = {
    "empty text": ("text", {"body": "  "}, 100),
    "text of 4,097": ("text", {"body": LONG[:4097]}, 100),
    "no text": ("text", {}, 131008),
    "unknown key": ("text", {"body": "a", "bold": True}, 100),
    "preview as text": ("text", {"body": "a", "preview_url": "yes"}, 131009),
    "caption of 1,025": (
        "image",
        {"link": "https://a.example/a.jpg", "caption": LONG[:1025]},
        100,
    ),
    "neither id nor link": ("image", {"caption": "a"}, 100),
    "both id and link": ("image", {"id": "1", "link": "https://a.example/a.jpg"}, 100),
    "link that is none": ("image", {"link": "a.jpg"}, 131009),
    "caption on a sound": ("audio", {"link": "https://a.example/a.ogg", "caption": "a"}, 100),
    "caption on a sticker": ("sticker", {"link": "https://a.example/a.webp", "caption": "a"}, 100),
    "258 contacts": ("contacts", cards(258), 131009),
    "no contact": ("contacts", [], 131009),
    "name of one part": ("contacts", [{"name": {"formatted_name": "Marie"}}], 131009),
    "latitude of 91": ("location", {**PIN, "latitude": 91}, 131009),
    "no longitude": ("location", {"latitude": 1}, 131008),
    "address without name": ("location", {**PIN, "address": "Rue 1"}, 131009),
    "words as reaction": ("reaction", {"message_id": "wamid.1", "emoji": "oui"}, 131009),
    "no buttons": ("interactive", buttons(0), 100),
    "four buttons": ("interactive", buttons(4), 100),
    "button title of 21": ("interactive", buttons(title=LONG[:21]), 100),
    "empty button title": ("interactive", buttons(title=""), 100),
    "button id of 257": ("interactive", buttons(id=LONG[:257]), 100),
    "button id with a space around": ("interactive", buttons(id=" b "), 131009),
    "same button twice": (
        "interactive",
        {"type": "button", "body": BODY, "action": {"buttons": [BUTTON, BUTTON]}},
        131009,
    ),
    "no body": ("interactive", {"type": "button", "action": {"buttons": [BUTTON]}}, 131008),
    "button body of 1,025": ("interactive", with_part(buttons(), body={"text": LONG[:1025]}), 100),
    "header of 61": (
        "interactive",
        with_part(buttons(), header={"type": "text", "text": LONG[:61]}),
        100,
    ),
    "header with two contents": (
        "interactive",
        with_part(buttons(), header={"type": "text", "text": "a", "image": {"id": "1"}}),
        131009,
    ),
    "picture over a list": (
        "interactive",
        with_part(rows(), header={"type": "image", "image": {"id": "1"}}),
        131009,
    ),
    "header over a location request": (
        "interactive",
        {
            "type": "location_request_message",
            "body": BODY,
            "header": {"type": "text", "text": "a"},
            "action": {"name": "send_location"},
        },
        100,
    ),
    "footer of 61": ("interactive", with_part(buttons(), footer={"text": LONG[:61]}), 100),
    "eleven rows": ("interactive", rows(11), 131009),
    "eleven rows in two sections": ("interactive", rows(6, sections=2), 131009),
    "eleven sections": ("interactive", rows(1, sections=11), 100),
    "list body of 4,097": ("interactive", with_part(rows(), body={"text": LONG[:4097]}), 100),
    "row title of 25": ("interactive", rows(title=LONG[:25]), 100),
    "row description of 73": ("interactive", rows(description=LONG[:73]), 100),
    "row id of 201": ("interactive", rows(id=LONG[:201]), 100),
    "same row twice": ("interactive", rows(2, id="same"), 131009),
    "list button of 21": ("interactive", rows(button=LONG[:21]), 100),
    "link label of 21": ("interactive", link(display_text=LONG[:21]), 100),
    "link that leads nowhere": ("interactive", link(url="toktok"), 131009),
    "unknown interactive": ("interactive", {"type": "wheel", "body": BODY}, 131009),
    "unknown type": ("hologram", {"body": "a"}, 131051),
}


@pytest.mark.parametrize("case", FITTING)
async def test_a_message_at_its_limit_reaches_the_phone(case: str, phones: Phones) -> None:
    kind, content = FITTING[case]
    await phones.say(AWA, type="text", text="Bonjour")
    wamid = await phones.send(to=AWA, type=kind, **{kind: content})
    assert [entry["id"] for entry in await phones.chat(AWA)][1:] == [wamid]


@pytest.mark.parametrize("case", BROKEN)
async def test_a_message_over_a_limit_is_refused_and_reaches_nobody(
    case: str, phones: Phones
) -> None:
    kind, content, code = BROKEN[case]
    await phones.say(AWA, type="text", text="Bonjour")
    answer = await phones.graph(to=AWA, type=kind, **{kind: content})
    assert error_of(answer) == (400, code)
    assert len(await phones.chat(AWA)) == 1
    assert await phones.oracle() == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"type": "text", "text": {"body": "a"}}, 131008),
        ({"to": "Awa", "type": "text", "text": {"body": "a"}}, 131009),
        ({"recipient": "Awa", "type": "text", "text": {"body": "a"}}, 131009),
        ({"to": AWA, "type": "text", "text": {"body": "a"}, "messaging_product": "sms"}, 100),
        ({"to": AWA, "type": "text"}, 131008),
        ({"to": AWA, "type": "text", "text": {"body": "a"}, "priority": 1}, 100),
        ({"to": AWA, "text": {"body": "a"}, "biz_opaque_callback_data": "x" * 513}, 100),
        ({"to": "242060000000", "type": "text", "text": {"body": "a"}}, 131021),
    ],
)
async def test_an_envelope_that_is_wrong_is_refused(body: Json, code: int, phones: Phones) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    assert error_of(await phones.graph(**body)) == (400, code)
    assert await phones.oracle() == []
