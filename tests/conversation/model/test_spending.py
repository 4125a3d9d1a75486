"""What models cost a day: capped over all processes, exact after every call."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from services.conversation.model.errors import ModelUnavailable
from services.conversation.model.provider import Prices
from services.conversation.model.reader import ModelReader
from shared.process import Process
from shared.values.clock import ManualClock
from tests.conversation.model.conftest import IMPATIENT_S, PATIENT_S, QUESTION, MakeCalls
from tests.support.model_server import ModelServer, Mood

# Two dollars a million written tokens, nothing for those read, 500 of an answer at most.
HIGHEST = 1_000
USAGE = {"prompt_tokens": 700, "completion_tokens": 90, "total_tokens": 790}
COST = 180


async def spent(process: Process) -> list[tuple[str, int, int, int, int]]:
    query = text(
        """SELECT day::text, calls, input_tokens, output_tokens, micro_usd
        FROM conversation.model_spend ORDER BY day"""
    )
    async with process.database.statement() as connection:
        return [tuple(row) for row in await connection.execute(query)]


def figures() -> list[float]:
    """Read what Prometheus is told: calls answered, calls timed, money spent."""
    found = [
        REGISTRY.get_sample_value("model_calls_total", {"task": "read", "outcome": "answered"}),
        REGISTRY.get_sample_value("model_call_duration_seconds_count", {"task": "read"}),
        REGISTRY.get_sample_value("model_spend_micro_usd_total", {"task": "read"}),
    ]
    return [value or 0 for value in found]


async def ask(reader: ModelReader) -> str:
    try:
        await reader.read(QUESTION)
    except ModelUnavailable as error:
        return str(error.params["reason"])
    return "read"


def test_prices_are_rounded_up_and_never_round_a_call_to_nothing() -> None:
    prices = Prices(per_million_read=0.15, per_million_written=0.6, per_minute=0.006)

    assert prices.of_tokens(read=700, written=90) == 159
    assert prices.of_tokens(read=1, written=0) == 1
    assert prices.of_seconds(12.5) == 1_250
    assert prices.of_seconds(0.001) == 1


async def test_a_call_costs_what_its_tokens_cost(
    make_calls: MakeCalls, process: Process, server: ModelServer, clock: ManualClock
) -> None:
    server.usage = USAGE
    reader = ModelReader(make_calls(), budget_s=PATIENT_S)
    before = figures()

    assert [await ask(reader), await ask(reader)] == ["read", "read"]
    clock.advance(timedelta(hours=12))
    assert await ask(reader) == "read"

    assert await spent(process) == [
        ("2026-11-21", 2, 1_400, 180, 2 * COST),
        ("2026-11-22", 1, 700, 90, COST),
    ]
    assert [now - then for now, then in zip(figures(), before, strict=True)] == [3, 3, 3 * COST]


@pytest.mark.parametrize(
    ("mood", "cost"),
    [
        (Mood.RIGHT, HIGHEST),  # it did not say what it used
        (Mood.SLOW, HIGHEST),  # nobody knows
        (Mood.CUT, HIGHEST),
        (Mood.CHATTY, HIGHEST),
        (Mood.DOWN, 0),
        (Mood.CROWDED, 0),
    ],
)
async def test_what_may_have_been_billed_counts_as_billed(
    mood: Mood, cost: int, make_calls: MakeCalls, process: Process, server: ModelServer
) -> None:
    server.mood = mood

    budget_s = IMPATIENT_S if mood is Mood.SLOW else PATIENT_S

    await ask(ModelReader(make_calls(), budget_s=budget_s))

    assert await spent(process) == [("2026-11-21", 1, 0, 0, cost)]


async def test_twenty_calls_at_once_do_not_pass_the_cap(
    make_calls: MakeCalls, process: Process, server: ModelServer
) -> None:
    cap = 7 * HIGHEST + 10
    one, other = (
        ModelReader(make_calls(cap_micro_usd=cap, at_once=20), budget_s=PATIENT_S) for _ in range(2)
    )

    answers = await asyncio.gather(*(ask(reader) for reader in (one, other) * 10))

    assert Counter(answers) == {"read": 7, "spent": 13}
    assert len(server.asked) == 7
    assert await spent(process) == [("2026-11-21", 7, 0, 0, 7 * HIGHEST)]


async def test_a_cap_under_the_price_of_one_call_lets_none_through(
    make_calls: MakeCalls, process: Process, server: ModelServer
) -> None:
    assert await ask(ModelReader(make_calls(cap_micro_usd=HIGHEST - 1))) == "spent"
    assert await spent(process) == []
    assert server.asked == []
