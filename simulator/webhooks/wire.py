"""One kept-alive HTTP/1.1 connection to the webhook address, and the same over an httpx transport.

Hand-made on the standard library's streams and httptools: a general client costs some 3 ms of CPU
per POST, more than everything else the simulator does for a message.
"""

import asyncio
import ssl
from typing import Protocol
from urllib.parse import urlsplit

import httptools
import httpx


class NotDelivered(Exception):
    """No answer came: the platform is away, slow, or does not speak HTTP."""


class Line(Protocol):
    """A way to POST to the platform."""

    async def post(self, body: bytes, *, headers: dict[str, str]) -> int:
        """Send a body and return the HTTP status.

        Raises:
            NotDelivered: no answer came in time.
        """
        ...

    async def close(self) -> None:
        """Hang up."""
        ...


class _Answer:
    """Collects what httptools finds in a response; the body is skipped.

    Whether the connection is kept is known only while the parser is in its last callback.
    """

    def __init__(self) -> None:
        self.parser = httptools.HttpResponseParser(self)
        self.is_complete = False
        self.is_kept = False

    def on_message_complete(self) -> None:
        self.is_complete = True
        self.is_kept = self.parser.should_keep_alive()


class SocketLine:
    """A real connection, opened on first use and again after every trouble."""

    def __init__(self, url: str, *, timeout_s: float) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or "127.0.0.1"
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._port = parts.port or (443 if self._tls else 80)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._start = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        self._timeout_s = timeout_s
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, body: bytes, *, headers: dict[str, str]) -> int:
        """Send a body and return the HTTP status.

        Raises:
            NotDelivered: no answer came in time.
        """
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"{self._start}{lines}Content-Length: {len(body)}\r\n\r\n".encode("ascii")
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._exchange(head + body)
        except (OSError, TimeoutError, httptools.HttpParserError) as failure:
            await self.close()
            raise NotDelivered(f"{type(failure).__name__}: {failure}") from failure

    async def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None

    async def _exchange(self, request: bytes) -> int:
        if self._streams is None or self._streams[0].at_eof():
            await self.close()
            self._streams = await asyncio.open_connection(self._host, self._port, ssl=self._tls)
        reader, writer = self._streams
        writer.write(request)
        await writer.drain()
        answer = _Answer()
        while not answer.is_complete:
            received = await reader.read(65_536)
            if not received:
                raise ConnectionError("the connection was closed before an answer")
            answer.parser.feed_data(received)
        if not answer.is_kept:
            await self.close()
        return int(answer.parser.get_status_code())


class TransportLine:
    """The same over an httpx transport: how tests put the platform into one process."""

    def __init__(self, url: str, *, transport: httpx.AsyncBaseTransport, timeout_s: float) -> None:
        self._url = url
        self._http = httpx.AsyncClient(transport=transport, timeout=timeout_s, trust_env=False)

    async def post(self, body: bytes, *, headers: dict[str, str]) -> int:
        """Send a body and return the HTTP status.

        Raises:
            NotDelivered: no answer came in time.
        """
        try:
            answer = await self._http.post(self._url, content=body, headers=headers)
        except httpx.HTTPError as failure:
            raise NotDelivered(f"{type(failure).__name__}: {failure}") from failure
        return answer.status_code

    async def close(self) -> None:
        """Keep the transport: it belongs to whoever gave it."""


def new_line(url: str, *, transport: httpx.AsyncBaseTransport | None, timeout_s: float) -> Line:
    """Open a line over the given transport, or over a real connection."""
    if transport is None:
        return SocketLine(url, timeout_s=timeout_s)
    return TransportLine(url, transport=transport, timeout_s=timeout_s)
