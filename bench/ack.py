"""`python -m bench.ack`: what a durable 200 to Meta costs, beside a handler that keeps nothing.

Ours is the gateway process, the conversation process and PostgreSQL with fsync; the anchor is one
process that only checks the HMAC. Rounds are interleaved (ABBA), so that both meet the same load.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import uvloop

from bench.load import HOST, Outcome, SignedWebhooks, closed_loop, open_loop
from bench.measure import (
    busy_s,
    cpu_s,
    machine,
    percentile,
    postgres_pid,
    spread,
    write_results,
)
from shared.local.engines import Engines
from shared.local.ports import pick_free
from shared.local.postgres import Durability
from shared.local.processes import Processes, Program

CLIENTS: Final = 32
SECRET: Final = "benchmark-app-secret-of-32-bytes-and-more"  # noqa: S105 - of this run only
_MODULES: Final = {
    "bare": ("bench.bare",),
    "conversation": ("services.conversation", "http"),
    "gateway": ("gateway",),
}
TOKEN_SECRET: Final = "benchmark-token-secret-of-32-bytes-and-more"  # noqa: S105 - the same


@dataclass(frozen=True, slots=True)
class Target:
    """One side of the comparison: where it listens, which processes it costs."""

    name: str
    port: int
    pids: dict[str, int]


async def run(*, rounds: int, seconds: float, rate: float) -> dict[str, Any]:
    """Measure, print and return everything."""
    before = machine()
    async with _targets() as (anchor, ours):
        make = SignedWebhooks(secret=SECRET)
        for target in (anchor, ours):
            await closed_loop(make, port=target.port, clients=CLIENTS, seconds=2)
        measured = await _rounds(anchor, ours, make=make, rounds=rounds, seconds=seconds)
        latency = await _latency(ours, make=make, rate=rate)
    return {"machine": before, **measured, "open_loop": latency}


async def _rounds(
    anchor: Target, ours: Target, *, make: SignedWebhooks, rounds: int, seconds: float
) -> dict[str, Any]:
    measured: dict[str, list[dict[str, float]]] = {anchor.name: [], ours.name: []}
    for number in range(rounds):
        order = (anchor, ours) if number % 2 == 0 else (ours, anchor)
        for target in order:
            figures = await _measure(target, make=make, seconds=seconds)
            measured[target.name].append(figures)
            print(f"round {number + 1}  {target.name:<14}{_line(figures)}")
    ratios = [
        mine["per_s"] / theirs["per_s"]
        for mine, theirs in zip(measured[ours.name], measured[anchor.name], strict=True)
    ]
    return {
        "rounds": measured,
        "medians": {
            name: {key: spread([one[key] for one in figures])["median"] for key in figures[0]}
            for name, figures in measured.items()
        },
        "ratio": spread(ratios),
    }


async def _measure(target: Target, *, make: SignedWebhooks, seconds: float) -> dict[str, float]:
    cpu, busy, own = _cpu_of(target), busy_s(), time.process_time()
    outcome = await closed_loop(make, port=target.port, clients=CLIENTS, seconds=seconds)
    spent_by = {name: spent - cpu[name] for name, spent in _cpu_of(target).items()}
    spent = sum(spent_by.values())
    generator = time.process_time() - own
    others = busy_s() - busy - spent - generator
    return {
        **_times(outcome),
        "cpu_ms": 1_000 * spent / max(1, outcome.succeeded),
        **{f"{name}_cpu_ms": 1_000 * cpu / outcome.succeeded for name, cpu in spent_by.items()},
        "generator_cpu_ms": 1_000 * generator / max(1, outcome.succeeded),
        "other_cores": others / outcome.elapsed_s,
    }


def _cpu_of(target: Target) -> dict[str, float]:
    return {name: cpu_s([pid]) for name, pid in target.pids.items()}


async def _latency(target: Target, *, make: SignedWebhooks, rate: float) -> dict[str, float]:
    outcome = await open_loop(make, port=target.port, per_s=rate, seconds=20)
    figures = {"asked_per_s": rate, **_times(outcome)}
    print(f"open loop {rate:.0f}/s  {target.name}: p50 {figures['p50_ms']:.1f} ms, ", end="")
    print(f"p99 {figures['p99_ms']:.1f} ms, not 200: {figures['not_200']:.0f}")
    return figures


def _times(outcome: Outcome) -> dict[str, float]:
    not_200 = sum(outcome.statuses.values()) - outcome.succeeded + outcome.unanswered
    return {
        "per_s": outcome.per_s,
        "p50_ms": 1_000 * percentile(outcome.latencies_s, 0.50),
        "p99_ms": 1_000 * percentile(outcome.latencies_s, 0.99),
        "not_200": float(not_200),
    }


def _line(figures: dict[str, float]) -> str:
    parts = [
        f"{key.removesuffix('_cpu_ms')} {value:.3f}"
        for key, value in figures.items()
        if key.endswith("_cpu_ms")
    ]
    return (
        f"{figures['per_s']:7.0f}/s  {figures['cpu_ms']:.3f} CPU-ms  "
        f"p50 {figures['p50_ms']:5.1f} ms  p99 {figures['p99_ms']:5.1f} ms  "
        f"not 200: {figures['not_200']:.0f}  others: {figures['other_cores']:.2f} cores  "
        f"({', '.join(parts)})"
    )


@asynccontextmanager
async def _targets() -> AsyncIterator[tuple[Target, Target]]:
    """Start both sides; everything is stopped and removed on leaving."""
    with _folder() as folder:
        engines = Engines(folder, environ={}, durability=Durability.KEPT)
        async with engines, Processes(folder / "logs") as processes:
            environ = _environ(engines)
            await processes.run(Program("migrate", ("shared.db.migrations", "upgrade"), environ))
            ports = {name: pick_free() for name in ("bare", "conversation", "gateway")}
            environ["CONVERSATION_URL"] = f"http://{HOST}:{ports['conversation']}"
            for name, module in _MODULES.items():
                await processes.start(_program(name, module, environ, port=ports[name]))
            await processes.wait_until_ready()
            durable = {name: processes.pid(name) for name in ("gateway", "conversation")}
            durable["postgres"] = postgres_pid(folder)
            yield (
                Target("HMAC only", ports["bare"], {"handler": processes.pid("bare")}),
                Target("durable", ports["gateway"], durable),
            )


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder on a real disk: commits must be as slow as they are."""
    with tempfile.TemporaryDirectory(prefix="toktok-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)  # the server may run as another user and must get through
        yield folder


def _environ(engines: Engines) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": engines.database_url,
        "REDIS_URL": engines.redis_url,
        "WHATSAPP_APP_SECRET": SECRET,
        "SERVICE_TOKEN_SECRET": TOKEN_SECRET,
        "HOST": HOST,
    }


def _program(name: str, module: tuple[str, ...], environ: dict[str, str], *, port: int) -> Program:
    url = f"http://{HOST}:{port}/health/ready"
    return Program(name, module, {**environ, "PORT": str(port)}, url)


def main() -> int:
    """Run once and write the results file."""
    parser = argparse.ArgumentParser(prog="python -m bench.ack", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4.0, help="of each measurement")
    parser.add_argument("--rate", type=float, default=500.0, help="of the open loop, a second")
    options = parser.parse_args()
    results = uvloop.run(run(rounds=options.rounds, seconds=options.seconds, rate=options.rate))
    medians, ratio = results["medians"], results["ratio"]
    for name, figures in medians.items():
        print(f"median   {name:<14}{_line(figures)}")
    print(f"ratio    {ratio['median']:.2f} ({ratio['min']:.2f} to {ratio['max']:.2f}) x HMAC only")
    print(f"written  {write_results('ack', results)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
