"""Headers that browsers obey, and settings that are refused outside development."""

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from gateway.settings import GatewaySettings
from shared.settings import Environment
from tests.gateway.conftest import OpenEdge

STRONG = SecretStr("a" * 64)


def _production(settings: GatewaySettings, **changes: object) -> GatewaySettings:
    values: dict[str, object] = {
        "environment": Environment.PRODUCTION,
        "redis_url": settings.redis_url,
        "whatsapp_app_secret": STRONG,
        "service_token_secret": STRONG,
        "admin_secret": STRONG,
        "whatsapp_verify_token": STRONG,
        **changes,
    }
    return GatewaySettings.model_validate(values)


@pytest.mark.parametrize("path", ["/api/merchants", "/nowhere", "/health/live", "/internal/x"])
async def test_every_answer_carries_the_security_headers(
    edge: httpx.AsyncClient, path: str
) -> None:
    headers = (await edge.get(path)).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "server" not in headers
    assert "strict-transport-security" not in headers


async def test_a_page_may_use_its_own_style_and_load_nothing(edge: httpx.AsyncClient) -> None:
    policy = (await edge.get("/docs")).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy


async def test_outside_development_browsers_are_told_to_use_https(
    open_edge: OpenEdge, settings: GatewaySettings
) -> None:
    edge = open_edge(_production(settings))

    answer = await edge.get("/health/live")

    header = answer.headers["strict-transport-security"]
    assert header == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize(
    "changes",
    [
        {"whatsapp_app_secret": "development-only-" + "1" * 32},
        {"whatsapp_app_secret": "short"},
        {"whatsapp_verify_token": "development-only-verify"},
        {"whatsapp_verify_token": ""},
    ],
)
def test_outside_development_known_secrets_stop_the_start(
    settings: GatewaySettings, changes: dict[str, object]
) -> None:
    with pytest.raises(ValidationError, match="must be set"):
        _production(settings, **changes)


async def test_a_page_of_an_allowed_origin_may_call_us_and_no_other(
    open_edge: OpenEdge, settings: GatewaySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLOWED_ORIGINS", "https://app.toktok.test, https://ops.toktok.test")
    allowed = GatewaySettings().allowed_origins
    edge = open_edge(settings.model_copy(update={"allowed_origins": allowed}))
    asking = {"access-control-request-method": "PUT"}

    known = await edge.options(
        "/api/missions/1", headers={**asking, "origin": "https://ops.toktok.test"}
    )
    unknown = await edge.options(
        "/api/missions/1", headers={**asking, "origin": "https://evil.test"}
    )

    assert known.headers["access-control-allow-origin"] == "https://ops.toktok.test"
    assert "access-control-allow-origin" not in unknown.headers


async def test_by_default_no_other_origin_may_call_us(edge: httpx.AsyncClient) -> None:
    answer = await edge.get("/api/merchants", headers={"origin": "https://evil.test"})

    assert "access-control-allow-origin" not in answer.headers
