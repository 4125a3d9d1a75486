"""Waiting webhooks share one call, and each is told the truth about its own fate."""

import asyncio

import httpx
import orjson
import pytest

from gateway.webhooks import intake
from gateway.webhooks.intake import Intake
from shared.errors import Unavailable, UpstreamFailed
from tests.gateway.edge import StandInConversation, sign, text_webhook


async def _post(edge: httpx.AsyncClient, number: int) -> httpx.Response:
    body = text_webhook(f"message {number}.", wamid=f"wamid.{number}")
    return await edge.post("/webhooks/meta", content=body, headers=sign(body))


async def test_webhooks_that_come_together_travel_together(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    answers = await asyncio.gather(*(_post(edge, number) for number in range(40)))

    assert {answer.status_code for answer in answers} == {200}
    assert [len(batch) for batch in conversation.batches] == [40]
    assert len({orjson.dumps(update) for update in conversation.updates}) == 40


async def test_meta_hears_nothing_before_conversation_has_answered(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    conversation.may_answer.clear()
    waiting = asyncio.create_task(_post(edge, 1))
    await asyncio.sleep(0.05)
    assert not waiting.done()

    conversation.may_answer.set()

    assert (await waiting).status_code == 200


async def test_when_conversation_fails_meta_is_asked_to_send_it_again(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    conversation.refuse_with = Unavailable(what="database", retry_after_s=1)

    refused = await _post(edge, 1)
    conversation.refuse_with = None
    taken = await _post(edge, 1)

    assert (refused.status_code, taken.status_code) == (503, 200)
    assert refused.headers["retry-after"] == "1"
    assert refused.json()["code"] == "unavailable"


async def test_when_conversation_stalls_meta_is_asked_to_send_it_again(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    conversation.may_answer.clear()

    refused = await _post(edge, 1)

    assert refused.status_code == 503
    assert conversation.batches == []


async def test_one_update_that_conversation_refuses_does_not_cost_its_neighbours(
    edge: httpx.AsyncClient, conversation: StandInConversation
) -> None:
    conversation.poison = "message 7."

    answers = await asyncio.gather(*(_post(edge, number) for number in range(20)))

    statuses = [answer.status_code for answer in answers]
    assert statuses == [503 if number == 7 else 200 for number in range(20)]
    assert len(conversation.updates) == 19


class _Calls:
    """Where batches go: each call waits until it is let go, or fails."""

    def __init__(self) -> None:
        self.contents: list[list[int]] = []
        self.gates: list[asyncio.Future[None]] = []
        self._called = asyncio.Condition()

    async def post(self, content: bytes) -> None:
        gate = asyncio.get_running_loop().create_future()
        async with self._called:
            self.contents.append([one["update"]["n"] for one in orjson.loads(content)])
            self.gates.append(gate)
            self._called.notify_all()
        await gate

    async def number(self, count: int) -> None:
        async with asyncio.timeout(1), self._called:
            await self._called.wait_for(lambda: len(self.contents) >= count)


def _take(intake: Intake, numbers: range) -> list[asyncio.Task[None]]:
    return [
        asyncio.create_task(intake.take(b'{"n":%d}' % number, correlation_id="c"))
        for number in numbers
    ]


async def test_a_second_call_starts_beside_the_first_when_enough_is_waiting_and_no_third() -> None:
    calls = _Calls()
    intake = Intake(calls.post, timeout_s=1)
    first = _take(intake, range(1))
    await calls.number(1)

    few = _take(intake, range(1, 8))
    await asyncio.sleep(0.01)
    assert calls.contents == [[0]]
    more = _take(intake, range(8, 9))
    await calls.number(2)
    rest = _take(intake, range(9, 30))
    await asyncio.sleep(0.01)

    assert calls.contents == [[0], list(range(1, 9))]
    calls.gates[0].set_result(None)
    await calls.number(3)
    assert calls.contents[2] == list(range(9, 30))
    for gate in calls.gates[1:]:
        gate.set_result(None)
    await asyncio.gather(*first, *few, *more, *rest)


async def test_a_failed_call_fails_its_own_updates_only() -> None:
    calls = _Calls()
    intake = Intake(calls.post, timeout_s=1)
    lost = _take(intake, range(3))
    await calls.number(1)
    kept = _take(intake, range(3, 20))
    await calls.number(2)

    calls.gates[0].set_exception(UpstreamFailed(upstream="conversation", reason="gone"))
    calls.gates[1].set_result(None)

    fates = await asyncio.gather(*lost, *kept, return_exceptions=True)
    assert [isinstance(fate, Unavailable) for fate in fates] == [True] * 3 + [False] * 17


async def test_a_bug_on_the_way_is_no_acknowledgement() -> None:
    calls = _Calls()
    intake = Intake(calls.post, timeout_s=1)
    [taken] = _take(intake, range(1))
    await calls.number(1)

    calls.gates[0].set_exception(KeyError("a bug"))

    with pytest.raises(Unavailable):
        await taken


async def test_batches_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_ITEMS", 4)
    calls = _Calls()
    taking = Intake(calls.post, timeout_s=1)

    waiting = _take(taking, range(8))
    await calls.number(1)
    calls.gates[0].set_result(None)
    await calls.number(2)
    calls.gates[1].set_result(None)
    await asyncio.gather(*waiting)

    assert calls.contents == [[0, 1, 2, 3], [4, 5, 6, 7]]


async def test_what_no_longer_fits_is_turned_away_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_WAITING_BYTES", 100)
    calls = _Calls()
    taking = Intake(calls.post, timeout_s=1)
    [first] = _take(taking, range(1))
    await calls.number(1)
    [second, third] = _take(taking, range(1, 3))

    with pytest.raises(Unavailable):
        await third

    calls.gates[0].set_result(None)
    await calls.number(2)
    calls.gates[1].set_result(None)
    await asyncio.gather(first, second)
    assert calls.contents == [[0], [1]]
