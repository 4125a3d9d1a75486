"""The whole worker: events of two producers in, messages out, over its own loops."""

import asyncio

import httpx

from services.notifications import worker
from services.notifications.container import Container
from services.notifications.settings import NotificationsSettings
from shared.messaging.events import Event, Page, Recorded
from tests.notifications.builders import heard, reply
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub


def feed_of(*events: Event) -> httpx.MockTransport:
    """The other services' feeds, as they answer over HTTP: conversation has these events."""
    recorded = [
        Recorded(
            cursor=f"1-{number}",
            event_id=event.event_id,
            name=event.name,
            correlation_id="c",
            body=event.model_dump(mode="json"),
        )
        for number, event in enumerate(events, start=1)
    ]

    async def answer(request: httpx.Request) -> httpx.Response:
        after = request.url.params["after"]
        if request.url.port == 8101 and after == "0-0":
            page = Page(events=recorded, next=recorded[-1].cursor)
            return httpx.Response(200, content=page.model_dump_json())
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    return httpx.MockTransport(answer)


async def test_an_answer_travels_from_the_log_to_the_phone(
    desk: Desk, graph: GraphStub, settings: NotificationsSettings, container: Container
) -> None:
    container.process.http = httpx.AsyncClient(transport=feed_of(heard(), reply("bonjour")))
    running = asyncio.create_task(worker.run(settings, container))

    async with asyncio.timeout(10):
        while await desk.states() != [("accepted", None)]:  # noqa: ASYNC110 - a commit is no event
            await asyncio.sleep(0.01)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)

    assert graph.texts == ["bonjour"]
    assert [call["message_id"] for call in graph.courtesies] == ["wamid.in"]
    assert await desk.waiting_items() == 0
