"""Rate limits at the edge: per caller address, and per partner. Meta's webhook never comes here.

A partner's name is what the caller says it is: its address has a limit of its own, lower than the
partner's, so that one stranger cannot use up what a partner may send.
"""

import ipaddress
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.buckets import Allowance, Buckets
from gateway.rates import Rate
from gateway.routes import Audience, route_of
from gateway.settings import GatewaySettings
from shared.errors import TooMany
from shared.web.problem import problem

_UNLIMITED: Final = frozenset({"/health/live", "/health/ready", "/metrics"})
_MAX_PARTNER_CHARS: Final = 64
# An IPv6 customer has at least this much: one address of it is not one caller.
_IPV6_PREFIX: Final = 64


class RateLimited:
    """Answers 429 to who asks too often, and tells everybody else where they stand."""

    def __init__(self, app: ASGIApp, *, buckets: Buckets, settings: GatewaySettings) -> None:
        self._app = app
        self._buckets = buckets
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"] in _UNLIMITED:
            return await self._app(scope, receive, send)
        allowance = await self._ask(Request(scope))
        if allowance is None:
            return await self._app(scope, receive, send)

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_headers(allowance))
            await send(message)

        if allowance.is_granted:
            return await self._app(scope, receive, send_with_limits)
        refusal = problem(TooMany(retry_after_s=allowance.retry_s), instance=scope["path"])
        return await refusal(scope, receive, send_with_limits)

    async def _ask(self, request: Request) -> Allowance | None:
        """Take a token from each bucket of this request; the first refusal decides."""
        allowance = None
        for key, rate in self._buckets_of(request):
            allowance = await self._buckets.take(key, rate)
            if allowance is not None and not allowance.is_granted:
                break
        return allowance

    def _buckets_of(self, request: Request) -> list[tuple[str, Rate]]:
        caller = caller_of(request, trusted_proxies=self._settings.trusted_proxies)
        route = route_of(request.scope["path"])
        audience = route.audience if route else Audience.PUBLIC
        match audience:
            case Audience.PROVIDER:
                return [(f"provider:{caller}", self._settings.rate_limit_provider)]
            case Audience.PARTNER:
                by_address = (f"ip:{caller}", self._settings.rate_limit_ip)
                partner = _partner_of(request)
                by_name = (f"partner:{partner}", self._settings.rate_limit_partner)
                return [by_address, by_name] if partner else [by_address]
            case Audience.PUBLIC | Audience.CHANNEL | Audience.RESERVED:
                return [(f"ip:{caller}", self._settings.rate_limit_ip)]


def address_of(request: Request, *, trusted_proxies: int) -> str:
    """Tell the address a request came from, believing only our own proxies' entries."""
    hops = request.headers.get("x-forwarded-for", "").split(",")
    if trusted_proxies and len(hops) >= trusted_proxies:
        return hops[-trusted_proxies].strip()
    return request.client.host if request.client else "unknown"


def caller_of(request: Request, *, trusted_proxies: int) -> str:
    """Tell who calls, for counting: an IPv4 address, or the network of an IPv6 one."""
    address = address_of(request, trusted_proxies=trusted_proxies)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, _IPV6_PREFIX), strict=False))
    return str(parsed)


def _partner_of(request: Request) -> str:
    named = request.headers.get("webhook-partner") or request.query_params.get("partner", "")
    return named[:_MAX_PARTNER_CHARS]


def _headers(allowance: Allowance) -> dict[str, str]:
    rate = allowance.rate
    return {
        "RateLimit-Limit": str(rate.count),
        "RateLimit-Policy": f"{rate.count};w={rate.period_s}",
        "RateLimit-Remaining": str(allowance.remaining),
        "RateLimit-Reset": str(allowance.reset_s),
    }
