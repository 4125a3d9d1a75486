"""`python -m bench.turn`: a whole turn, from Meta's signed webhook to our call of the Graph API.

Through the real gateway, conversation, orders and notifications, PostgreSQL with fsync; Graph is a
mock that answers after 80 ms. A turn's time ends when the call arrives there, so that Graph's own
time is not in it. Greetings and courier sentences (which also ask orders for a price) are mixed.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import uvloop

from bench.load import HOST, SignedWebhooks, closed_loop, open_loop
from bench.measure import cpu_s, machine, percentile, postgres_pid, write_results
from shared.local.engines import Engines
from shared.local.keys import load_keys
from shared.local.ports import pick_free
from shared.local.postgres import Durability
from shared.local.processes import Processes, Program
from shared.local.programs import Addresses, Wiring

CONVERSATIONS: Final = 1_000
GRAPH_MS: Final = 80.0
IN_FLIGHT: Final = 48
OURS: Final = ("gateway", "conversation", "orders", "notifications")
TEXTS: Final = (
    "Bonjour",
    "Envoyer un colis de Moungali chez Marie 06 123 45 67 vers Talangaï, 5 mille",
)
_DRAIN_S: Final = 15.0
# So that pacing (80 messages a second for one number) is not what is measured.
_RATE_PER_SECOND: Final = "2000"


class Turns:
    """Turns under way, by person, and the times of those that are over."""

    def __init__(self, webhooks: SignedWebhooks) -> None:
        self._webhooks = webhooks
        self._started: dict[str, deque[tuple[float, asyncio.Future[float]]]] = defaultdict(deque)
        self._numbers = 0
        self.times_s: list[float] = []

    @property
    def unanswered(self) -> int:
        """How many turns have not reached Graph."""
        return sum(len(waiting) for waiting in self._started.values())

    def begin(self) -> bytes:
        """Make the next person's webhook; the turn begins now."""
        return self.begin_and_wait()[0]

    def begin_and_wait(self) -> tuple[bytes, asyncio.Future[float]]:
        """Make the next person's webhook, and the future of the turn's time."""
        future: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        person = f"24206{self._numbers % CONVERSATIONS:07d}"
        self._numbers += 1
        self._started[person].append((time.perf_counter(), future))
        return self._webhooks(), future

    async def listen(self, port: int) -> None:
        """Take arrivals from the mock until cancelled."""
        reader, writer = await asyncio.open_connection(HOST, port)
        writer.write(b"GET /arrivals HTTP/1.1\r\n\r\n")
        async for line in reader:
            person, at = line.split()
            self._arrived(person.decode(), float(at))

    def _arrived(self, person: str, at: float) -> None:
        if not self._started[person]:
            return
        started, future = self._started[person].popleft()
        self.times_s.append(at - started)
        if not future.done():
            future.set_result(at - started)

    async def drained(self) -> None:
        """Wait until every turn is over, or no longer worth waiting for."""
        futures = [future for waiting in self._started.values() for _, future in waiting]
        if futures:
            await asyncio.wait(futures, timeout=_DRAIN_S)

    def forget(self) -> None:
        """Begin a new measurement."""
        self._started.clear()
        self.times_s = []


class MixedWebhooks(SignedWebhooks):
    """Greetings and courier sentences in turn; every conversation says both."""

    def body(self, number: int) -> bytes:
        """Write the update of one message."""
        said = number + number // CONVERSATIONS
        return self._write(number, text=TEXTS[said % len(TEXTS)])


@dataclass(frozen=True, slots=True)
class Platform:
    """The running programs: where they listen and what they cost."""

    gateway_port: int
    graph_port: int
    bare_port: int
    secret: str
    pids: dict[str, int]

    def cpu(self) -> dict[str, float]:
        """Give CPU seconds so far by program."""
        return {name: cpu_s([pid]) for name, pid in self.pids.items()}


async def run(*, seconds: float) -> dict[str, Any]:
    """Measure, print and return everything."""
    before = machine()
    async with _platform() as platform:
        webhooks = MixedWebhooks(secret=platform.secret, senders=CONVERSATIONS)
        turns = Turns(webhooks)
        listening = asyncio.create_task(turns.listen(platform.graph_port))
        await _open_loop(platform, turns, per_s=50, seconds=4, name="warm-up")
        results = {
            "hmac_only": await _yardstick(platform),
            "open_loop_20": await _open_loop(platform, turns, per_s=20, seconds=seconds / 2),
            "closed_loop": await _closed_loop(platform, turns, seconds=seconds),
            # The last: when it is more than the machine can do, it leaves work behind.
            "open_loop_100": await _open_loop(platform, turns, per_s=100, seconds=seconds),
        }
        listening.cancel()
    return {"machine": before, "graph_ms": GRAPH_MS, "conversations": CONVERSATIONS, **results}


async def _open_loop(
    platform: Platform, turns: Turns, *, per_s: float, seconds: float, name: str = "open loop"
) -> dict[str, Any]:
    turns.forget()
    cpu, started = platform.cpu(), time.perf_counter()
    outcome = await open_loop(turns.begin, port=platform.gateway_port, per_s=per_s, seconds=seconds)
    await turns.drained()
    elapsed = time.perf_counter() - started
    acknowledged = {"ack_p50_ms": 1_000 * percentile(outcome.latencies_s, 0.5)}
    figures = {"asked_per_s": per_s, **_figures(platform, turns, cpu, elapsed), **acknowledged}
    print(f"{name} {per_s:.0f}/s:  {_line(figures)}")
    return figures


async def _closed_loop(platform: Platform, turns: Turns, *, seconds: float) -> dict[str, Any]:
    """Keep turns in flight: the next begins when one has reached Graph."""
    turns.forget()
    cpu, started = platform.cpu(), time.perf_counter()
    until = started + seconds
    async with asyncio.TaskGroup() as tasks:
        for _ in range(IN_FLIGHT):
            tasks.create_task(_talk(platform.gateway_port, turns, until))
    elapsed = time.perf_counter() - started
    figures = {"in_flight": IN_FLIGHT, **_figures(platform, turns, cpu, elapsed)}
    print(f"closed loop of {IN_FLIGHT}:  {_line(figures)}")
    return figures


async def _talk(port: int, turns: Turns, until: float) -> None:
    reader, writer = await asyncio.open_connection(HOST, port)
    while time.perf_counter() < until:
        request, future = turns.begin_and_wait()
        writer.write(request)
        await reader.readuntil(b"\r\n\r\nOK")
        with suppress(TimeoutError):
            await asyncio.wait_for(future, _DRAIN_S)
    writer.close()


def _figures(
    platform: Platform, turns: Turns, cpu: dict[str, float], elapsed: float
) -> dict[str, Any]:
    finished = max(1, len(turns.times_s))
    spent = {name: 1_000 * (after - cpu[name]) / finished for name, after in platform.cpu().items()}
    ours = {name: value for name, value in spent.items() if name not in {"graph", "bare"}}
    times = turns.times_s or [0.0]
    return {
        "turns": len(turns.times_s),
        "unanswered": turns.unanswered,
        "turns_per_s": len(turns.times_s) / elapsed,
        "p50_ms": 1_000 * percentile(times, 0.50),
        "p95_ms": 1_000 * percentile(times, 0.95),
        "p99_ms": 1_000 * percentile(times, 0.99),
        "cpu_ms_per_turn": sum(ours.values()),
        "cpu_ms_by_program": ours,
    }


def _line(figures: dict[str, Any]) -> str:
    by_program = ", ".join(
        f"{name} {value:.2f}" for name, value in figures["cpu_ms_by_program"].items()
    )
    return (
        f"{figures['turns_per_s']:.0f} turns/s, p50 {figures['p50_ms']:.1f} ms, "
        f"p95 {figures['p95_ms']:.1f} ms, p99 {figures['p99_ms']:.1f} ms, "
        f"{figures['cpu_ms_per_turn']:.2f} CPU-ms a turn ({by_program}), "
        f"unanswered {figures['unanswered']}"
    )


async def _yardstick(platform: Platform) -> dict[str, float]:
    """Measure a handler that checks the HMAC and keeps nothing, on the same machine now."""
    before = cpu_s([platform.pids["bare"]])
    make = SignedWebhooks(secret=platform.secret)
    outcome = await closed_loop(make, port=platform.bare_port, clients=32, seconds=3)
    spent = cpu_s([platform.pids["bare"]]) - before
    figures = {"per_s": outcome.per_s, "cpu_ms": 1_000 * spent / max(1, outcome.succeeded)}
    print(f"HMAC only:  {figures['per_s']:.0f}/s, {figures['cpu_ms']:.3f} CPU-ms")
    return figures


@asynccontextmanager
async def _platform() -> AsyncIterator[Platform]:
    """Start everything on a real disk; all is stopped and removed on leaving."""
    with _folder() as folder:
        engines = Engines(folder, environ={}, durability=Durability.KEPT)
        async with engines, Processes(folder / "logs") as processes:
            ports = {name: pick_free() for name in ("graph", "bare")}
            wiring = _wiring(folder, engines)
            await processes.run(wiring.migrations())
            for program in _programs(wiring, ports):
                await processes.start(program)
            await processes.wait_until_ready()
            pids = {name: processes.pid(name) for name in (*OURS, *ports)}
            yield Platform(
                gateway_port=wiring.addresses.gateway_port,
                graph_port=ports["graph"],
                bare_port=ports["bare"],
                secret=wiring.keys["WHATSAPP_APP_SECRET"],
                pids={**pids, "postgres": postgres_pid(folder)},
            )


def _wiring(folder: Path, engines: Engines) -> Wiring:
    return Wiring(
        addresses=Addresses.anywhere(),
        database_url=engines.database_url,
        redis_url=engines.redis_url,
        keys=load_keys(folder),
        environ={"PATH": os.environ.get("PATH", os.defpath)},
    )


def _programs(wiring: Wiring, ports: dict[str, int]) -> Sequence[Program]:
    graph = {
        "WHATSAPP_API_URL": f"http://{HOST}:{ports['graph']}/v26.0",
        "WHATSAPP_RATE_PER_SECOND": _RATE_PER_SECOND,
    }
    ours = [
        replace(program, environ={**program.environ, **graph})
        for program in wiring.servers()
        if program.name in OURS
    ]
    bare = Program(
        "bare",
        ("bench.bare",),
        {**wiring.common(), "PORT": str(ports["bare"])},
        f"http://{HOST}:{ports['bare']}/health/ready",
    )
    arguments = ("bench.graph", "--port", str(ports["graph"]), "--answers-after-ms", str(GRAPH_MS))
    return [Program("graph", arguments, wiring.common()), bare, *ours]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="toktok-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server may run as another user and must get through
        yield folder


def main() -> int:
    """Run once and write the results file."""
    parser = argparse.ArgumentParser(prog="python -m bench.turn", description=__doc__)
    parser.add_argument("--seconds", type=float, default=15.0, help="of each measurement")
    options = parser.parse_args()
    results = uvloop.run(run(seconds=options.seconds))
    print(f"written  {write_results('turn', results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
