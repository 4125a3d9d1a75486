"""Passes a request on to the service that owns its path, and the answer back, as both stream.

Neither body is read here. Nothing is retried: only the caller knows whether that is safe.
"""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import httpx
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.errors import ChannelNotConfigured
from gateway.limits import address_of
from gateway.routes import Audience, Route, Service, route_of
from gateway.settings import GatewaySettings
from shared.errors import NotFound, OutcomeUnknown, UpstreamFailed
from shared.observability.correlation import HEADER, correlation_id

# RFC 9110, 7.6.1, and those that say who speaks: we say that ourselves.
_HOP_BY_HOP: Final = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "proxy-connection",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
_OURS: Final = frozenset(
    {
        "expect",
        "forwarded",
        "host",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-proto",
        "x-real-ip",
        HEADER,
    }
)
_NOT_RETURNED: Final = _HOP_BY_HOP | {"server", "date", HEADER}
_PARTNER_HEADERS: Final = ("content-type", "content-length", "user-agent")
_RETRY_AFTER_S: Final = 3_600
_CONNECT_S: Final = 2.0
# Between two parts of an answer: longer than the pause between two signs of life of a live stream.
_SILENCE_S: Final = 65.0
_TIMEOUTS: Final = httpx.Timeout(_SILENCE_S, connect=_CONNECT_S, pool=_CONNECT_S).as_dict()
_NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


@dataclass(frozen=True, slots=True)
class Proxy:
    """The way from the edge to the services."""

    http: httpx.AsyncClient
    settings: GatewaySettings

    async def forward(self, request: Request) -> Response:
        """Pass a request on.

        Raises:
            NotFound: the path is nobody's, or a page to come.
            ChannelNotConfigured: the path is kept for a service to come.
            UpstreamFailed: the service was not reached.
            OutcomeUnknown: it was reached and did not answer in time, or not to the end.
        """
        route = route_of(request.scope["path"])
        if route is None:
            raise NotFound
        request.scope["route"] = route  # metrics are counted by line of the table
        if route.service is None:
            raise _nobody_there(route)
        upstream = await self._send(request, route, route.service)
        response = StreamingResponse(_parts(upstream), status_code=upstream.status_code)
        response.raw_headers = _back(upstream.headers)
        return response

    async def _send(self, request: Request, route: Route, service: Service) -> httpx.Response:
        asked = httpx.Request(
            request.method,
            _url(request, base=service_url(self.settings, service)),
            headers=self._onward(request, route),
            content=request.stream() if _has_body(request) else None,
            extensions={"timeout": _TIMEOUTS},
        )
        try:
            async with asyncio.timeout(self.settings.upstream_timeout_s):
                return await self.http.send(asked, stream=True)
        except _NOT_SENT as error:
            raise UpstreamFailed(upstream=service, reason=type(error).__name__) from error
        except (httpx.HTTPError, TimeoutError) as error:
            raise OutcomeUnknown(upstream=service) from error

    def _onward(self, request: Request, route: Route) -> list[tuple[str, str]]:
        dropped = _HOP_BY_HOP | _OURS | _named_in_connection(request.headers.get("connection"))
        kept = [(name, value) for name, value in request.headers.items() if name not in dropped]
        if route.audience is Audience.PARTNER:
            kept = [
                (name, value)
                for name, value in kept
                if name.startswith("webhook-") or name in _PARTNER_HEADERS
            ]
        address = address_of(request, trusted_proxies=self.settings.trusted_proxies)
        public = urlsplit(self.settings.public_url)
        return [
            *kept,
            ("x-forwarded-for", address),
            ("x-forwarded-host", public.netloc),
            ("x-forwarded-proto", public.scheme),
            (HEADER, correlation_id()),
        ]


def service_url(settings: GatewaySettings, service: Service) -> str:
    """Tell where a service listens, without a slash at the end."""
    urls = {
        Service.CONVERSATION: settings.conversation_url,
        Service.ORDERS: settings.orders_url,
        Service.NOTIFICATIONS: settings.notifications_url,
        Service.PROVIDER: settings.provider_url,
    }
    return urls[service].rstrip("/")


def _nobody_there(route: Route) -> NotFound | ChannelNotConfigured:
    if route.audience is Audience.CHANNEL:
        return ChannelNotConfigured(what=route.path, retry_after_s=_RETRY_AFTER_S)
    return NotFound()


def _url(request: Request, *, base: str) -> httpx.URL:
    """Keep path and query as the caller wrote them: decoding and encoding again changes them."""
    raw_path: bytes = request.scope.get("raw_path") or request.url.path.encode()
    query: bytes = request.scope.get("query_string", b"")
    return httpx.URL(base).copy_with(raw_path=raw_path + (b"?" + query if query else b""))


def _has_body(request: Request) -> bool:
    declared = request.headers.get("content-length", "0")
    return declared != "0" or "transfer-encoding" in request.headers


def _named_in_connection(value: str | None) -> set[str]:
    return {name.strip().lower() for name in (value or "").split(",")}


def _back(headers: httpx.Headers) -> list[tuple[bytes, bytes]]:
    """Keep every header that is the answer's own, repeated ones (cookies) included."""
    named = _named_in_connection(headers.get("connection"))
    return [
        (name.lower(), value)
        for name, value in headers.raw
        if name.decode("latin-1").lower() not in _NOT_RETURNED | named
    ]


async def _parts(upstream: httpx.Response) -> AsyncIterator[bytes]:
    try:
        async for part in upstream.aiter_raw():
            yield part
    finally:
        await upstream.aclose()
