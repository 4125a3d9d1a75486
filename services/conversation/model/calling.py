"""The one way to call a model: not too many at once, not too long, not too dear, not if broken.

No transaction is open while a model thinks (architecture.md, rule 4).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import structlog

from services.conversation.model.breaker import Breaker, Ticket
from services.conversation.model.errors import ModelUnavailable, Reason
from services.conversation.model.metrics import CALLS, SECONDS, SPEND
from services.conversation.model.provider import Provider
from services.conversation.model.spending import NOTHING, Cost, Reservation, Spending
from shared.process import Process

if TYPE_CHECKING:
    from openai import AsyncOpenAI

log = structlog.get_logger()

T = TypeVar("T")


class Task(StrEnum):
    """What a model is asked to do."""

    READ = "read"
    TRANSCRIBE = "transcribe"


class Unreadable(Exception):
    """The server works, and what the model said is not what was asked for."""


class Garbled(Exception):
    """The server's answer is none."""


@dataclass(frozen=True, slots=True)
class Answered(Generic[T]):
    """An answer and its cost; None: not told, and what was reserved is taken for true."""

    value: T
    cost: Cost | None


# What a person sends may bring these about: nobody may stop the model for others by writing to it.
_OUR_FAULT: Final = frozenset({400, 413, 415, 422})

Ask = Callable[["AsyncOpenAI"], Awaitable[Answered[T]]]


class ModelCalls:
    """Calls of one provider by one process. Both tasks share the breaker and the cap.

    `at_once` keeps slow models from taking all the lanes in which other services are asked too.
    """

    def __init__(
        self,
        process: Process,
        provider: Provider,
        *,
        spending: Spending,
        at_once: int,
        breaker: Breaker | None = None,
    ) -> None:
        self.provider = provider
        self._process = process
        self._spending = spending
        self._breaker = breaker or Breaker()
        self._at_once = at_once
        self._in_flight = 0
        self._client: AsyncOpenAI | None = None
        self._opening = asyncio.Lock()

    async def open(self) -> "AsyncOpenAI":
        """Give the client, made on first use; it closes with the process."""
        async with self._opening:
            if self._client is None:
                self._client = await asyncio.to_thread(self.provider.open)
                self._process.closing.push_async_callback(self._client.close)
            return self._client

    async def make(self, task: Task, ask: Ask[T], *, highest_price: int, budget_s: float) -> T:
        """Make one call, answered within `budget_s`; `highest_price` in millionths of a dollar.

        Raises:
            ModelUnavailable: there is no answer; why is in `reason`.
        """
        with self._counted(task), self._admitted() as ticket:
            client = await self.open()
            reserved = await self._spending.reserve(highest_price)
            if reserved is None:
                raise ModelUnavailable(reason=Reason.SPENT)
            with SECONDS.labels(task).time():
                answered = await self._answer(ask(client), reserved, ticket, budget_s=budget_s)
            cost = answered.cost or Cost(reserved.micro_usd)
            await self._spending.settle(reserved, cost)
            SPEND.labels(task).inc(cost.micro_usd)
            return answered.value

    async def _answer(
        self,
        asking: Awaitable[Answered[T]],
        reserved: Reservation,
        ticket: Ticket,
        *,
        budget_s: float,
    ) -> Answered[T]:
        from openai import OpenAIError  # noqa: PLC0415 - open() has loaded it

        started = time.monotonic()
        try:
            async with asyncio.timeout(budget_s):
                answered = await asking
        except (OpenAIError, TimeoutError, Unreadable, Garbled) as error:
            status: int | None = getattr(error, "status_code", None)
            seconds = round(time.monotonic() - started, 3)
            # The error's own text may quote the person: its kind has to do.
            log.warning("model failed", error=type(error).__name__, status=status, seconds=seconds)
            if not isinstance(error, Unreadable) and status not in _OUR_FAULT:
                self._breaker.failed(ticket)
            if status is not None:  # refused, and so not billed
                await self._spending.settle(reserved, NOTHING)
            raise ModelUnavailable(reason=_reason(error)) from error
        self._breaker.succeeded(ticket)
        return answered

    @contextmanager
    def _admitted(self) -> Iterator[Ticket]:
        if self._in_flight >= self._at_once:
            raise ModelUnavailable(reason=Reason.BUSY)
        ticket = self._breaker.admit()
        if ticket is None:
            raise ModelUnavailable(reason=Reason.RESTING)
        self._in_flight += 1
        try:
            yield ticket
        finally:
            self._in_flight -= 1
            self._breaker.gave_up(ticket)

    @contextmanager
    def _counted(self, task: Task) -> Iterator[None]:
        outcome = "cut_off"
        try:
            yield
            outcome = "answered"
        except ModelUnavailable as error:
            outcome = str(error.params["reason"])
            raise
        finally:
            CALLS.labels(task, outcome).inc()


def _reason(error: Exception) -> Reason:
    from openai import APITimeoutError  # noqa: PLC0415 - open() has loaded it

    if isinstance(error, TimeoutError | APITimeoutError):
        return Reason.TOO_SLOW
    return Reason.UNREADABLE if isinstance(error, Unreadable | Garbled) else Reason.BROKEN
