"""News of one job that wait for the pair limit leave as one message, the newest."""

from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from services.notifications.lanes import SEND_PREFIX, superseded_sends
from services.notifications.messages.message import Category
from services.notifications.sending.plan import NEWS_BURST, limits_for
from shared.contracts.orders.api import MissionStatus
from shared.messaging.lanes import LaneItem
from shared.values.clock import ManualClock
from tests.notifications.builders import NOON, delivery, heard, reply, status_changed
from tests.notifications.desk import Desk
from tests.notifications.graph import PHONE_NUMBER_ID, GraphStub

ROAD = (MissionStatus.AT_PICKUP, MissionStatus.PICKED_UP, MissionStatus.AT_DROPOFF)


async def spend_the_news(desk: Desk) -> None:
    """Use up what one person may be told at once."""
    [recipient] = await desk.recipients()
    lane = f"{SEND_PREFIX}{recipient.id}"
    limits = limits_for(Category.MISSION, lane=lane, number=PHONE_NUMBER_ID, rate_per_second=1000)
    for _ in range(NEWS_BURST):
        await desk.container.limiter.reserve(limits)


async def six_seconds_pass(desk: Desk, redis: Redis) -> None:
    """Let the lane be ready and the buckets be full again."""
    await desk.time_passes(6)
    await redis.delete(*[key async for key in redis.scan_iter("notifications:pace:*")])


async def test_statuses_held_up_by_the_pair_limit_leave_as_the_newest(
    desk: Desk, graph: GraphStub, redis: Redis
) -> None:
    await desk.consume(heard())
    await spend_the_news(desk)
    await desk.consume(status_changed(ROAD[0]), status_changed(ROAD[1]))
    await desk.deliver()
    await desk.consume(status_changed(ROAD[2]))
    assert graph.sent == []

    await six_seconds_pass(desk, redis)
    await desk.deliver()

    [text] = graph.texts
    assert text.startswith("*LIVREUR ARRIVÉ À DESTINATION*")
    assert await desk.states() == [
        ("superseded", "newer_news"),
        ("superseded", "newer_news"),
        ("accepted", None),
    ]
    assert await desk.waiting_items() == 0


async def test_replies_cards_and_other_jobs_are_never_merged(
    desk: Desk, graph: GraphStub, redis: Redis
) -> None:
    await desk.consume(heard())
    await spend_the_news(desk)
    await desk.consume(
        reply("tout de suite"),
        status_changed(MissionStatus.ACCEPTED),
        delivery(MissionStatus.PICKED_UP),
        status_changed(MissionStatus.PICKED_UP),
    )
    await desk.deliver()

    await six_seconds_pass(desk, redis)
    await desk.deliver()

    assert [state for state, _ in await desk.states()].count("superseded") == 1
    assert [text.partition("\n")[0] for text in graph.texts] == [
        "tout de suite",
        "contacts",
        "*COMMANDE EN ROUTE*",
        "*COLIS RÉCUPÉRÉ*",
    ]


async def test_what_need_not_wait_is_told_step_by_step(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), *[status_changed(status) for status in ROAD])

    await desk.deliver()

    assert len(graph.sent) == 3
    assert await desk.states() == [("accepted", None)] * 3


@given(st.lists(st.sampled_from([None, "A", "B"]), max_size=12))
def test_exactly_the_newest_of_each_topic_and_all_without_one_stay(
    topics: list[str | None],
) -> None:
    items = [_item(number, topic) for number, topic in enumerate(topics)]
    over = {item.id for item in superseded_sends(items)}
    stays = [item for item in items if item.id not in over]

    assert [item.id for item in stays if "topic" not in item.payload] == [
        number for number, topic in enumerate(topics) if topic is None
    ]
    for topic in {topic for topic in topics if topic}:
        newest = max(number for number, other in enumerate(topics) if other == topic)
        assert [item.id for item in stays if item.payload.get("topic") == topic] == [newest]


def _item(number: int, topic: str | None) -> LaneItem:
    payload: dict[str, object] = {} if topic is None else {"topic": topic}
    return LaneItem(number, "send", payload, "c", ManualClock(NOON).now(), 0)
