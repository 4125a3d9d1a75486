"""Files people sent, fetched for our other services; Meta is stubbed at its transport."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import httpx
import pytest

from services.notifications.app import create_app
from services.notifications.channels.whatsapp import graph_client
from services.notifications.channels.whatsapp_media import (
    LIMIT_BYTES,
    MediaFile,
    WhatsAppMedia,
)
from services.notifications.container import Container
from services.notifications.settings import NotificationsSettings
from shared.auth.tokens import mint_service_token
from shared.contracts.notifications.errors import MediaNotFound, MediaTooLarge
from shared.errors import AppError, UpstreamFailed
from simulator.app import create_app as create_simulator
from simulator.settings import SimulatorSettings

GRAPH = "https://graph.example/v26.0"
LOOKASIDE = "https://lookaside.fbsbx.com/whatsapp/1?ext=1"
JPEG = b"\xff\xd8\xff a picture"


@dataclass
class Meta:
    """Answers in the order given; keeps what was asked, with which token."""

    answers: list[httpx.Response | Exception] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.asked.append((str(request.url), request.headers["authorization"]))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def described(url: str = LOOKASIDE) -> httpx.Response:
    return httpx.Response(
        200, json={"url": url, "mime_type": "image/jpeg", "file_size": "13", "id": "77"}
    )


def unknown() -> httpx.Response:
    error = {"code": 100, "error_subcode": 33, "message": "Unsupported get request."}
    return httpx.Response(400, json={"error": error})


@pytest.fixture
def meta() -> Meta:
    return Meta()


@pytest.fixture
async def media(meta: Meta) -> AsyncIterator[WhatsAppMedia]:
    async with graph_client(api_url=GRAPH, token="a-token", connections=2) as graph:  # noqa: S106 - of these tests
        graph._transport = httpx.MockTransport(meta.handle)
        yield WhatsAppMedia(graph)


async def test_a_picture_is_fetched_in_two_steps_with_the_token(
    media: WhatsAppMedia, meta: Meta
) -> None:
    meta.answers = [described(), httpx.Response(200, content=JPEG)]

    assert await media.download("77") == MediaFile(JPEG, "image/jpeg")

    assert meta.asked == [
        (f"{GRAPH}/77", "Bearer a-token"),
        (LOOKASIDE, "Bearer a-token"),
    ]


async def test_an_address_that_died_is_asked_for_again(media: WhatsAppMedia, meta: Meta) -> None:
    alive = [described(), httpx.Response(200, content=JPEG)]
    meta.answers = [described(), httpx.Response(404), *alive]

    assert (await media.download("77")).content == JPEG


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ([unknown()], MediaNotFound),
        ([described(), httpx.Response(404)] * 2, MediaNotFound),
        ([httpx.Response(500)], UpstreamFailed),
        ([httpx.Response(401, json={"error": {"code": 190}})], UpstreamFailed),
        ([httpx.Response(200, text="<html>")], UpstreamFailed),
        ([httpx.Response(400, text="<html>")], UpstreamFailed),
        ([httpx.ConnectError("down")], UpstreamFailed),
        ([described(), httpx.Response(302, headers={"location": "/"})], UpstreamFailed),
        ([described(), httpx.ReadTimeout("late")], UpstreamFailed),
    ],
)
async def test_what_meta_cannot_give_is_refused_by_name(
    media: WhatsAppMedia,
    meta: Meta,
    answers: list[httpx.Response | Exception],
    refusal: type[AppError],
) -> None:
    meta.answers = list(answers)

    with pytest.raises(refusal):
        await media.download("77")

    assert meta.answers == []


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/77",
        "http://lookaside.fbsbx.com/77",
        "https://lookaside.fbsbx.com.evil.example/77",
        "https://lookaside.fbsbx.com@evil.example/77",
        "https://lookaside.fbsbx.com:8443/77",
        "https://graph.example:8443/77",
        "http://graph.example/77",
        "http://169.254.169.254/latest",
        "/v26.0/77",
        "https://[/77",
    ],
)
async def test_the_token_goes_to_no_host_but_metas(
    media: WhatsAppMedia, meta: Meta, url: str
) -> None:
    meta.answers = [described(url)]

    with pytest.raises(UpstreamFailed):
        await media.download("77")

    assert [asked for asked, _ in meta.asked] == [f"{GRAPH}/77"]


async def test_a_file_is_read_no_further_than_its_limit(media: WhatsAppMedia, meta: Meta) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"\x00" * 1024 * 1024

    meta.answers = [described(), httpx.Response(200, content=endless())]

    with pytest.raises(MediaTooLarge):
        await media.download("77")

    assert read == LIMIT_BYTES // (1024 * 1024) + 1


async def test_our_own_services_get_the_bytes_and_nobody_else(
    settings: NotificationsSettings, container: Container, media: WhatsAppMedia, meta: Meta
) -> None:
    meta.answers = [described(), httpx.Response(200, content=JPEG), unknown()]
    async with asking(settings, replace(container, media=media)) as http:
        found = await http.get("/internal/media/77")
        missing = await http.get("/internal/media/78")
        stranger = await http.get("/internal/media/77", headers={"authorization": "Bearer none"})
        odd_ids = ("..%2F77", "a%20b", "a.b", "x" * 201)
        odd = [(await http.get(f"/internal/media/{one}")).status_code for one in odd_ids]

    assert (found.status_code, found.content) == (200, JPEG)
    assert found.headers["content-type"] == "image/jpeg"
    assert found.headers["x-content-type-options"] == "nosniff"
    assert (missing.status_code, missing.json()["code"]) == (404, "media_not_found")
    assert stranger.status_code == 401
    assert odd == [404, 422, 422, 422]
    assert len(meta.asked) == 3


async def test_without_the_channel_there_are_no_files(
    settings: NotificationsSettings, container: Container
) -> None:
    async with asking(settings, replace(container, media=None)) as http:
        answer = await http.get("/internal/media/77")

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def asking(settings: NotificationsSettings, container: Container) -> httpx.AsyncClient:
    """Make another service of ours that asks notifications."""
    token = mint_service_token(
        caller="orders",
        audience="notifications",
        secret=settings.service_token_secret.get_secret_value(),
    )
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(settings, container)),
        base_url="http://notifications",
        headers={"authorization": f"Bearer {token}"},
    )


async def test_the_simulator_speaks_the_same_two_steps() -> None:
    app = create_simulator(SimulatorSettings())
    token = SimulatorSettings().whatsapp_api_token.get_secret_value()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://simulator/v26.0",
        headers={"authorization": f"Bearer {token}"},
    ) as graph:
        upload = {"file": ("a.jpg", JPEG, "image/jpeg")}
        form = {"messaging_product": "whatsapp", "type": "image/jpeg"}
        kept = await graph.post("/106540352242922/media", data=form, files=upload)

        file = await WhatsAppMedia(graph).download(kept.json()["id"])
        with pytest.raises(MediaNotFound):
            await WhatsAppMedia(graph).download("1")

    assert (file.content, file.mime_type) == (JPEG, "image/jpeg")
