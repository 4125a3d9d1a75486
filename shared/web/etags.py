"""Entity tags for what is polled: an answer that has not changed is not sent again (RFC 9110, 8.8).

The tag is made of the answer's bytes, so it can never be stale: what is saved is the phone's data,
not our work. Answers that carry a tag of their own, streams and large bodies pass as they are.
"""

import hashlib
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BYTES: Final = 1_000_000
_NOT_MODIFIED: Final = 304


class Etags:
    """Tags JSON answers to public GETs, and answers 304 to who has them already."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        is_read = scope["type"] == "http" and scope["method"] == "GET"
        if not is_read or not scope["path"].startswith("/api/"):
            return await self._app(scope, receive, send)
        known = Headers(scope=scope).get("if-none-match", "")
        return await self._app(scope, receive, _Tagging(send, known=known))


class _Tagging:
    """Holds one answer back until its tag is known."""

    def __init__(self, send: Send, *, known: str) -> None:
        self._send = send
        self._known = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        self._start: Message | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_taggable(message):
            self._start = message
            return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        start, self._start = self._start, None
        if message.get("more_body"):
            await self._send(start)
            await self._send(message)
            return
        await self._send_tagged(start, message)

    async def _send_tagged(self, start: Message, body: Message) -> None:
        tag = f'"{hashlib.sha256(body.get("body", b"")).hexdigest()[:32]}"'
        headers = MutableHeaders(scope=start)
        headers["etag"] = tag
        headers.setdefault("cache-control", "no-cache")
        if tag in self._known:
            start["status"] = _NOT_MODIFIED
            del headers["content-length"]
            body = {**body, "body": b""}
        await self._send(start)
        await self._send(body)


def _is_taggable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    is_json = headers.get("content-type", "").startswith("application/json")
    is_small = int(headers.get("content-length", "0")) <= LARGEST_BYTES
    return start["status"] == 200 and is_json and is_small and "etag" not in headers
