"""Read ticks and typing: shown soon or not at all, never in the way."""

import asyncio

import httpx

from services.notifications.channels.whatsapp import WhatsAppChannel
from services.notifications.sending.courtesy import CAPACITY, CourtesyQueue
from tests.notifications.graph import PHONE_NUMBER_ID, GraphStub


async def shown_by(queue: CourtesyQueue, graph: GraphStub, *, count: int) -> list[tuple[str, bool]]:
    """Run the queue until it has shown this many; tell each message and whether as typing."""
    async with graph.client() as client:
        running = asyncio.create_task(
            queue.run(WhatsAppChannel(client, phone_number_id=PHONE_NUMBER_ID))
        )
        async with asyncio.timeout(5):
            while len(graph.courtesies) < count:  # noqa: ASYNC110 - the stub has no event to wait for
                await asyncio.sleep(0)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
    return [(call["message_id"], "typing_indicator" in call) for call in graph.courtesies]


async def test_a_received_message_is_shown_as_read_with_typing(graph: GraphStub) -> None:
    queue = CourtesyQueue()
    queue.received("wamid.in")

    assert await shown_by(queue, graph, count=1) == [("wamid.in", True)]


async def test_an_answered_message_is_only_shown_as_read(graph: GraphStub) -> None:
    queue = CourtesyQueue()
    queue.received("wamid.in")
    queue.answered("wamid.in")

    assert await shown_by(queue, graph, count=1) == [("wamid.in", False)]


async def test_beyond_its_room_the_oldest_are_forgotten(graph: GraphStub) -> None:
    queue = CourtesyQueue()
    for number in range(CAPACITY + 1):
        queue.received(f"wamid.{number}")

    shown = await shown_by(queue, graph, count=CAPACITY)

    assert ("wamid.0", True) not in shown
    assert len(shown) == CAPACITY


async def test_a_lost_courtesy_hurts_nobody() -> None:
    def cut(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("cut", request=request)

    async with httpx.AsyncClient(
        transport=httpx.MockTransport(cut), base_url="https://graph.example"
    ) as client:
        channel = WhatsAppChannel(client, phone_number_id=PHONE_NUMBER_ID)
        assert await channel.mark_read("wamid.in") is None  # type: ignore[func-returns-value]  # that it returns is the point
