"""Bytes left and no answer came: never doubled while statuses flow, never silently lost."""

import time
from uuid import UUID

import httpx

from services.notifications.delivery import DeliveryState
from shared.values.contact import ContactRef
from tests.notifications.builders import delivery_status, heard, reply
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub

MARIE = ContactRef(phone="+242064445566", name="Marie")


async def lose_the_answer(desk: Desk, graph: GraphStub) -> str:
    """Send one message whose answer never comes; return its tracker."""
    graph.will(httpx.ReadTimeout("stalled"))
    await desk.consume(heard(), reply("arrivé ?"))
    await desk.deliver()
    return graph.trackers[0]


async def prove_that_the_feed_works(desk: Desk, graph: GraphStub) -> None:
    """Send somebody else a message, and let its status come."""
    await desk.consume(heard(MARIE), reply("preuve", to=MARIE))
    await desk.deliver()
    tracker, message_id = graph.trackers[-1], f"wamid.{len(graph.sent)}"
    await desk.consume(delivery_status("sent", message_id=message_id, tracker=tracker))


async def test_an_unknown_outcome_waits_and_holds_back_what_follows(
    desk: Desk, graph: GraphStub
) -> None:
    await lose_the_answer(desk, graph)
    await desk.consume(reply("ensuite"))

    await desk.time_passes(29)
    await desk.deliver()

    assert graph.texts == ["arrivé ?"]
    assert await desk.states() == [("unknown", "ReadTimeout"), ("queued", None)]


async def test_a_status_with_our_tracker_settles_it_and_the_next_leaves(
    desk: Desk, graph: GraphStub
) -> None:
    tracker = await lose_the_answer(desk, graph)
    await desk.consume(reply("ensuite"))

    await desk.consume(delivery_status("sent", message_id="wamid.late", tracker=tracker))
    await desk.time_passes(1)
    await desk.deliver()

    assert graph.texts == ["arrivé ?", "ensuite"]
    first, second = await desk.notifications()
    assert (first.state, first.message_id) == (DeliveryState.SENT, "wamid.late")
    assert second.state is DeliveryState.ACCEPTED


async def test_it_is_sent_once_more_only_while_other_statuses_arrive(
    desk: Desk, graph: GraphStub
) -> None:
    tracker = await lose_the_answer(desk, graph)
    await prove_that_the_feed_works(desk, graph)

    await desk.time_passes(30)
    await desk.deliver()

    assert graph.texts == ["arrivé ?", "preuve", "arrivé ?"]
    assert graph.trackers[2] == tracker
    assert (await desk.states())[0] == ("accepted", None)


async def test_a_status_of_an_older_message_proves_nothing(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(MARIE), reply("avant", to=MARIE))
    await desk.deliver()
    an_hour_ago = UUID(int=int((time.time() - 3600) * 1000) << 80)
    await desk.execute(f"UPDATE notifications.notification SET id = '{an_hour_ago}'")  # noqa: S608 - our own id
    await lose_the_answer(desk, graph)
    await desk.consume(delivery_status("sent", message_id="wamid.1"))

    await desk.time_passes(30)
    await desk.deliver()

    assert graph.texts == ["avant", "arrivé ?"]
    assert await desk.states() == [("sent", None), ("unknown", "ReadTimeout")]


async def test_without_statuses_it_is_held_after_a_minute_and_the_next_leaves(
    desk: Desk, graph: GraphStub
) -> None:
    await lose_the_answer(desk, graph)
    await desk.consume(reply("ensuite"))

    await desk.time_passes(60)
    await desk.deliver()

    assert graph.texts == ["arrivé ?", "ensuite"]
    assert await desk.states() == [("held", "outcome_unknown"), ("accepted", None)]
    assert (await desk.notifications())[0].given_up_at is not None


async def test_a_second_unknown_outcome_is_not_sent_a_third_time(
    desk: Desk, graph: GraphStub
) -> None:
    await lose_the_answer(desk, graph)
    await prove_that_the_feed_works(desk, graph)
    graph.will(httpx.ReadTimeout("stalled again"))
    await desk.time_passes(30)
    await desk.deliver()

    await desk.time_passes(30)
    await desk.deliver()

    assert graph.texts == ["arrivé ?", "preuve", "arrivé ?"]
    assert (await desk.states())[0] == ("held", "outcome_unknown")


async def test_papers_about_money_are_never_sent_again_by_themselves(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), reply("reçu"))
    await desk.execute(
        "UPDATE notifications.notification SET category = 'receipt'",
    )
    graph.will(httpx.ReadTimeout("stalled"))
    await desk.deliver()
    await prove_that_the_feed_works(desk, graph)

    await desk.time_passes(30)
    await desk.deliver()

    assert graph.texts == ["reçu", "preuve"]
    assert (await desk.states())[0] == ("held", "outcome_unknown")


async def test_a_crash_while_sending_is_an_unknown_outcome(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), reply("interrompu"))
    [lane] = await desk.claim()
    async with lane.transaction() as session:
        work = desk.container.open_work(session)
        await work.sends.take_up((await desk.the_notification()).id)

    await desk.time_passes(11)
    await desk.deliver()

    assert graph.sent == []
    assert await desk.states() == [("unknown", "interrupted")]


async def test_a_crash_after_acceptance_is_settled_by_the_status(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), reply("interrompu"))
    [lane] = await desk.claim()
    notification_id = (await desk.the_notification()).id
    async with lane.transaction() as session:
        await desk.container.open_work(session).sends.take_up(notification_id)
    await desk.time_passes(11)
    await desk.deliver()

    await desk.consume(
        delivery_status("delivered", message_id="wamid.7", tracker=str(notification_id))
    )
    await desk.time_passes(60)
    await desk.deliver()

    assert graph.sent == []
    assert await desk.states() == [("delivered", None)]
    assert await desk.waiting_items() == 0


async def test_a_late_status_of_the_first_copy_does_not_undo_the_second(
    desk: Desk, graph: GraphStub
) -> None:
    tracker = await lose_the_answer(desk, graph)
    await prove_that_the_feed_works(desk, graph)
    await desk.time_passes(30)
    await desk.deliver()

    await desk.consume(
        delivery_status("failed", message_id="wamid.first", tracker=tracker, code=131026),
        delivery_status("delivered", message_id="wamid.3", tracker=tracker),
    )

    first = (await desk.notifications())[0]
    assert (first.state, first.message_id) == (DeliveryState.DELIVERED, "wamid.3")
    assert len(graph.sent) == 3


async def test_a_held_one_that_arrived_after_all_is_no_longer_listed(
    desk: Desk, graph: GraphStub
) -> None:
    tracker = await lose_the_answer(desk, graph)
    await desk.time_passes(60)
    await desk.deliver()

    await desk.consume(delivery_status("read", message_id="wamid.late", tracker=tracker))

    notification = await desk.the_notification()
    assert (notification.state, notification.reason) == (DeliveryState.READ, None)
    assert notification.given_up_at is None
