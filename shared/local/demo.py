"""`make demo` in the terminal: what is happening, where to look, and a clean end."""

import asyncio
import signal
import sys
import time
from collections.abc import Coroutine, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from shared.local.engines import home
from shared.local.errors import LocalError
from shared.local.people import ADMINS, CLIENTS, DRIVERS, MERCHANTS, PROVIDERS, Person
from shared.local.programs import Addresses
from shared.local.stack import Stack

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


async def run_demo(environ: Mapping[str, str]) -> int:
    """Run the platform until Ctrl-C, SIGTERM or the end of the terminal; return the exit status.

    A signal during the start undoes what had started. Further signals change nothing: the end is
    under way and takes 10 s at most.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        loop.add_signal_handler(number, stop.set)
    status = await run_until(stop, work=_serve(environ, stop=stop))
    say("Stopped. Your data is kept; `make clean` removes it.")
    return status


async def run_until(stop: asyncio.Event, *, work: Coroutine[None, None, int]) -> int:
    """Run `work`; when `stop` is set it is cancelled and its clean-up awaited: status 0."""
    task = asyncio.create_task(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return task.result()
        say("\nStopping…")
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return 0
    finally:
        stopping.cancel()


async def _serve(environ: Mapping[str, str], *, stop: asyncio.Event) -> int:
    started = time.monotonic()
    try:
        async with Stack.of_demo(environ, tell=say) as stack:
            say(welcome(stack.addresses, folder=home(environ), seconds=time.monotonic() - started))
            say(f"Logs: {home(environ) / 'logs'}   Ctrl-C stops everything.")
            raise await stack.processes.first_end()
    except* LocalError as group:
        if not stop.is_set():
            complain(group)
    return 1


def welcome(addresses: Addresses, *, folder: Path, seconds: float) -> str:
    """Write what somebody who just started the demo wants to know."""
    lines = [
        "",
        f"TokTok is ready ({seconds:.0f} s).",
        "",
        f"  Browser phone   {addresses.simulator}",
        f"  API             {addresses.gateway}/docs",
        f"  Health          {addresses.gateway}/health",
        f"  Admin API       Authorization: Bearer <ADMIN_SECRET of {folder / 'secrets.json'}>",
        "",
        "  Demo people:",
        *(_line(role, person) for role, person in _introduced()),
        "",
    ]
    return "\n".join(lines)


def say(line: str) -> None:
    """Tell the person at the terminal."""
    print(line, flush=True)  # noqa: T201 - the terminal is this program's interface


def complain(group: BaseExceptionGroup[LocalError]) -> None:
    """Tell what is wrong and how to mend it."""
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            complain(error)
        else:
            print(f"\n{error}", file=sys.stderr, flush=True)  # noqa: T201 - the same


def _introduced() -> list[tuple[str, Person]]:
    clients = [("client", person) for person in CLIENTS[:2]]
    return [
        *clients,
        ("driver", DRIVERS[0]),
        ("merchant", MERCHANTS[0]),
        ("provider", PROVIDERS[0]),
        ("admin", ADMINS[0]),
    ]


def _line(role: str, person: Person) -> str:
    about = person.business or person.activity
    place = f"{person.quartier}, {person.city}"
    return (
        f"    {role:<10}{person.phone:<16}{person.name} ({', '.join(filter(None, [about, place]))})"
    )
