"""Our own programs as child processes: start, readiness, kill, restart, ordered stop.

Nothing is restarted by itself: a program that ends is news for whoever watches.
"""

import asyncio
import signal
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import httpx

from shared.local.errors import StartFailed
from shared.local.spawn import finish, kill_group, send, spawn

_READY_S: Final = 60.0
_STOP_S: Final = 6.0  # the engines need the rest of the 10 s (architecture.md, Fixed seams)
_TURN_S: Final = 1.5
_POLL_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Program:
    """A Python module to run.

    Attributes:
        name: what people read, and the name of its log file.
        arguments: what follows `python -m`.
        environ: its whole environment.
        ready_url: answers 2xx once it can work; None when there is nothing to wait for.
    """

    name: str
    arguments: tuple[str, ...]
    environ: Mapping[str, str]
    ready_url: str | None = None


class Processes:
    """The running programs; leaving `async with` stops them, the last started first."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._programs: dict[str, Program] = {}
        self._running: dict[str, Process] = {}

    async def __aenter__(self) -> Self:
        """Nothing runs yet."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop all, within 6 s."""
        await self.stop_all()

    def log(self, name: str) -> Path:
        """Tell where a program writes."""
        return self._logs / f"{name}.log"

    def pid(self, name: str) -> int:
        """Give the process id, which is also its process group."""
        return self._running[name].pid

    async def start(self, program: Program) -> None:
        """Start it and remember it for `restart`; does not wait until it is ready."""
        self._programs[program.name] = program
        self._running[program.name] = await self._spawn(program)

    async def run(self, program: Program) -> None:
        """Run one to its end.

        Raises:
            StartFailed: it ended with anything but 0.
        """
        process = await self._spawn(program)
        try:
            status = await process.wait()
        except asyncio.CancelledError:
            kill_group(process)
            await process.wait()
            raise
        if status != 0:
            raise self._failed(program.name, reason=f"ended with {status}")

    async def wait_until_ready(self, *names: str) -> None:
        """Return once the named programs (all, when none is named) answer their ready URL.

        Raises:
            StartFailed: one ended, or was not ready within 60 s.
        """
        waited = [self._programs[name] for name in names or self._running]
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            for program in waited:
                await self._wait_for(program, client=client)

    async def kill(self, name: str) -> None:
        """SIGKILL a program and what it started; `restart` brings it back."""
        process = self._running.pop(name)
        kill_group(process)
        await process.wait()

    async def restart(self, name: str) -> None:
        """Start it again as it was, stopping it first when it runs, and wait until it is ready."""
        await self.stop(name)
        await self.start(self._programs[name])
        await self.wait_until_ready(name)

    async def stop(self, name: str) -> None:
        """Stop one cleanly; one that does not run is no error."""
        process = self._running.pop(name, None)
        if process is not None:
            await finish(process, number=signal.SIGTERM, patience_s=_STOP_S)

    async def stop_all(self) -> None:
        """Stop all, the last started first; whoever is still there after 6 s is killed.

        Each has its turn of 1.5 s before the next is asked, so that one that hangs delays nobody
        beyond the limit.
        """
        processes = list(self._running.values())[::-1]
        self._running.clear()
        deadline = time.monotonic() + _STOP_S
        for process in processes:
            send(process, signal.SIGTERM)
            await _wait(process, until=min(deadline, time.monotonic() + _TURN_S))
        for process in processes:
            await _wait(process, until=deadline)
            if process.returncode is None:
                kill_group(process)
                await process.wait()

    async def first_end(self) -> StartFailed:
        """Wait until any program ends without having been asked, and tell which."""
        waits = {
            asyncio.create_task(process.wait()): name for name, process in self._running.items()
        }
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
        ended = done.pop()
        return self._failed(waits[ended], reason=f"ended with {ended.result()}")

    async def _spawn(self, program: Program) -> Process:
        command = [sys.executable, "-m", *program.arguments]
        return await spawn(command, log=self.log(program.name), environ=program.environ)

    async def _wait_for(self, program: Program, *, client: httpx.AsyncClient) -> None:
        if program.ready_url is None:
            return
        deadline = time.monotonic() + _READY_S
        while not await _is_ready(program.ready_url, client=client):
            status = self._running[program.name].returncode
            if status is not None:
                raise self._failed(program.name, reason=f"ended with {status}")
            if time.monotonic() > deadline:
                raise self._failed(program.name, reason=f"was not ready within {_READY_S:.0f} s")
            await asyncio.sleep(_POLL_S)

    def _failed(self, name: str, *, reason: str) -> StartFailed:
        return StartFailed(name, reason=reason, log=self.log(name))


async def _is_ready(url: str, *, client: httpx.AsyncClient) -> bool:
    try:
        response = await client.get(url)
    except httpx.TransportError:
        return False
    return response.is_success


async def _wait(process: Process, *, until: float) -> None:
    try:
        await asyncio.wait_for(process.wait(), max(0.0, until - time.monotonic()))
    except TimeoutError:
        return
