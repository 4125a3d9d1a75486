"""The real connection to the platform: kept alive, opened again, and honest about silence."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from simulator.webhooks.wire import NotDelivered, SocketLine

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
CHUNKED = b"HTTP/1.1 503 Busy\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nno\r\n0\r\n\r\n"
LAST = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Receiver:
    """Answers each request with the next of `answers`; hangs up after an empty one."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.bodies: list[bytes] = []
        self.connections = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take requests of one connection."""
        self.connections += 1
        try:
            while answer := await self._answer(reader):
                writer.write(answer)
        except asyncio.IncompleteReadError:
            pass  # the line hung up
        finally:
            writer.close()
            await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader) -> bytes:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
        self.bodies.append(await reader.readexactly(int(length.split(b":")[1])))
        return self.answers.pop(0)


def free_port() -> int:
    """Find a free port below the ephemeral range."""
    for port in range(21_000, 22_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    raise LookupError("no free port between 21000 and 22000")


@asynccontextmanager
async def line_to(receiver: Receiver) -> AsyncIterator[SocketLine]:
    """Open a line to a receiver for the length of a block."""
    port = free_port()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", port)
    line = SocketLine(f"http://127.0.0.1:{port}/webhooks/meta", timeout_s=5)
    async with server:
        yield line
        await line.close()


async def test_one_connection_serves_many_posts() -> None:
    receiver = Receiver(OK, CHUNKED, OK)
    async with line_to(receiver) as line:
        statuses = [await line.post(body, headers={"X-A": "1"}) for body in (b"a", b"bb", b"")]
    assert statuses == [200, 503, 200]
    assert receiver.bodies == [b"a", b"bb", b""]
    assert receiver.connections == 1


async def test_a_connection_that_is_closed_is_opened_again() -> None:
    receiver = Receiver(LAST, OK)
    async with line_to(receiver) as line:
        assert [await line.post(b"a", headers={}), await line.post(b"b", headers={})] == [200, 200]
    assert receiver.connections == 2


@pytest.mark.parametrize("answer", [b"", b"not HTTP at all\r\n\r\n"])
async def test_no_answer_is_not_delivered_and_the_next_post_works(answer: bytes) -> None:
    receiver = Receiver(answer, OK)
    async with line_to(receiver) as line:
        with pytest.raises(NotDelivered):
            await line.post(b"a", headers={})
        assert await line.post(b"b", headers={}) == 200


async def test_nobody_listening_is_not_delivered() -> None:
    line = SocketLine(f"http://127.0.0.1:{free_port()}/", timeout_s=5)
    with pytest.raises(NotDelivered, match="Connect"):
        await line.post(b"a", headers={})
