"""Hands updates to conversation: all that wait travel in one call, and share one commit there.

An update counts as taken only when conversation has answered, which it does after its commit
(reliability.md, §0.3). Nothing is kept here: what fails goes back to Meta, which sends it again.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import structlog
from prometheus_client import Counter, Histogram

from shared.errors import AppError, NotAuthenticated, OutcomeUnknown, Unavailable, UpstreamFailed

log = structlog.get_logger()

MAX_ITEMS: Final = 256
MAX_BATCH_BYTES: Final = 8_000_000
MAX_WAITING_BYTES: Final = 32_000_000
# A second call beside the first only when it is worth its commit.
IN_FLIGHT: Final = 2
WORTH_A_SECOND: Final = 8
RETRY_AFTER_S: Final = 1

BATCH_ITEMS = Histogram(
    "gateway_inbound_batch_items",
    "Updates that shared one call and one commit",
    buckets=(1, 2, 4, 8, 16, 32, 64, 128, 256),
)
TURNED_AWAY = Counter("gateway_inbound_turned_away_total", "Updates that Meta was asked to resend")

# Conversation is away, or has not said what became of the batch: nobody in it is to blame.
_NOBODYS_FAULT = (NotAuthenticated, OutcomeUnknown, TimeoutError, Unavailable, UpstreamFailed)


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    item: bytes
    taken: asyncio.Future[None]


class Intake:
    """The queue between the webhooks of one process and conversation."""

    def __init__(self, post: Callable[[bytes], Awaitable[None]], *, timeout_s: float) -> None:
        self._post = post
        self._timeout_s = timeout_s
        self._waiting: deque[_Waiting] = deque()
        self._waiting_bytes = 0
        self._sending: set[asyncio.Task[None]] = set()
        self._is_called = False

    async def take(self, update: bytes, *, correlation_id: str) -> None:
        """Return once a JSON object is durable at conversation.

        Raises:
            Unavailable: it is not, or nobody knows; the sender must send it again.
        """
        item = b'{"correlation_id":"%b","channel":"meta","update":%b}' % (
            correlation_id.encode(),
            update,
        )
        if self._waiting_bytes + len(item) > MAX_WAITING_BYTES:
            TURNED_AWAY.inc()
            raise _unavailable()
        loop = asyncio.get_running_loop()
        waiting = _Waiting(item, loop.create_future())
        self._waiting.append(waiting)
        self._waiting_bytes += len(item)
        if not self._is_called:
            # After everything that is readable in this turn of the loop has arrived.
            self._is_called = True
            loop.call_soon(self._send_waiting)
        await waiting.taken

    def _send_waiting(self) -> None:
        self._is_called = False
        while self._may_send():
            task = asyncio.get_running_loop().create_task(self._send(self._next_batch()))
            self._sending.add(task)
            task.add_done_callback(self._sent)

    def _may_send(self) -> bool:
        if not self._sending:
            return bool(self._waiting)
        return len(self._sending) < IN_FLIGHT and len(self._waiting) >= WORTH_A_SECOND

    def _next_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        while self._waiting and len(batch) < MAX_ITEMS:
            size += len(self._waiting[0].item)
            if batch and size > MAX_BATCH_BYTES:
                break
            batch.append(self._waiting.popleft())
        self._waiting_bytes -= sum(len(waiting.item) for waiting in batch)
        return batch

    def _sent(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            log.error("bug", exc_info=bug)
        self._send_waiting()

    async def _send(self, batch: list[_Waiting]) -> None:
        """Settle every update of a batch, whatever happens."""
        BATCH_ITEMS.observe(len(batch))
        try:
            await self._deliver(batch)
        finally:
            for waiting in batch:
                if not waiting.taken.done():
                    waiting.taken.set_exception(_unavailable())

    async def _deliver(self, batch: list[_Waiting]) -> None:
        """Send a batch; when conversation refuses its content, halve it to find whose it is."""
        content = b"[%b]" % b",".join(waiting.item for waiting in batch)
        try:
            async with asyncio.timeout(self._timeout_s):
                await self._post(content)
        except _NOBODYS_FAULT as error:
            _turn_away(batch, error)
        except AppError as error:
            if len(batch) == 1:
                _turn_away(batch, error)
                return
            middle = len(batch) // 2
            await self._deliver(batch[:middle])
            await self._deliver(batch[middle:])
        else:
            for waiting in batch:
                if not waiting.taken.done():
                    waiting.taken.set_result(None)


def _turn_away(batch: list[_Waiting], error: Exception) -> None:
    """Leave a batch unsettled: the end of its sending says so to each request."""
    TURNED_AWAY.inc(len(batch))
    log.warning("inbound batch turned away", items=len(batch), error=repr(error))


def _unavailable() -> Unavailable:
    return Unavailable(what="the inbox", retry_after_s=RETRY_AFTER_S)
