"""The connections of the hot path, against a real server."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn

from gateway.webhooks.link import Link
from shared.errors import Conflict, OutcomeUnknown, Unavailable, UpstreamFailed
from shared.local.ports import HOST, pick_free
from tests.gateway.edge import TOKEN_SECRET, StandInConversation

BATCH = b'[{"correlation_id":"c","channel":"meta","update":{"n":1}}]'


@asynccontextmanager
async def served(conversation: StandInConversation, port: int) -> AsyncIterator[uvicorn.Server]:
    config = uvicorn.Config(conversation.app, host=HOST, port=port, log_config=None)
    server = uvicorn.Server(config)
    listener = socket.create_server((HOST, port))  # accepts before the server has started
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(server._serve(sockets=[listener]))
        yield server
        server.should_exit = True


@pytest.fixture
def port() -> int:
    return pick_free()


@pytest.fixture
def link(port: int) -> Link:
    return Link(f"http://{HOST}:{port}", secret=TOKEN_SECRET)


async def test_batches_share_a_connection(
    link: Link, port: int, conversation: StandInConversation
) -> None:
    async with served(conversation, port) as server:
        for _ in range(3):
            await link.post(BATCH)
        connections = len(server.server_state.connections)
        link.close()

    assert conversation.updates == [{"n": 1}] * 3
    assert connections == 1


async def test_calls_at_the_same_time_have_connections_of_their_own(
    link: Link, port: int, conversation: StandInConversation
) -> None:
    async with served(conversation, port) as server:
        await asyncio.gather(link.post(BATCH), link.post(BATCH))
        connections = len(server.server_state.connections)
        link.close()

    assert conversation.updates == [{"n": 1}] * 2
    assert connections == 2


async def test_a_refusal_comes_back_as_its_own_class(
    link: Link, port: int, conversation: StandInConversation
) -> None:
    async with served(conversation, port):
        conversation.refuse_with = Conflict()
        with pytest.raises(Conflict):
            await link.post(BATCH)
        conversation.refuse_with = Unavailable(what="database", retry_after_s=1)
        with pytest.raises(Unavailable):
            await link.post(BATCH)
        link.close()


async def test_a_connection_closed_while_idle_is_replaced(
    link: Link, port: int, conversation: StandInConversation
) -> None:
    async with served(conversation, port):
        await link.post(BATCH)
    async with served(conversation, port):
        await link.post(BATCH)
        link.close()

    assert conversation.updates == [{"n": 1}] * 2


async def test_nobody_there_is_said_so(link: Link) -> None:
    with pytest.raises(UpstreamFailed):
        await link.post(BATCH)


async def test_an_answer_that_breaks_off_is_no_acknowledgement(link: Link, port: int) -> None:
    async def break_off(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{")
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(break_off, HOST, port):
        with pytest.raises(OutcomeUnknown):
            await link.post(BATCH)


async def test_an_answer_that_is_not_http_is_no_acknowledgement(link: Link, port: int) -> None:
    async def babble(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"200 OK, I suppose\r\n\r\n")
        await writer.drain()
        await reader.read()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(babble, HOST, port):
        with pytest.raises(OutcomeUnknown):
            await link.post(BATCH)


async def test_an_answer_given_up_on_never_meets_the_next_call(
    link: Link, port: int, conversation: StandInConversation
) -> None:
    async with served(conversation, port):
        conversation.may_answer.clear()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await link.post(BATCH)
        conversation.may_answer.set()
        conversation.refuse_with = Conflict()
        with pytest.raises(Conflict):
            await link.post(BATCH)
        link.close()
