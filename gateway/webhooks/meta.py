"""`POST /webhooks/meta`: the hot path, before every middleware.

Signature over raw bytes, then the intake; 200 only once the update is durable. Never rate limited:
a refused webhook comes back for seven days.
"""

import time
from collections.abc import Iterable
from typing import Final

import structlog
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.errors import BadSignature
from gateway.webhooks.intake import Intake
from gateway.webhooks.payload import as_object
from gateway.webhooks.signature import is_signed, signatures
from shared.errors import AppError, TooLarge
from shared.observability.correlation import HEADER, correlated, new_correlation_id
from shared.observability.metrics import HTTP_SECONDS
from shared.web.problem import problem

log = structlog.get_logger()

PATHS: Final = frozenset({"/webhooks/meta", "/webhook"})
MAX_BODY_BYTES: Final = 3_000_000  # whatsapp-cloud-api.md, §1.2
_ROUTE: Final = "/webhooks/meta"
_CORRELATION: Final = HEADER.encode()
_OK_HEADERS: Final = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"content-length", b"2"),
    (b"x-content-type-options", b"nosniff"),
]
_OK_BODY: Final = {"type": "http.response.body", "body": b"OK"}
_OK_SECONDS = HTTP_SECONDS.labels("POST", _ROUTE, "200")


class ClientGone(Exception):
    """Whoever was sending the body hung up; there is nobody to answer."""


class MetaWebhook:
    """Takes Meta's POSTs; every other request goes on to the app behind."""

    def __init__(self, app: ASGIApp, *, app_secret: bytes, intake: Intake) -> None:
        self._app = app
        self._secret = app_secret
        self._intake = intake

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in PATHS:
            return await self._app(scope, receive, send)
        started, correlation_id = time.perf_counter(), new_correlation_id()
        try:
            body = await _read(receive)
            update = self._update_in(body, scope["headers"])
            await self._intake.take(update, correlation_id=correlation_id)
        except ClientGone:
            return None
        except AppError as error:
            refusal = _refusal(error, correlation_id, path=scope["path"])
            await refusal(scope, receive, send)
            elapsed = time.perf_counter() - started
            HTTP_SECONDS.labels("POST", _ROUTE, str(error.status)).observe(elapsed)
            return None
        headers = [*_OK_HEADERS, (_CORRELATION, correlation_id.encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(_OK_BODY)
        _OK_SECONDS.observe(time.perf_counter() - started)
        return None

    def _update_in(self, body: bytes, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
        """Check a webhook and give the update in it.

        Raises:
            TooLarge, BadSignature, UnreadableBody: nothing is passed on.
        """
        if len(body) > MAX_BODY_BYTES:
            raise TooLarge(limit_bytes=MAX_BODY_BYTES)
        if not is_signed(body, given=signatures(headers), secret=self._secret):
            raise BadSignature
        return as_object(body)


def _refusal(error: AppError, correlation_id: str, *, path: str) -> Response:
    with correlated(correlation_id):
        log.info("webhook refused", code=error.code, status=error.status)
        response = problem(error, instance=path)
    response.headers[HEADER] = correlation_id
    response.headers["x-content-type-options"] = "nosniff"
    return response


async def _read(receive: Receive) -> bytes:
    """Read the whole body, or a little more than the limit of it.

    Raises:
        ClientGone: it did not come to its end.
    """
    parts: list[bytes] = []
    size = 0
    while size <= MAX_BODY_BYTES:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientGone
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body", False):
            break
    return b"".join(parts)
