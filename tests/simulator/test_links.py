"""Pictures by link: fetched as Meta does, kept for the phone, refused late and by code."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.simulator.conftest import AWA, JPEG, Json, Phones, Platform, Web, picture

LINK = "https://shop.example/mayo.jpg"
MEGABYTE = 1024 * 1024


def under_picture(link: str = LINK) -> Json:
    replies = [{"type": "reply", "reply": {"id": "yes", "title": "Oui"}}]
    return {
        "type": "button",
        "header": {"type": "image", "image": {"link": link}},
        "body": {"text": "Une commande"},
        "action": {"buttons": replies},
    }


async def failures(phones: Phones, platform: Platform) -> list[int]:
    await phones.settle()
    return [
        status["errors"][0]["code"] for status in platform.statuses if status["status"] == "failed"
    ]


@pytest.mark.parametrize(
    ("kind", "content"),
    [("image", {"link": LINK, "caption": "Le plat"}), ("interactive", under_picture())],
)
async def test_a_linked_picture_is_kept_and_shown_from_here(
    phones: Phones, kind: str, content: Json
) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.send(to=AWA, type=kind, **{kind: content})

    [_, entry] = await phones.chat(AWA)
    shown = await phones.http.get(entry["media"]["url"])

    assert entry["media"]["url"].startswith("/sim/media/")
    assert (entry["media"]["kind"], entry["media"]["mime_type"]) == ("image", "image/jpeg")
    assert (shown.content, shown.headers["content-type"]) == (JPEG, "image/jpeg")


async def test_an_address_is_fetched_once_in_ten_minutes(phones: Phones, web: Web) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    for seconds in (0, 599, 2):
        await phones.advance(seconds)
        await phones.send(to=AWA, type="image", image={"link": LINK})

    assert web.asked == [LINK, LINK]


@pytest.mark.parametrize(
    "answer",
    [
        picture(status=404),
        picture(status=302),
        picture(mime_type="text/html"),
        picture(mime_type="image/webp"),
        picture(b"<html>", mime_type="image/png"),
        picture(b""),
        picture(b"\xff\xd8\xff" + bytes(5 * MEGABYTE)),
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("late"),
    ],
    ids=["404", "redirect", "html", "webp", "disguised", "empty", "too large", "down", "slow"],
)
async def test_a_picture_that_cannot_be_had_fails_the_message_later(
    phones: Phones, platform: Platform, web: Web, answer: httpx.Response | Exception
) -> None:
    web.answers[LINK] = answer
    await phones.say(AWA, type="text", text="Bonjour")
    await phones.send(to=AWA, type="interactive", interactive=under_picture())

    assert await failures(phones, platform) == [131053]
    assert len(await phones.chat(AWA)) == 1


async def test_a_picture_at_its_limit_is_taken(
    phones: Phones, platform: Platform, web: Web
) -> None:
    web.answers[LINK] = picture(JPEG + bytes(5 * MEGABYTE - len(JPEG)))
    await phones.say(AWA, type="text", text="Bonjour")

    await phones.send(to=AWA, type="image", image={"link": LINK})

    assert await failures(phones, platform) == []


async def test_a_file_too_large_is_not_read_to_its_end(phones: Phones, web: Web) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield bytes(MEGABYTE)

    headers = {"content-type": "image/jpeg"}
    web.answers[LINK] = httpx.Response(200, content=endless(), headers=headers)

    await phones.send(to=AWA, type="image", image={"link": LINK})

    assert read == 6


async def test_after_a_reset_nothing_is_known(phones: Phones, web: Web) -> None:
    await phones.send(to=AWA, type="image", image={"link": LINK})

    await phones.http.post("/sim/reset")
    await phones.send(to=AWA, type="image", image={"link": LINK})

    assert web.asked == [LINK, LINK]


async def test_our_own_pictures_are_fetched_where_the_gateway_is_reached(
    phones: Phones, web: Web
) -> None:
    await phones.say(AWA, type="text", text="Bonjour")
    ours = {"link": "https://toktok.test/api/media/1/large.jpg"}
    namesake = {"link": "https://toktok.test.example/1.jpg"}

    await phones.send(to=AWA, type="image", image=ours)
    await phones.send(to=AWA, type="image", image=namesake)

    assert web.asked == ["http://gateway:8000/api/media/1/large.jpg", namesake["link"]]
