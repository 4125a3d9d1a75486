"""One recipient's lane: what is retried, what is given up, and what is never sent."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy import event
from structlog.testing import capture_logs

from services.notifications.container import Container
from services.notifications.models import ATTEMPT_LIMIT
from services.notifications.sending import sender
from services.notifications.sending.sender import Sender
from services.notifications.sending.taking import Pace
from shared.contracts.orders.api import MissionStatus
from shared.messaging.lanes import LaneLost
from shared.values.clock import ManualClock
from tests.notifications.builders import heard, offer_made, reply, status_changed
from tests.notifications.desk import Desk
from tests.notifications.graph import PHONE_NUMBER_ID, GraphStub, refused


async def test_a_permanent_rejection_is_dead_and_the_next_message_leaves(
    desk: Desk, graph: GraphStub
) -> None:
    graph.will(refused(131026))
    await desk.consume(heard(), reply("un"), reply("deux"))

    await desk.deliver()

    assert graph.texts == ["un", "deux"]
    assert await desk.states() == [("dead", "131026"), ("accepted", None)]
    assert await desk.attempts() == [("rejected", "131026"), ("accepted", None)]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refused(130429), ("rejected", "130429")),
        (refused(131056), ("rejected", "131056")),
        (httpx.ConnectError("refused"), ("not_sent", "ConnectError")),
    ],
)
async def test_what_was_certainly_not_sent_is_tried_again_in_order(
    desk: Desk, graph: GraphStub, answer: httpx.Response, outcome: tuple[str, str]
) -> None:
    graph.will(answer)
    await desk.consume(heard(), reply("un"), reply("deux"))
    await desk.deliver()
    assert graph.texts == ["un"]
    assert await desk.states() == [("queued", outcome[1]), ("queued", None)]

    await desk.time_passes(2)
    await desk.deliver()

    assert graph.texts == ["un", "un", "deux"]
    assert graph.trackers[0] == graph.trackers[1]
    assert await desk.states() == [("accepted", None), ("accepted", None)]
    assert await desk.attempts() == [outcome, ("accepted", None), ("accepted", None)]


async def test_a_complaint_about_the_rate_slows_the_number_down(
    desk: Desk, graph: GraphStub, redis: Redis
) -> None:
    key = f"notifications:pace:number:{PHONE_NUMBER_ID}:slow"
    graph.will(refused(131056), refused(130429))
    await desk.consume(heard(), reply("un"))
    await desk.deliver()
    assert not await redis.exists(key)

    await desk.time_passes(2)
    await desk.deliver()

    assert await redis.exists(key)
    assert await desk.states() == [("queued", "130429")]


async def test_after_the_last_try_it_is_dead(desk: Desk, graph: GraphStub) -> None:
    graph.will(*[refused(131016, status=500)] * ATTEMPT_LIMIT)
    await desk.consume(heard(), reply("en vain"))

    for _ in range(ATTEMPT_LIMIT + 2):
        await desk.deliver()
        await desk.time_passes(301)

    assert len(graph.sent) == ATTEMPT_LIMIT
    assert await desk.states() == [("dead", "131016")]
    assert await desk.waiting_items() == 0


async def test_outside_the_window_a_reply_is_held_not_sent(
    desk: Desk, graph: GraphStub, clock: ManualClock
) -> None:
    await desk.consume(heard(), reply("trop tard"))
    clock.advance(timedelta(hours=24))

    await desk.deliver()

    assert graph.sent == []
    assert await desk.states() == [("held", "window_closed")]
    assert await desk.attempts() == []
    assert await desk.waiting_items() == 0


async def test_outside_the_window_news_leave_as_a_template(
    desk: Desk, graph: GraphStub, clock: ManualClock
) -> None:
    await desk.consume(heard(), status_changed(MissionStatus.ACCEPTED))
    clock.advance(timedelta(hours=24))

    await desk.deliver()

    assert graph.texts == ["template mission_update"]
    assert await desk.states() == [("accepted", None), ("dead", "window_closed")]
    assert [row.is_template for row in await desk.notifications()] == [True, False]


async def test_a_rejection_for_a_closed_window_falls_back_to_the_template(
    desk: Desk, graph: GraphStub
) -> None:
    graph.will(refused(131047))
    await desk.consume(heard(), status_changed(MissionStatus.DELIVERED))

    await desk.deliver()

    assert [payload["type"] for payload in graph.sent] == ["interactive", "template"]
    assert await desk.states() == [("dead", "131047"), ("accepted", None)]


async def test_an_expired_offer_is_dropped_not_sent(
    desk: Desk, graph: GraphStub, clock: ManualClock
) -> None:
    await desk.consume(offer_made())
    clock.advance(timedelta(seconds=60))

    await desk.deliver()

    assert graph.sent == []
    assert await desk.states() == [("dead", "expired")]
    assert (await desk.the_notification()).given_up_at is None


async def test_without_a_channel_everything_is_held_and_nothing_crashes(
    desk: Desk, graph: GraphStub, container: Container
) -> None:
    await desk.consume(heard(), reply("un"), reply("deux"))
    pace = Pace(container.limiter, number="", rate_per_second=80, unknown_hold=timedelta(30))
    silent = Sender(None, pace=pace, clock=container.process.clock, open_work=container.open_work)

    for lane in await desk.claim():
        await silent.serve(lane)

    assert graph.sent == []
    assert await desk.states() == [("held", "channel_disabled")] * 2
    assert await desk.waiting_items() == 0


async def test_a_worker_that_lost_its_lane_sends_nothing(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), reply("une seule fois"))
    [frozen] = await desk.claim()
    await desk.time_passes(11)
    await desk.deliver()

    with pytest.raises(LaneLost):
        await desk._sender.serve(frozen)

    assert graph.texts == ["une seule fois"]
    assert await desk.states() == [("accepted", None)]


async def test_eleven_news_at_once_wait_for_the_recipients_pace(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), *[status_changed(MissionStatus.PROBLEM) for _ in range(11)])

    await desk.deliver()
    assert len(graph.sent) == 10
    assert (await desk.states())[-1] == ("queued", None)

    await desk.consume(reply("derrière"))
    await desk.deliver()
    assert len(graph.sent) == 10


async def test_a_defect_in_the_channel_leaves_the_outcome_unknown(
    desk: Desk, graph: GraphStub
) -> None:
    graph.will(ZeroDivisionError("a bug"))
    await desk.consume(heard(), reply("oups"))

    with capture_logs() as logs:
        await desk.deliver()

    assert [entry["event"] for entry in logs] == ["channel_broke", "send_outcome_unknown"]
    assert await desk.states() == [("unknown", "ZeroDivisionError")]
    assert await desk.attempts() == [("unknown", "ZeroDivisionError")]


async def test_content_nobody_can_read_does_not_block_the_lane(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), reply("illisible"))
    await desk.execute("""UPDATE notifications.notification SET content = '{"type": "odd"}'""")
    await desk.consume(reply("lisible"))

    await desk.deliver()

    assert graph.texts == ["lisible"]
    assert await desk.states() == [("dead", "unreadable_content"), ("accepted", None)]


async def test_the_row_says_sending_before_the_first_byte_leaves(
    desk: Desk, graph: GraphStub
) -> None:
    states_while_sending: list[tuple[str, str | None]] = []

    async def look(_payload: dict[str, str]) -> None:
        states_while_sending.extend(await desk.states())

    graph.before_answer = look
    await desk.consume(heard(), reply("un"))

    await desk.deliver()

    assert states_while_sending == [("sending", None)]
    assert await desk.states() == [("accepted", None)]


async def test_a_send_costs_eight_statements(desk: Desk, graph: GraphStub) -> None:
    """Enter the lane, look, mark; enter, record, acknowledge, look; give the lane back."""
    await desk.consume(heard(), reply("un"))
    [lane] = await desk.claim()
    statements: list[str] = []

    @event.listens_for(desk.container.process.database.engine.sync_engine, "before_cursor_execute")
    def count(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    await desk._sender.serve(lane)

    assert graph.texts == ["un"]
    assert len(statements) == 8


async def test_a_stop_in_the_middle_of_a_send_waits_for_its_answer(
    desk: Desk, graph: GraphStub
) -> None:
    is_sending, may_answer = asyncio.Event(), asyncio.Event()

    async def stall(_payload: object) -> None:
        is_sending.set()
        await may_answer.wait()

    graph.before_answer = stall
    await desk.consume(heard(), reply("un"), reply("deux"))
    [lane] = await desk.claim()
    serving = asyncio.create_task(desk._sender.serve(lane))
    await is_sending.wait()

    serving.cancel()
    may_answer.set()
    with pytest.raises(asyncio.CancelledError):
        await serving

    assert graph.texts == ["un"]
    assert await desk.states() == [("accepted", None), ("queued", None)]


async def test_a_result_is_written_once_the_database_is_back(
    desk: Desk, graph: GraphStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sender, "RESULT_PAUSE_S", 0)

    async def lose_connections(_payload: object) -> None:
        await desk.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    graph.before_answer = lose_connections
    await desk.consume(heard(), reply("un"))

    await desk.deliver()

    assert graph.texts == ["un"]
    assert await desk.states() == [("accepted", None)]
    assert await desk.attempts() == [("accepted", None)]
