"""Security headers on every answer, CORS for browsers we know. A service's own header wins."""

from typing import Final

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.settings import GatewaySettings
from shared.observability.correlation import HEADER
from shared.settings import Environment

_DATA_POLICY: Final = "default-src 'none'; frame-ancestors 'none'"
# Pages bring their style and pictures with them, and load nothing from anywhere else.
_PAGE_POLICY: Final = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_ALWAYS: Final = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(self)",
}
_ONE_YEAR: Final = "max-age=31536000; includeSubDomains"
_CACHE_S: Final = 600


class SecurityHeaders:
    """Adds what is missing, and takes away what tells which server this is."""

    def __init__(self, app: ASGIApp, *, environment: Environment) -> None:
        self._app = app
        self._always = dict(_ALWAYS)
        if environment is not Environment.DEVELOPMENT:
            self._always["strict-transport-security"] = _ONE_YEAR

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._secure(MutableHeaders(scope=message))
            await send(message)

        return await self._app(scope, receive, send_secured)

    def _secure(self, headers: MutableHeaders) -> None:
        for name, value in self._always.items():
            headers.setdefault(name, value)
        is_page = headers.get("content-type", "").startswith("text/html")
        headers.setdefault("content-security-policy", _PAGE_POLICY if is_page else _DATA_POLICY)
        del headers["server"]


def allow_origins(app: FastAPI, settings: GatewaySettings) -> None:
    """Let pages of `ALLOWED_ORIGINS` call us; nobody's when it is empty, as by default."""
    if not settings.allowed_origins:
        return
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.allowed_origins,
        allow_credentials="*" not in settings.allowed_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["authorization", "content-type", "idempotency-key", "if-none-match"],
        expose_headers=[
            HEADER,
            "etag",
            "retry-after",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset",
        ],
        max_age=_CACHE_S,
    )
