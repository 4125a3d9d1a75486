"""What every request passes through, as plain ASGI: correlation, measuring, the body limit."""

import time
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.errors import TooLarge
from shared.observability.correlation import HEADER, correlated, new_correlation_id
from shared.observability.metrics import HTTP_SECONDS
from shared.web.problem import problem

MAX_BODY_BYTES: Final = 1_000_000


class Correlated:
    """Gives the request the id it came with, or a new one, and says it in the answer."""

    def __init__(self, app: ASGIApp, *, trust_header: bool = True) -> None:
        self._app = app
        self._trust_header = trust_header

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        given = Headers(scope=scope).get(HEADER, "") if self._trust_header else ""
        value = given or new_correlation_id()

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = value
            await send(message)

        with correlated(value):
            return await self._app(scope, receive, send_with_id)


class Measured:
    """Counts and times requests by route template."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started, status = time.perf_counter(), 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            elapsed = time.perf_counter() - started
            HTTP_SECONDS.labels(scope["method"], route, str(status)).observe(elapsed)


class BodyLimit:
    """Refuses bodies over a limit, declared or not, before anything reads them."""

    def __init__(self, app: ASGIApp, *, limit_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._limit = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > self._limit:
            return await self._refuse(scope, receive, send)
        seen = 0

        async def receive_within_limit() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._limit:
                raise TooLarge(limit_bytes=self._limit)
            return message

        return await self._app(scope, receive_within_limit, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = problem(TooLarge(limit_bytes=self._limit), instance=scope["path"])
        await response(scope, receive, send)
