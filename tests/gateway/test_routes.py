"""The table of public paths."""

import pytest

from gateway.routes import TABLE, Audience, Service, route_of


@pytest.mark.parametrize(
    ("path", "service", "audience"),
    [
        ("/webhooks/missions/status", Service.ORDERS, Audience.PARTNER),
        ("/webhooks/orders/status", Service.ORDERS, Audience.PARTNER),
        ("/webhooks/payments/mtn", None, Audience.CHANNEL),
        ("/webhooks/twilio", None, Audience.CHANNEL),
        ("/api/merchants", Service.ORDERS, Audience.PUBLIC),
        ("/api/merchants/7/products", Service.ORDERS, Audience.PUBLIC),
        ("/api/products", Service.ORDERS, Audience.PUBLIC),
        ("/api/search", Service.ORDERS, Audience.PUBLIC),
        ("/api/missions/COUR-20261121-001", Service.ORDERS, Audience.PUBLIC),
        ("/api/notifications", Service.NOTIFICATIONS, Audience.PUBLIC),
        ("/api/providers", Service.PROVIDER, Audience.PUBLIC),
        ("/provider/auth/send-otp", Service.PROVIDER, Audience.PROVIDER),
        ("/track/abc", Service.ORDERS, Audience.PUBLIC),
        ("/ops", None, Audience.RESERVED),
        ("/ws/notifications", None, Audience.RESERVED),
    ],
)
def test_a_public_path_has_its_owner(
    path: str, service: Service | None, audience: Audience
) -> None:
    route = route_of(path)

    assert route is not None
    assert (route.service, route.audience) == (service, audience)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/internal/inbound",
        "/internal/events",
        "/orders/internal/missions",
        "/api",
        "/api/internal",
        "/api/merchantsX",
        "/API/merchants",
        "/health/ready/orders",
        "/track/../internal/missions",
        "/track/..",
        "/track/./x",
        "/track//internal",
        "//track/x",
        "/track/x\\..\\internal",
        "/track/x\n/internal",
        "/track/\x00",
    ],
)
def test_everything_else_is_nobodys(path: str) -> None:
    assert route_of(path) is None


def test_no_line_of_the_table_hides_another() -> None:
    for route in TABLE:
        assert route_of(route.path) == route
