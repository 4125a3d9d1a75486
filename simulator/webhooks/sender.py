"""Delivers updates to the platform until it answers 200, several at a time, in order inside a lane.

A failed attempt is repeated at once, then with growing pauses, and never given up. The chaos in
force duplicates, delays, reorders, batches and drops attempts. Nothing survives the process.
"""

import asyncio
from collections import deque
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Final

import httpx

from simulator.clock import Agenda, VirtualClock
from simulator.settings import SimulatorSettings
from simulator.webhooks.chaos import Trouble
from simulator.webhooks.payloads import Json, Update, encode, envelope, signature
from simulator.webhooks.wire import Line, NotDelivered, new_line

KEPT_ATTEMPTS: Final = 5_000
FIRST_PAUSE_S: Final = 0.25
LOST: Final = "lost on the way"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An update on its way; `attempt` counts from 1."""

    update: Update
    attempt: int = 1
    is_copy: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """One POST to the platform, or one that chaos dropped. `http_status` is 0 without an answer."""

    seq: int
    at: datetime
    http_status: int
    keys: tuple[str, ...]
    number: int
    is_copy: bool
    error: str | None
    payload: Json

    def as_dict(self) -> Json:
        """Show the attempt as the control API lists it."""
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "http_status": self.http_status,
            "keys": self.keys,
            "attempt": self.number,
            "copy": self.is_copy,
            "error": self.error,
            "payload": self.payload,
        }


class WebhookSender:
    """The queue to the platform. `run` works it off; everything else may be called at any time."""

    def __init__(
        self,
        settings: SimulatorSettings,
        *,
        clock: VirtualClock,
        agenda: Agenda,
        trouble: Trouble,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock
        self._agenda = agenda
        self._trouble = trouble
        self._transport = transport
        self._lanes: dict[str, deque[Delivery]] = {}
        self._open: asyncio.Queue[str] = asyncio.Queue()
        self._numbers = count(1)
        self._side_lanes = count(1)
        self._in_flight = 0
        self._generation = 0
        self._quiet = asyncio.Event()
        self._quiet.set()
        self.attempts: deque[Attempt] = deque(maxlen=KEPT_ATTEMPTS)

    @property
    def waiting(self) -> int:
        """Updates that are due and not delivered yet."""
        return sum(len(lane) for lane in self._lanes.values()) + self._in_flight

    def post(self, update: Update) -> None:
        """Send an update on its journey."""
        way = self._trouble.journey()
        if way.is_overtaken:
            update = replace(update, lane=self._side_lane())
        self._later(Delivery(update), after_s=way.after_s)
        if way.copy_after_s is not None:
            copy = replace(update, lane=self._side_lane(), on_delivered=None)
            self._later(Delivery(copy, is_copy=True), after_s=way.copy_after_s)

    def clear(self) -> None:
        """Forget everything queued and logged; what is in flight is not repeated."""
        self._generation += 1
        self._lanes.clear()
        while not self._open.empty():
            self._open.get_nowait()
        self.attempts.clear()
        self._settle()

    async def quiet(self) -> None:
        """Wait until nothing that is due is left (what waits for the clock does not count)."""
        await self._quiet.wait()

    async def run(self) -> None:
        """Deliver until cancelled, each worker over a connection of its own."""
        async with asyncio.TaskGroup() as group:
            for number in range(self._settings.simulator_webhook_workers):
                group.create_task(self._work(), name=f"webhooks-{number}")

    async def get(self, query: dict[str, str]) -> tuple[int, str]:
        """Call the webhook address as the verification does: HTTP status (0: none) and text."""
        timeout = self._settings.simulator_webhook_timeout_s
        async with httpx.AsyncClient(
            transport=self._transport, timeout=timeout, trust_env=False
        ) as http:
            try:
                answer = await http.get(self._settings.simulator_webhook_url, params=query)
            except httpx.HTTPError as failure:
                return 0, str(failure)
        return answer.status_code, answer.text

    def _side_lane(self) -> str:
        return f"side-{next(self._side_lanes)}"

    def _later(self, delivery: Delivery, *, after_s: float) -> None:
        self._agenda.after(after_s, lambda: self._enqueue(delivery))

    def _enqueue(self, delivery: Delivery) -> None:
        self._quiet.clear()
        lane = self._lanes.get(delivery.update.lane)
        if lane is not None:
            lane.append(delivery)
            return
        self._lanes[delivery.update.lane] = deque([delivery])
        self._open.put_nowait(delivery.update.lane)

    async def _work(self) -> None:
        line = new_line(
            self._settings.simulator_webhook_url,
            transport=self._transport,
            timeout_s=self._settings.simulator_webhook_timeout_s,
        )
        try:
            while True:
                lane = await self._open.get()
                await self._deliver_lanes([lane, *self._more_lanes(lane)], line)
        finally:
            await line.close()

    def _more_lanes(self, first: str) -> list[str]:
        lanes: list[str] = []
        room = self._trouble.chaos.batch - len(self._lanes.get(first, ()))
        while room > 0 and self._trouble.chaos.batch > 1 and not self._open.empty():
            lane = self._open.get_nowait()
            lanes.append(lane)
            room -= len(self._lanes.get(lane, ()))
        return lanes

    async def _deliver_lanes(self, names: list[str], line: Line) -> None:
        generation = self._generation
        batch = self._take(names)
        if not batch:
            return
        self._in_flight += len(batch)
        try:
            error, status = await self._attempt(batch, line)
        finally:
            self._in_flight -= len(batch)
        if generation != self._generation:
            self._settle()
            return
        for delivery in batch:
            self._conclude(delivery, is_delivered=status == httpx.codes.OK, error=error)
        self._release(names)

    def _take(self, names: list[str]) -> list[Delivery]:
        most = self._trouble.chaos.batch
        batch: list[Delivery] = []
        for name in names:
            lane = self._lanes.get(name)
            while lane and len(batch) < most:
                batch.append(lane.popleft())
        return batch

    def _release(self, names: list[str]) -> None:
        for name in names:
            if self._lanes.get(name):
                self._open.put_nowait(name)
            else:
                self._lanes.pop(name, None)
        self._settle()

    def _settle(self) -> None:
        if not self._lanes and not self._in_flight:
            self._quiet.set()

    async def _attempt(self, batch: list[Delivery], line: Line) -> tuple[str | None, int]:
        payload = envelope(
            [delivery.update for delivery in batch],
            account_id=self._settings.simulator_account_id,
            display_phone=self._settings.simulator_display_phone,
        )
        error, status = LOST, 0
        if not self._trouble.loses_attempt():
            error, status = await self._post(encode(payload), line)
        self.attempts.append(
            Attempt(
                seq=next(self._numbers),
                at=self._clock.now(),
                http_status=status,
                keys=tuple(delivery.update.key for delivery in batch),
                number=batch[0].attempt,
                is_copy=batch[0].is_copy,
                error=error or None,
                payload=payload,
            )
        )
        return error or None, status

    async def _post(self, body: bytes, line: Line) -> tuple[str, int]:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "facebookexternalua",
            "X-Hub-Signature-256": signature(
                body, secret=self._settings.whatsapp_app_secret.get_secret_value()
            ),
        }
        try:
            status = await line.post(body, headers=headers)
        except NotDelivered as failure:
            return str(failure), 0
        return "" if status == httpx.codes.OK else f"HTTP {status}", status

    def _conclude(self, delivery: Delivery, *, is_delivered: bool, error: str | None) -> None:
        if is_delivered:
            if delivery.update.on_delivered is not None:
                delivery.update.on_delivered()
            return
        is_repeated_at_once = delivery.attempt == 1 and error != LOST
        pause = 0.0 if is_repeated_at_once else self._pause_s(delivery.attempt)
        again = replace(delivery, attempt=delivery.attempt + 1)
        self._later(again, after_s=pause)

    def _pause_s(self, attempt: int) -> float:
        doubled = FIRST_PAUSE_S * 2.0 ** min(attempt - 1, 20)
        return min(doubled, self._settings.simulator_webhook_backoff_most_s)
