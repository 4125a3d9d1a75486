"""The running platform: engines, migrations, demo data, every program; up inside `async with`.

Used by `make demo` and by the journey tests, which kill and restart programs through `processes`.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from shared.local.engines import Engines, home
from shared.local.keys import load_keys
from shared.local.processes import Processes, Program
from shared.local.programs import Addresses, Wiring

Tell = Callable[[str], None]


class Stack:
    """The whole platform on this machine.

    Attributes:
        addresses: where it listens.
        engines: PostgreSQL and Valkey.
        processes: the programs by name: `gateway`, `simulator` and each service.
    """

    processes: Processes

    def __init__(
        self,
        engines: Engines,
        *,
        addresses: Addresses,
        folder: Path,
        environ: Mapping[str, str],
        tell: Tell,
    ) -> None:
        self.engines = engines
        self.addresses = addresses
        self._folder = folder
        self._environ = environ
        self._tell = tell
        self._cleanup = AsyncExitStack()

    @classmethod
    def of_demo(cls, environ: Mapping[str, str], *, tell: Tell) -> Self:
        """Take this checkout's engines and the ports that people know.

        Raises:
            PortBusy: a port that people know is taken.
        """
        return cls(
            Engines.at_home(environ),
            addresses=Addresses.of_demo(environ),
            folder=home(environ),
            environ=environ,
            tell=tell,
        )

    @classmethod
    def temporary(cls, folder: Path, *, environ: Mapping[str, str] | None = None) -> Self:
        """Take empty engines and free ports; logs go to `folder`, nothing is printed."""
        return cls(
            Engines.temporary(environ),
            addresses=Addresses.anywhere(),
            folder=folder,
            environ=os.environ if environ is None else environ,
            tell=lambda _: None,
        )

    async def __aenter__(self) -> Self:
        """Start everything, and return once every program is ready.

        Raises:
            LocalError: something did not start; all that had started is stopped again.
        """
        async with AsyncExitStack() as stack:
            await self._timed("PostgreSQL and Valkey", stack.enter_async_context(self.engines))
            wiring = self._wire()
            self.processes = await stack.enter_async_context(Processes(self._folder / "logs"))
            await self._timed("Migrations", self.processes.run(wiring.migrations()))
            await self._timed("Demo data", self._load(wiring.demo_loaders()))
            await self._timed("Services", self._serve(wiring.servers()))
            await self._timed("Message templates", self._load(wiring.templates()))
            self._cleanup = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop everything, within 10 s; data stays unless the engines are temporary."""
        await self._cleanup.aclose()

    def _wire(self) -> Wiring:
        return Wiring(
            addresses=self.addresses,
            database_url=self.engines.database_url,
            redis_url=self.engines.redis_url,
            keys=load_keys(self._folder),
            environ=self._environ,
        )

    async def _load(self, loaders: list[Program]) -> None:
        """Side by side: each writes to its own schema."""
        async with asyncio.TaskGroup() as group:
            for loader in loaders:
                group.create_task(self.processes.run(loader))

    async def _serve(self, servers: list[Program]) -> None:
        for server in servers:
            await self.processes.start(server)
        await self.processes.wait_until_ready()

    async def _timed(self, what: str, step: Awaitable[object]) -> None:
        self._tell(f"{what}…")
        started = time.monotonic()
        await step
        self._tell(f"{what}: ready in {time.monotonic() - started:.1f} s")
