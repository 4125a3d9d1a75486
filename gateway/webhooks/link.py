"""The way of the hot path to conversation: HTTP/1.1 on connections that stay open.

Does what `ServiceClient.post_bytes` does for one path, at a tenth of its CPU: half of what an
acknowledgement cost was the general client (bench/results). Everything else goes through httpx.
"""

import asyncio
import time
from typing import Final
from urllib.parse import urlsplit

import httptools
import httpx

from shared.auth.tokens import LIFETIME_S, mint_service_token
from shared.errors import OutcomeUnknown, UpstreamFailed
from shared.web.client import refusal

PATH: Final = "/internal/inbound"
_ATTEMPTS: Final = 2  # the second is for a connection that was closed while it was idle
_AUDIENCE: Final = "conversation"


class ConnectionLost(Exception):
    """The connection ended before the answer did."""


class Link:
    """Posts batches to conversation, each on a connection of its own while it lasts."""

    def __init__(self, url: str, *, secret: str) -> None:
        parts = urlsplit(url)
        self._is_tls = parts.scheme == "https"
        self._host = parts.hostname or "127.0.0.1"
        self._port = parts.port or (443 if self._is_tls else 80)
        self._path = parts.path.rstrip("/") + PATH
        self._secret = secret
        self._idle: list[_Connection] = []
        self._head = b""
        self._head_until = 0.0

    async def post(self, content: bytes) -> None:
        """Return once conversation has answered 200; what it knows already it drops.

        Raises:
            AppError: the refusal that conversation gave, as its own class.
            UpstreamFailed: it is not there.
            OutcomeUnknown: it did not answer to the end.
        """
        request = b"%b%d\r\n\r\n%b" % (self._request_head(), len(content), content)
        for _ in range(_ATTEMPTS):
            try:
                status, body = await self._exchange(request)
            except ConnectionLost:
                continue
            if status == httpx.codes.OK:
                return
            raise refusal(httpx.Response(status, content=body), upstream=_AUDIENCE)
        raise OutcomeUnknown(upstream=_AUDIENCE)

    def close(self) -> None:
        """Hang up."""
        while self._idle:
            self._idle.pop().close()

    async def _exchange(self, request: bytes) -> tuple[int, bytes]:
        connection = await self._connection()
        try:
            answer = await connection.exchange(request)
        except BaseException:
            connection.close()  # an answer that nobody waits for must not meet the next request
            raise
        if connection.is_open:
            self._idle.append(connection)
        return answer

    async def _connection(self) -> "_Connection":
        while self._idle:
            connection = self._idle.pop()
            if connection.is_open:
                return connection
        try:
            _, connection = await asyncio.get_running_loop().create_connection(
                _Connection, self._host, self._port, ssl=True if self._is_tls else None
            )
        except OSError as error:
            raise UpstreamFailed(upstream=_AUDIENCE, reason=type(error).__name__) from error
        return connection

    def _request_head(self) -> bytes:
        """Write everything up to the length of the body, once for as long as the token lives."""
        now = time.monotonic()
        if now >= self._head_until:
            token = mint_service_token(caller="gateway", audience=_AUDIENCE, secret=self._secret)
            self._head = (
                f"POST {self._path} HTTP/1.1\r\nhost: {self._host}:{self._port}\r\n"
                f"authorization: Bearer {token}\r\ncontent-type: application/json\r\n"
                "content-length: "
            ).encode()
            self._head_until = now + LIFETIME_S / 2
        return self._head


class _Connection(asyncio.Protocol):
    """One connection: one request at a time, answered in full."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._answer: asyncio.Future[tuple[int, bytes]] | None = None
        self._body: list[bytes] = []

    @property
    def is_open(self) -> bool:
        """Whether a request can be written."""
        return self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: bytes) -> tuple[int, bytes]:
        """Send a request; give status and body of the answer.

        Raises:
            ConnectionLost: there is no whole answer.
        """
        if self._transport is None:
            raise ConnectionLost
        self._answer = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport (asyncio's callback)."""
        self._transport = transport  # type: ignore[assignment]  # a TCP transport writes

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits (asyncio's callback)."""
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionLost(repr(exc)))

    def data_received(self, data: bytes) -> None:
        """Parse (asyncio's callback)."""
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self.close()

    def on_body(self, body: bytes) -> None:
        """Keep a part of the body (the parser's callback)."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Hand out the answer (the parser's callback)."""
        body, self._body = b"".join(self._body), []
        if not self._parser.should_keep_alive():
            self.close()
        if self._answer is not None and not self._answer.done():
            self._answer.set_result((self._parser.get_status_code(), body))
