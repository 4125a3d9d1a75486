"""What operators see and do, as another service of ours calls it."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.notifications.app import create_app
from services.notifications.container import Container
from services.notifications.settings import NotificationsSettings
from shared.auth.tokens import mint_service_token
from tests.notifications.builders import GRACE, delivery_status, heard, reply
from tests.notifications.desk import Desk
from tests.notifications.graph import GraphStub, refused

BASE = "/internal/notifications"


@pytest.fixture
async def operator(
    settings: NotificationsSettings, container: Container
) -> AsyncIterator[httpx.AsyncClient]:
    token = mint_service_token(
        caller="gateway",
        audience="notifications",
        secret=settings.service_token_secret.get_secret_value(),
    )
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(create_app(settings, container)),
        base_url="http://notifications",
        headers={"authorization": f"Bearer {token}"},
    ) as client:
        yield client


async def give_up(desk: Desk, graph: GraphStub, *codes: int) -> None:
    """Have one reply refused for each code."""
    graph.will(*[refused(code, details="why") for code in codes])
    await desk.consume(heard(), *[reply(f"refusé {code}") for code in codes])
    await desk.deliver()


async def test_what_was_given_up_is_listed_without_its_words(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await give_up(desk, graph, 131026)
    notification = await desk.the_notification()

    answer = await operator.get(f"{BASE}/dead")

    assert answer.json() == {
        "items": [
            {
                "id": str(notification.id),
                "kind": "reply",
                "state": "dead",
                "recipient": "+242•••••67",
                "reason": "131026",
                "attempts": 1,
                "created_at": notification.created_at.isoformat(),
            }
        ],
        "next": None,
    }


async def test_the_list_is_read_in_pages_and_by_reason(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await give_up(desk, graph, 131026, 190, 131026)

    first = (await operator.get(f"{BASE}/dead", params={"limit": 2})).json()
    rest = (await operator.get(f"{BASE}/dead", params={"after": first["next"]})).json()
    only = (await operator.get(f"{BASE}/dead", params={"reason": "190"})).json()

    assert [item["reason"] for item in first["items"]] == ["131026", "190"]
    assert [item["reason"] for item in rest["items"]] == ["131026"]
    assert [item["reason"] for item in only["items"]] == ["190"]


async def test_one_is_sent_after_all_under_its_own_id(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await give_up(desk, graph, 190)
    notification = await desk.the_notification()

    answer = await operator.post(f"{BASE}/{notification.id}/replay")
    await desk.deliver()

    assert answer.json()["state"] == "queued"
    assert graph.texts == ["refusé 190", "refusé 190"]
    assert graph.trackers == [str(notification.id)] * 2
    assert (await operator.get(f"{BASE}/dead")).json()["items"] == []


async def test_all_for_one_reason_are_sent_after_all(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await give_up(desk, graph, 190, 131026, 190)

    answer = await operator.post(f"{BASE}/dead/replay", json={"reason": "190"})
    await desk.deliver()

    assert answer.json() == {"queued": 2}
    assert graph.texts[3:] == ["refusé 190", "refusé 190"]
    assert await desk.states() == [("accepted", None), ("dead", "131026"), ("accepted", None)]


async def test_what_was_accepted_is_not_sent_again(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await desk.consume(heard(), reply("parti"))
    await desk.deliver()
    notification = await desk.the_notification()

    answer = await operator.post(f"{BASE}/{notification.id}/replay")
    await desk.deliver()

    assert (answer.status_code, answer.json()["code"]) == (409, "notification_not_replayable")
    assert graph.texts == ["parti"]


async def test_an_unknown_notification_is_not_found(operator: httpx.AsyncClient) -> None:
    answer = await operator.post(f"{BASE}/01936f00-0000-7000-8000-00000000ffff/replay")

    assert (answer.status_code, answer.json()["code"]) == (404, "notification_not_found")


async def test_a_late_failure_of_the_first_copy_does_not_fail_the_replay(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await desk.consume(heard(), reply("encore"))
    await desk.deliver()
    [tracker] = graph.trackers
    failure = delivery_status("failed", message_id="wamid.1", tracker=tracker, code=131026)
    await desk.consume(failure)
    await operator.post(f"{BASE}/{tracker}/replay")
    await desk.deliver()

    await desk.consume(
        delivery_status("failed", message_id="wamid.1", tracker=tracker, code=131026)
    )

    assert await desk.states() == [("accepted", None)]


async def test_a_channel_tells_its_state_and_last_error(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient, settings: NotificationsSettings
) -> None:
    assert settings.whatsapp_off_reason is None
    before = (await operator.get(f"{BASE}/channels")).json()
    await give_up(desk, graph, 131026)
    [after] = (await operator.get(f"{BASE}/channels")).json()

    assert before == [
        {
            "channel": "whatsapp",
            "provider": "meta",
            "is_on": True,
            "off_reason": None,
            "window_s": 86_340,
            "rate_per_second": 1000.0,
            "last_error": None,
        }
    ]
    assert after["last_error"] == {
        "code": "131026",
        "detail": "why",
        "at": "2026-11-21T12:00:00Z",
    }


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"whatsapp_enabled": False}, "WHATSAPP_ENABLED is false"),
        ({"whatsapp_phone_number_id": ""}, "missing: WHATSAPP_PHONE_NUMBER_ID"),
    ],
)
def test_a_channel_that_is_off_says_why(
    settings: NotificationsSettings, changes: dict[str, object], reason: str
) -> None:
    assert settings.model_copy(update=changes).whatsapp_off_reason == reason


async def test_strangers_learn_nothing(
    desk: Desk, graph: GraphStub, operator: httpx.AsyncClient
) -> None:
    await give_up(desk, graph, 190)
    notification = await desk.the_notification()
    operator.headers.pop("authorization")

    answers = [
        await operator.get(f"{BASE}/channels"),
        await operator.get(f"{BASE}/dead"),
        await operator.post(f"{BASE}/dead/replay", json={}),
        await operator.post(f"{BASE}/{notification.id}/replay"),
    ]

    assert [answer.status_code for answer in answers] == [401] * 4
    assert await desk.states() == [("dead", "190")]
    assert GRACE.phone is not None
    assert all(GRACE.phone not in answer.text for answer in answers)
