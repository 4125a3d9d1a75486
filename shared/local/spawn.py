"""Starting a child that cannot outlive us. Who restarts or stops it is its owner's business."""

import asyncio
import os
import shutil
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from shared.local.launch import Identity

ROOT = Path(__file__).resolve().parents[2]
_LAUNCHER = ROOT / "shared" / "local" / "launch.py"


async def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    death_signal: signal.Signals = signal.SIGTERM,
    identity: Identity = Identity.SELF,
    environ: Mapping[str, str] | None = None,
) -> Process:
    """Start a program in its own session, so that Ctrl-C reaches us first; both outputs to `log`.

    `death_signal` is what it gets when we are killed. Call it from the main thread: on Linux a
    child follows the thread that made it.
    """
    launcher = (sys.executable, "-I", "-S", _LAUNCHER)
    terms = (str(os.getpid()), str(int(death_signal)), identity.value)
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *launcher,
            *terms,
            *command,
            cwd=ROOT,
            env=environ,
            stdin=DEVNULL,
            stdout=output,
            stderr=STDOUT,
            start_new_session=True,
        )


async def server_identity() -> Identity:
    """Choose as whom PostgreSQL runs: ourselves, or as root the best this kernel permits."""
    if os.geteuid() != 0:
        return Identity.SELF
    if sys.platform != "linux":
        return Identity.NOBODY
    program = shutil.which("true") or sys.executable
    attempt = await spawn([program], log=Path(os.devnull), identity=Identity.NAMESPACE)
    return Identity.NAMESPACE if await attempt.wait() == 0 else Identity.NOBODY


def send(process: Process, number: signal.Signals) -> None:
    """Signal a child; one that has just ended is no error."""
    with suppress(ProcessLookupError):
        process.send_signal(number)


def kill_group(process: Process) -> None:
    """SIGKILL a child and everything it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


async def finish(process: Process, *, number: signal.Signals, patience_s: float) -> None:
    """Ask a child to end and wait; it is killed with its descendants when patience runs out."""
    send(process, number)
    try:
        await asyncio.wait_for(process.wait(), patience_s)
    except TimeoutError:
        kill_group(process)
        await process.wait()
