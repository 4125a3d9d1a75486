"""What other services tell becomes notifications, once each and in order."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from services.notifications.delivery import DeliveryState
from services.notifications.models import AccountUpdate
from shared.contracts.conversation.events import AccountUpdateReceived
from shared.contracts.orders.api import MissionStatus
from shared.contracts.orders.events import PartnerEndpointDisabled, StockFell
from shared.values.language import Language
from tests.notifications.builders import (
    GRACE,
    NOON,
    SHOP_PHONE,
    delivery_status,
    heard,
    offer_made,
    order_moved,
    prepaid,
    reply,
    shelf_product,
    shop,
    spoken,
    status_changed,
)
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub, refused


async def test_replies_leave_in_the_order_of_the_log(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), reply("un"), reply("deux"), reply("trois"))

    await desk.deliver()

    assert graph.texts == ["un", "deux", "trois"]
    assert await desk.states() == [("accepted", None)] * 3
    assert await desk.waiting_items() == 0


async def test_a_replayed_event_is_not_sent_again(desk: Desk, graph: GraphStub) -> None:
    answer = reply("une fois")
    await desk.consume(heard(), answer)
    await desk.deliver()
    await desk.execute("DELETE FROM notifications.inbox_key")

    await desk.consume(answer, answer)
    await desk.deliver()

    assert graph.texts == ["une fois"]
    assert await desk.waiting_items() == 0


async def test_the_same_stage_reported_by_two_events_is_told_once(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard())

    await desk.consume(
        status_changed(MissionStatus.PICKED_UP), status_changed(MissionStatus.IN_TRANSIT)
    )
    await desk.deliver()

    assert len(graph.sent) == 1
    assert graph.texts[0].startswith("*COLIS RÉCUPÉRÉ*")


async def test_an_acceptance_is_followed_by_the_drivers_card(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), status_changed(MissionStatus.ACCEPTED))

    await desk.deliver()

    assert [payload["type"] for payload in graph.sent] == ["interactive", "contacts"]
    assert {payload["to"] for payload in graph.sent} == {GRACE.phone}


async def test_a_driver_who_never_wrote_gets_the_template(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(offer_made())

    await desk.deliver()

    assert graph.texts == ["template driver_offer"]
    assert graph.sent[0]["to"] == "+242055512233"


async def test_statuses_follow_a_message_to_its_reader(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), reply("lu ?"))
    await desk.deliver()
    [tracker] = graph.trackers

    await desk.consume(
        delivery_status("read", message_id="wamid.1", tracker=tracker),
        delivery_status("delivered", message_id="wamid.1", tracker=tracker),
        delivery_status("sent", message_id="wamid.1", tracker=tracker),
    )

    notification = await desk.the_notification()
    assert (notification.state, notification.message_id) == (DeliveryState.READ, "wamid.1")
    assert await desk.waiting_items() == 0


async def test_a_status_without_a_tracker_is_matched_by_message_id(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), reply("reçu ?"))
    await desk.deliver()

    await desk.consume(delivery_status("delivered", message_id="wamid.1"))

    assert graph.texts == ["reçu ?"]
    assert await desk.states() == [("delivered", None)]


async def test_a_status_that_comes_before_its_message_is_kept(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(delivery_status("delivered", message_id="wamid.1"))
    await desk.consume(heard(), reply("plus tard"))
    await desk.deliver()
    assert await desk.states() == [("accepted", None)]

    await desk.time_passes(1)
    await desk.look_at_early_statuses()

    assert graph.texts == ["plus tard"]
    assert await desk.states() == [("delivered", None)]
    assert await desk.waiting_items() == 0


async def test_a_status_that_fits_nothing_is_dropped_after_five_looks(desk: Desk) -> None:
    await desk.consume(delivery_status("delivered", message_id="wamid.foreign"))

    for _ in range(5):
        assert await desk.waiting_items() == 1
        await desk.time_passes(300)
        await desk.look_at_early_statuses()

    assert await desk.waiting_items() == 0
    assert await desk.states() == []


async def test_a_status_that_outruns_the_answer_stays(desk: Desk, graph: GraphStub) -> None:
    async def deliver_first(payload: dict[str, str]) -> None:
        tracker = payload["biz_opaque_callback_data"]
        await desk.consume(delivery_status("delivered", message_id="wamid.1", tracker=tracker))

    graph.before_answer = deliver_first
    await desk.consume(heard(), reply("vite"))

    await desk.deliver()

    notification = await desk.the_notification()
    assert (notification.state, notification.message_id) == (DeliveryState.DELIVERED, "wamid.1")
    assert notification.accepted_at is not None
    assert await desk.attempts() == [("accepted", None)]


async def test_a_status_settles_a_send_whose_answer_was_lost(desk: Desk, graph: GraphStub) -> None:
    async def deliver_first(payload: dict[str, str]) -> None:
        tracker = payload["biz_opaque_callback_data"]
        await desk.consume(delivery_status("sent", message_id="wamid.9", tracker=tracker))

    graph.before_answer = deliver_first
    graph.will(httpx.ReadTimeout("cut"))
    await desk.consume(heard(), reply("coupé"))

    await desk.deliver()

    assert len(graph.sent) == 1
    assert await desk.states() == [("sent", None)]
    assert await desk.attempts() == [("unknown", "ReadTimeout")]
    assert await desk.waiting_items() == 0


async def test_a_failure_is_listed_with_its_code(desk: Desk, graph: GraphStub) -> None:
    await desk.consume(heard(), reply("perdu"))
    await desk.deliver()

    await desk.consume(
        delivery_status("failed", message_id="wamid.1", tracker=graph.trackers[0], code=131026)
    )

    notification = await desk.the_notification()
    assert (notification.state, notification.reason) == (DeliveryState.FAILED, "131026")
    assert notification.given_up_at is not None
    await desk.deliver()
    assert len(graph.sent) == 1


async def test_a_window_found_closed_after_acceptance_falls_back_to_the_template_once(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), status_changed(MissionStatus.DELIVERED))
    await desk.deliver()

    for _ in range(2):
        await desk.consume(
            delivery_status("failed", message_id="wamid.1", tracker=graph.trackers[0], code=131047)
        )
        await desk.deliver()

    assert [payload["type"] for payload in graph.sent] == ["interactive", "template"]
    assert await desk.states() == [("failed", "131047"), ("accepted", None)]
    assert (await desk.notifications())[0].given_up_at is None

    await desk.consume(
        delivery_status("failed", message_id="wamid.2", tracker=graph.trackers[1], code=131047)
    )
    await desk.deliver()
    assert len(graph.sent) == 2


@pytest.mark.parametrize("code", [132001, 132015, 132016])
async def test_a_template_that_is_not_approved_in_english_leaves_in_french_once(
    desk: Desk, graph: GraphStub, code: int
) -> None:
    graph.will(refused(code), refused(code))
    await desk.consume(spoken(Language.ENGLISH), status_changed(MissionStatus.DELIVERED))

    for _ in range(3):
        await desk.deliver()

    assert [sent["template"]["language"]["code"] for sent in graph.sent] == ["en", "fr"]
    assert [first_value(sent) for sent in graph.sent] == [
        "your parcel is delivered, thank you",
        "votre colis est livré, merci",
    ]
    assert await desk.states() == [("dead", str(code)), ("dead", str(code))]
    assert [row.given_up_at is None for row in await desk.notifications()] == [True, False]


async def test_a_closed_window_and_a_template_without_english_still_end_in_words(
    desk: Desk, graph: GraphStub
) -> None:
    graph.will(refused(131047), refused(132001))
    await desk.consume(heard(), spoken(Language.ENGLISH), status_changed(MissionStatus.DELIVERED))

    for _ in range(3):
        await desk.deliver()

    assert [sent["type"] for sent in graph.sent] == ["interactive", "template", "template"]
    assert (await desk.states())[-1] == ("accepted", None)
    assert graph.sent[-1]["template"]["language"] == {"code": "fr"}


async def test_a_failure_that_may_pass_is_sent_once_more_a_minute_later(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), reply("trop vite"))
    await desk.deliver()
    await desk.consume(
        delivery_status("failed", message_id="wamid.1", tracker=graph.trackers[0], code=131056)
    )

    await desk.deliver()
    assert len(graph.sent) == 1
    await desk.time_passes(60)
    await desk.deliver()

    assert graph.texts == ["trop vite", "trop vite"]
    assert graph.trackers[0] != graph.trackers[1]


async def test_a_picture_that_meta_cannot_fetch_does_not_cost_the_words(
    desk: Desk, graph: GraphStub
) -> None:
    shown = status_changed(MissionStatus.DELIVERED, proof_url="https://toktok.example/p.jpg")
    await desk.consume(heard(), shown)
    await desk.deliver()

    for tracker in (0, -1):
        failed = delivery_status(
            "failed", message_id="wamid.1", tracker=graph.trackers[tracker], code=131053
        )
        await desk.consume(failed)
        await desk.deliver()

    first, again = (payload["interactive"] for payload in graph.sent)
    assert first["header"] == {"type": "image", "image": {"link": "https://toktok.example/p.jpg"}}
    assert "header" not in again
    assert again["body"] == first["body"]
    assert (await desk.notifications())[0].given_up_at is None


async def test_a_new_order_reaches_client_and_shop_in_their_own_words(
    desk: Desk, graph: GraphStub
) -> None:
    await desk.consume(heard(), order_moved(prepaid(), source="admin"))

    await desk.deliver()

    sent = {payload["to"]: payload["type"] for payload in graph.sent}
    assert sent == {GRACE.phone: "interactive", SHOP_PHONE: "template"}


async def test_the_same_stock_alert_is_not_repeated_within_half_an_hour(desk: Desk) -> None:
    await desk.consume(fallen(3), fallen(3), fallen(0))
    assert await kinds(desk) == ["stock_low", "stock_out"]

    await desk.execute(
        "UPDATE notifications.notification SET created_at = created_at - interval '30 minutes'"
    )
    await desk.consume(fallen(2))

    assert await kinds(desk) == ["stock_low", "stock_out", "stock_low"]


async def test_a_partner_out_of_reach_is_for_operators_only(desk: Desk, graph: GraphStub) -> None:
    event = PartnerEndpointDisabled(
        occurred_at=NOON, partner="Mbote", url="https://p.example/hook", last_error="timeout"
    )

    with capture_logs() as logs:
        await desk.consume(event)
    await desk.deliver()

    assert [log["event"] for log in logs] == ["partner_endpoint_disabled"]
    assert "p.example" not in str(logs)
    assert graph.sent == []
    assert await desk.states() == []


async def test_an_account_update_is_kept(desk: Desk) -> None:
    update = AccountUpdateReceived(
        occurred_at=NOON, field="account_update", value={"event": "DISABLED_UPDATE"}
    )

    await desk.consume(update)

    async with desk.container.process.database.transaction() as session:
        [kept] = await session.scalars(select(AccountUpdate))
    assert (kept.id, kept.field) == (update.event_id, "account_update")
    assert kept.value == {"event": "DISABLED_UPDATE"}


async def test_courtesies_are_asked_for_and_typing_is_spared_once_answered(desk: Desk) -> None:
    await desk.consume(heard())
    assert dict(desk.container.courtesy._answered) == {"wamid.in": False}

    await desk.consume(reply("voilà"))

    assert dict(desk.container.courtesy._answered) == {"wamid.in": True}


async def test_the_newest_message_opens_the_window(desk: Desk) -> None:
    await desk.consume(heard(at=NOON), heard(at=NOON - timedelta(hours=1)))

    [recipient] = await desk.recipients()
    assert recipient.last_inbound_at == NOON


def first_value(sent: dict[str, Any]) -> str:
    """The sentence of a sent template: the value after the reference."""
    return str(sent["template"]["components"][0]["parameters"][1]["text"])


def fallen(left: int) -> StockFell:
    return StockFell(occurred_at=NOON, merchant=shop(), product=shelf_product(), left=left)


async def kinds(desk: Desk) -> list[str]:
    return [row.kind.value for row in await desk.notifications()]
