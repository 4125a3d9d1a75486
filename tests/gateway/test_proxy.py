"""What passes through the edge, in both directions."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import orjson
import pytest

from gateway.app import create_app
from gateway.settings import GatewaySettings
from tests.gateway.edge import EchoService, Stalled, StandInConversation, ask_raw


async def test_a_request_reaches_its_service_as_it_was(edge: httpx.AsyncClient) -> None:
    answer = await edge.post(
        "/api/missions/caf%C3%A9%2Fnoir?city=Pointe-Noire&after=a%2Fb",
        content="le corps",
        headers={"content-type": "text/plain", "idempotency-key": "abc-12345"},
    )

    told = answer.json()
    assert (told["service"], told["method"], told["body"]) == ("orders", "POST", "le corps")
    assert told["path"] == "/api/missions/caf%C3%A9%2Fnoir"
    assert told["query"] == "city=Pointe-Noire&after=a%2Fb"
    assert told["headers"]["idempotency-key"] == "abc-12345"
    assert told["headers"]["content-length"] == "8"


async def test_a_chunked_body_passes_through(edge: httpx.AsyncClient) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b"one,"
        yield b"two"

    answer = await edge.put("/api/missions/1", content=parts())

    assert answer.json()["body"] == "one,two"


async def test_the_service_learns_who_asked_from_us_alone(edge: httpx.AsyncClient) -> None:
    forged = {
        "x-forwarded-for": "10.0.0.1",
        "x-forwarded-host": "evil.test",
        "x-forwarded-proto": "gopher",
        "x-real-ip": "10.0.0.1",
        "forwarded": "for=10.0.0.1",
        "x-correlation-id": "chosen-by-the-caller",
    }

    answer = await edge.get("/api/merchants", headers=forged)

    told = answer.json()["headers"]
    assert told["x-forwarded-for"] == "203.0.113.7"
    assert told["x-forwarded-host"] == "toktok.test"
    assert told["x-forwarded-proto"] == "https"
    assert told["x-correlation-id"] == answer.headers["x-correlation-id"]
    assert told["x-correlation-id"] != "chosen-by-the-caller"
    assert not {"x-real-ip", "forwarded"} & set(told)


async def test_headers_of_one_hop_stay_on_it(edge: httpx.AsyncClient) -> None:
    headers = {"connection": "close, x-mine", "x-mine": "1", "te": "trailers", "upgrade": "h2c"}

    answer = await edge.get("/api/merchants", headers=headers)

    assert not {"x-mine", "te", "upgrade", "connection"} & set(answer.json()["headers"])
    assert not {"x-private", "connection", "server"} & set(answer.headers)
    assert answer.headers.get_list("set-cookie") == [
        "a=1; Path=/; SameSite=lax",
        "b=2; Path=/; SameSite=lax",
    ]


async def test_cookies_of_one_caller_never_reach_another(edge: httpx.AsyncClient) -> None:
    await edge.get("/api/merchants")
    edge.cookies.clear()

    answer = await edge.get("/api/merchants")

    assert "cookie" not in answer.json()["headers"]


async def test_a_partner_webhook_passes_on_its_raw_body_and_its_own_headers(
    edge: httpx.AsyncClient,
) -> None:
    headers = {
        "content-type": "application/json",
        "webhook-id": "msg_1",
        "webhook-timestamp": "1795262400",
        "webhook-signature": "v1,abc=",
        "webhook-partner": "gaz",
        "authorization": "Bearer stolen",
        "cookie": "session=1",
    }

    answer = await edge.post(
        "/webhooks/missions/status", content=b'{"statut" : "livr\xc3\xa9"}', headers=headers
    )

    told = answer.json()
    assert told["body"] == '{"statut" : "livré"}'
    assert not {"authorization", "cookie"} & set(told["headers"])
    passed = {name: told["headers"][name] for name in headers if name in told["headers"]}
    assert passed == {k: v for k, v in headers.items() if k not in {"authorization", "cookie"}}


@pytest.mark.parametrize(
    "path",
    [
        "/internal/inbound",
        "/internal/events?after=0-0",
        "/api/merchants/../../internal/missions",
        "/api/merchants/%2e%2e/%2e%2e/internal/missions",
        "/api/merchants/..%2f..%2finternal/missions",
        "/track/%5c..%5cinternal",
        "/track//internal",
        "/ops",
        "/ws/notifications",
        "/nowhere",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_what_is_not_public_is_not_found_and_nobody_is_asked(
    services: httpx.AsyncClient,
    settings: GatewaySettings,
    orders: EchoService,
    conversation: StandInConversation,
    path: str,
    method: str,
) -> None:
    status, body = await ask_raw(create_app(settings, http=services), method, path)

    assert status == 404
    assert orjson.loads(body)["code"] == "not_found"
    assert (orders.asked, conversation.batches) == ([], [])


@pytest.mark.parametrize("path", ["/webhooks/twilio", "/webhooks/payments/mtn"])
async def test_a_channel_that_is_not_configured_says_so(edge: httpx.AsyncClient, path: str) -> None:
    answer = await edge.post(path, content=b"From=whatsapp")

    assert answer.status_code == 503
    assert answer.json()["code"] == "channel_not_configured"
    assert answer.headers["retry-after"] == "3600"


async def test_a_service_that_is_down_is_a_bad_gateway(edge: httpx.AsyncClient) -> None:
    answer = await edge.get("/provider/profile")

    assert answer.status_code == 502
    assert answer.json()["code"] == "upstream_failed"


async def test_a_service_that_does_not_answer_is_a_timeout(settings: GatewaySettings) -> None:
    quick = settings.model_copy(update={"upstream_timeout_s": 0.05})
    async with httpx.AsyncClient(transport=Stalled()) as services:
        transport = httpx.ASGITransport(create_app(quick, http=services))
        async with httpx.AsyncClient(transport=transport, base_url="http://edge") as edge:
            answer = await edge.post("/api/missions", content=b"{}")

    assert answer.status_code == 504
    assert answer.json()["code"] == "outcome_unknown"


async def test_a_body_over_the_limit_is_refused_and_nobody_is_asked(
    edge: httpx.AsyncClient, orders: EchoService
) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(11):
            yield b"x" * 100_000

    declared = await edge.post("/api/missions", content=b"x" * 1_000_001)
    streamed = await edge.post("/api/missions", content=parts())

    assert (declared.status_code, streamed.status_code) == (413, 413)
    assert orders.asked == []


async def test_a_stream_passes_through(edge: httpx.AsyncClient) -> None:
    async with asyncio.timeout(2), edge.stream("GET", "/track/stream") as answer:
        text = "".join([part async for part in answer.aiter_text()])

    assert text == "one,two"
    assert answer.headers["content-type"] == "text/event-stream; charset=utf-8"
