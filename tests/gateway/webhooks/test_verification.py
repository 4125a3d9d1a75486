"""Meta's verification of our address."""

import httpx
import pytest

from tests.gateway.edge import VERIFY_TOKEN


@pytest.mark.parametrize("path", ["/webhooks/meta", "/webhook"])
@pytest.mark.parametrize("separator", [".", "_"])
async def test_the_right_token_gets_the_challenge_as_it_is(
    edge: httpx.AsyncClient, path: str, separator: str
) -> None:
    asked = {"mode": "subscribe", "verify_token": VERIFY_TOKEN, "challenge": "1158201444"}
    params = {f"hub{separator}{name}": value for name, value in asked.items()}

    answer = await edge.get(path, params=params)

    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"hub.mode": "subscribe", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "guess", "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN[:-1], "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN.upper(), "hub.challenge": "1"},
        {"hub.mode": "subscribe", "hub.verify_token": "clé", "hub.challenge": "1"},
        {"hub.mode": "unsubscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1"},
        {"hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1"},
    ],
)
async def test_anything_else_is_forbidden(edge: httpx.AsyncClient, params: dict[str, str]) -> None:
    answer = await edge.get("/webhooks/meta", params=params)

    assert answer.status_code == 403
    assert answer.json()["code"] == "not_allowed"
