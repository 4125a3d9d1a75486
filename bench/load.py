"""A load generator on raw asyncio: keep-alive connections, signed webhooks, latencies.

Closed loop (each client asks again when answered) measures capacity; open loop (requests are due at
fixed times, whatever became of the ones before) measures latency, waiting included.
"""

import asyncio
import hmac
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Final, cast

import orjson

HOST: Final = "127.0.0.1"
BODY_BYTES: Final = 600
_DRAIN_S: Final = 10.0

MakeRequest = Callable[[], bytes]


@dataclass(slots=True)
class Outcome:
    """What came of a run: answers by status, latencies of the 200s in seconds, how long it took."""

    statuses: Counter[int] = field(default_factory=Counter)
    latencies_s: list[float] = field(default_factory=list)
    elapsed_s: float = 0.0
    unanswered: int = 0

    @property
    def succeeded(self) -> int:
        """How many were answered 200."""
        return self.statuses[200]

    @property
    def per_s(self) -> float:
        """Answers 200 a second."""
        return self.succeeded / self.elapsed_s


class SignedWebhooks:
    """Makes text webhooks of 600 bytes as Meta sends them; every message id is new."""

    def __init__(
        self, *, secret: str, senders: int = 1_000, run: str = "", text: str | None = None
    ) -> None:
        self._secret = secret.encode()
        self._senders = senders
        self._run = run or f"{time.time_ns():x}"
        self._text = text
        self._numbers = count()
        self._padding = "x" * max(1, BODY_BYTES - len(self._write(0, text="")))

    def __call__(self) -> bytes:
        """Give a whole HTTP request, ready to be written."""
        number = next(self._numbers)
        body = self.body(number)
        signature = hmac.digest(self._secret, body, "sha256").hex()
        head = (
            f"POST /webhooks/meta HTTP/1.1\r\nhost: {HOST}\r\ncontent-type: application/json\r\n"
            f"x-hub-signature-256: sha256={signature}\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    def body(self, number: int) -> bytes:
        """Write the update of one message; without a text of ours it is padded to 600 bytes."""
        return self._write(number, text=self._padding if self._text is None else self._text)

    def _write(self, number: int, *, text: str) -> bytes:
        sender = f"24206{number % self._senders:07d}"
        message = {
            "from": sender,
            "id": f"wamid.{self._run}{number:010d}",
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": text},
        }
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "242060000000", "phone_number_id": "1065403"},
            "contacts": [{"profile": {"name": "Bench"}, "wa_id": sender}],
            "messages": [message],
        }
        change = {"field": "messages", "value": value}
        entry = {"id": "102290129340398", "changes": [change]}
        return orjson.dumps({"object": "whatsapp_business_account", "entry": [entry]})


async def closed_loop(make: MakeRequest, *, port: int, clients: int, seconds: float) -> Outcome:
    """Keep this many clients busy for this long."""
    until = time.perf_counter() + seconds
    outcome = Outcome()

    def next_request() -> tuple[bytes, float] | None:
        now = time.perf_counter()
        return (make(), now) if now < until else None

    started = time.perf_counter()
    async with _Clients(port, clients, next_request, outcome) as connections:
        connections.start()
        await connections.finished(at_most_s=seconds + _DRAIN_S)
    outcome.elapsed_s = time.perf_counter() - started
    return outcome


async def open_loop(
    make: MakeRequest, *, port: int, per_s: float, seconds: float, clients: int = 64
) -> Outcome:
    """Send at fixed times; latency counts from when a request was due."""
    outcome = Outcome()
    due: deque[tuple[bytes, float]] = deque()

    def next_request() -> tuple[bytes, float] | None:
        return due.popleft() if due else None

    async with _Clients(port, clients, next_request, outcome) as connections:
        started = time.perf_counter()
        for number in range(int(per_s * seconds)):
            at = started + number / per_s
            await asyncio.sleep(max(0.0, at - time.perf_counter()))
            due.append((make(), at))
            connections.start()
        await connections.finished(at_most_s=_DRAIN_S)
        outcome.elapsed_s = time.perf_counter() - started
    return outcome


class _Clients:
    """Connections that take the next request whenever they are free."""

    def __init__(
        self,
        port: int,
        number: int,
        next_request: Callable[[], tuple[bytes, float] | None],
        outcome: Outcome,
    ) -> None:
        self._port = port
        self._number = number
        self._next = next_request
        self._outcome = outcome
        self._clients: list[_Client] = []

    async def __aenter__(self) -> "_Clients":
        """Connect."""
        loop = asyncio.get_running_loop()
        for _ in range(self._number):
            _, client = await loop.create_connection(self._client, HOST, self._port)
            self._clients.append(client)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Disconnect; what has no answer yet is counted."""
        self._outcome.unanswered = sum(client.is_busy for client in self._clients)
        for client in self._clients:
            client.close()

    def start(self) -> None:
        """Let free connections take what is there."""
        for client in self._clients:
            if not client.is_busy and not client.take():
                return

    async def finished(self, *, at_most_s: float) -> None:
        """Wait until every connection is free."""
        deadline = time.perf_counter() + at_most_s
        while any(client.is_busy for client in self._clients):
            if time.perf_counter() > deadline:
                return
            await asyncio.sleep(0.005)

    def _client(self) -> "_Client":
        return _Client(self._next, self._outcome)


class _Client(asyncio.Protocol):
    """One connection; reads answers that have a Content-Length, as all of ours do."""

    def __init__(
        self, next_request: Callable[[], tuple[bytes, float] | None], outcome: Outcome
    ) -> None:
        self._next = next_request
        self._outcome = outcome
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._started = 0.0
        self.is_busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def take(self) -> bool:
        """Send the next request; False when there is none."""
        request = self._next()
        if request is None or self._transport is None:
            return False
        self.is_busy = True
        content, self._started = request
        self._transport.write(content)
        return True

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, separator, body = self._received.partition(b"\r\n\r\n")
        if not separator or len(body) < _content_length(head):
            return
        self._received = b""
        status = int(head[9:12])
        self._outcome.statuses[status] += 1
        if status == 200:
            self._outcome.latencies_s.append(time.perf_counter() - self._started)
        self.is_busy = False
        self.take()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._transport = None

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


def _content_length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r\n")[0])
