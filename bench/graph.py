"""A mock of the Graph API for `bench.turn`, in a process of its own.

Answers every POST after `--answers-after-ms` and tells whoever opened `GET /arrivals`, a line each,
who is written to and when (the machine's monotonic clock, which all processes share). It checks
nothing and reports no statuses: that is the simulator's work.
"""

import argparse
import asyncio
import time
from itertools import count
from typing import Final, cast

import orjson
import uvloop

HOST: Final = "127.0.0.1"
_ids = count(1)


class Arrivals:
    """Who listens to what arrives."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Transport] = set()

    def listen(self, transport: asyncio.Transport) -> None:
        """Write a line to this connection for every message from now on."""
        self._listeners.add(transport)

    def forget(self, transport: asyncio.Transport) -> None:
        """Stop writing to it."""
        self._listeners.discard(transport)

    def tell(self, recipient: str, at: float) -> None:
        """Say that a message to somebody arrived."""
        line = f"{recipient} {at:.6f}\n".encode()
        for transport in self._listeners:
            transport.write(line)


class GraphConnection(asyncio.Protocol):
    """One keep-alive connection; requests on it come one after the other."""

    def __init__(self, arrivals: Arrivals, *, answers_after_s: float) -> None:
        self._arrivals = arrivals
        self._answers_after_s = answers_after_s
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a listener that hung up."""
        del exc
        if self._transport is not None:
            self._arrivals.forget(self._transport)

    def data_received(self, data: bytes) -> None:
        """Take a request once all of it is there."""
        arrived_at = time.perf_counter()
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator or self._transport is None:
            return
        if head.startswith(b"GET"):
            self._arrivals.listen(self._transport)
            return
        if len(body) < _length(head):
            return
        self._received = b""
        message = orjson.loads(body)
        if "to" in message:  # the others mark messages as read
            self._arrivals.tell(str(message["to"]).lstrip("+"), arrived_at)
        loop = asyncio.get_running_loop()
        loop.call_later(self._answers_after_s, self._transport.write, _answer())


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0] or 0)


def _answer() -> bytes:
    body = orjson.dumps(
        {"messaging_product": "whatsapp", "messages": [{"id": f"wamid.bench{next(_ids)}"}]}
    )
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


async def serve(*, port: int, answers_after_s: float) -> None:
    """Serve until the process is stopped."""
    arrivals = Arrivals()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: GraphConnection(arrivals, answers_after_s=answers_after_s), HOST, port
    )
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.graph", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--answers-after-ms", type=float, default=80.0)
    options = parser.parse_args()
    uvloop.run(serve(port=options.port, answers_after_s=options.answers_after_ms / 1_000))
