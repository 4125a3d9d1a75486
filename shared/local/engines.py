"""PostgreSQL and Valkey for the demo, the tests and the benchmarks.

`DATABASE_URL` and `REDIS_URL` win: an engine named by its variable is used as it is and never
started, stopped or configured. What runs on the engines is not known here.
"""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import asyncpg

from shared.local.errors import AlreadyRunning
from shared.local.ports import pick_free
from shared.local.postgres import Durability, Postgres
from shared.local.spawn import ROOT
from shared.local.valkey import Valkey

DATABASE: Final = "toktok"
_POSTGRES_PORT: Final = 15432
_VALKEY_PORT: Final = 16379
_DRIVER: Final = "postgresql+asyncpg"
_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,62}")
_MEMORY_FOLDER: Final = Path("/dev/shm")  # noqa: S108 - a private folder is made inside it
_MEMORY_NEEDED: Final = 1 << 30


class Engines:
    """Both engines, alive inside `async with`; gone after it, and when this process is killed.

    Attributes:
        database_url: `postgresql+asyncpg://…/toktok`, that database existing; the given
            `DATABASE_URL` when there is one.
        redis_url: `redis://…`.
        postgres: to stop, kill and start again in tests; None when `DATABASE_URL` is set.
        valkey: the same for `REDIS_URL`.
    """

    database_url: str
    redis_url: str

    def __init__(
        self,
        folder: Path,
        *,
        environ: Mapping[str, str],
        durability: Durability = Durability.KEPT,
        postgres_port: int = 0,
        valkey_port: int = 0,
    ) -> None:
        logs = folder / "logs"
        self._folder = folder
        self._durability = durability
        self._cleanup = AsyncExitStack()
        self._created: list[str] = []
        self.postgres: Postgres | None = None
        self.valkey: Valkey | None = None
        if given := environ.get("DATABASE_URL"):
            self.database_url = _with_driver(given)
        else:
            self.postgres = Postgres(
                folder / "postgres",
                port=postgres_port or pick_free(),
                log=logs / "postgres.log",
                durability=durability,
            )
        if given := environ.get("REDIS_URL"):
            self.redis_url = given
        else:
            port = valkey_port or pick_free()
            self.valkey = Valkey(folder / "valkey", port=port, log=logs / "valkey.log")

    @classmethod
    def at_home(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Take the engines of this checkout: data stays in `.toktok/` (or `TOKTOK_HOME`)."""
        environ = os.environ if environ is None else environ
        return cls(
            home(environ),
            environ=environ,
            postgres_port=_port(environ, "POSTGRES_PORT", default=_POSTGRES_PORT),
            valkey_port=_port(environ, "VALKEY_PORT", default=_VALKEY_PORT),
        )

    @classmethod
    def temporary(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Take empty engines on free ports, in memory where possible, removed on leaving.

        No fsync: for tests, never for anything worth keeping. On a server given by
        `DATABASE_URL`, the databases created here are dropped on leaving.
        """
        folder = _memory_folder()
        environ = os.environ if environ is None else environ
        return cls(folder, environ=environ, durability=Durability.DISPOSABLE)

    async def __aenter__(self) -> Self:
        """Start what is not given.

        Raises:
            LocalError: an engine cannot start; nothing is left running.
        """
        async with AsyncExitStack() as stack:
            if self._durability is Durability.DISPOSABLE:
                stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
            stack.enter_context(_lock(self._folder))
            if self.postgres is not None:
                stack.push_async_callback(self.postgres.stop)
                await self.postgres.start()
                self.database_url = self.postgres.url(DATABASE)
                await self._ensure_database()
            if self.valkey is not None:
                stack.push_async_callback(self.valkey.stop)
                await self.valkey.start()
                self.redis_url = self.valkey.url
            self._cleanup = stack.pop_all()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop what was started."""
        try:
            if self.postgres is None and self._durability is Durability.DISPOSABLE:
                await self._drop_created()
        finally:
            await self._cleanup.aclose()

    async def create_database(self, name: str, *, template: str | None = None) -> str:
        """Create a database beside ours, a copy of `template` when given; return its URL.

        Nobody may be connected to the template meanwhile.

        Raises:
            ValueError: a name is not lower-case letters, digits and underscores.
            asyncpg.DuplicateDatabaseError: it exists.
        """
        statement = f"CREATE DATABASE {_checked(name)}"
        if template is not None:
            statement += f" TEMPLATE {_checked(template)}"
        await self._execute(statement)
        self._created.append(name)
        return urlsplit(self.database_url)._replace(path=f"/{name}").geturl()

    async def drop_database(self, name: str) -> None:
        """Drop a database and whoever is connected to it; none of that name is no error."""
        await self._execute(f"DROP DATABASE IF EXISTS {_checked(name)} WITH (FORCE)")
        self._created = [other for other in self._created if other != name]

    async def _drop_created(self) -> None:
        for name in reversed(self._created):
            await self.drop_database(name)

    async def _ensure_database(self) -> None:
        connection = await asyncpg.connect(self._maintenance_dsn())
        try:
            query = "SELECT 1 FROM pg_database WHERE datname = $1"
            if await connection.fetchval(query, DATABASE) is None:
                await connection.execute(f"CREATE DATABASE {DATABASE}")
        finally:
            await connection.close()

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self._maintenance_dsn())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()

    def _maintenance_dsn(self) -> str:
        """On a given server: the given database, the one we know we may connect to."""
        url = self.database_url if self.postgres is None else self.postgres.url()
        return urlsplit(url)._replace(scheme="postgresql").geturl()


def home(environ: Mapping[str, str]) -> Path:
    """Tell where the data of this checkout lives."""
    return Path(environ.get("TOKTOK_HOME") or ROOT / ".toktok").resolve()


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    """Keep a second process off this folder; the kernel lets go when we die, however we die."""
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise AlreadyRunning(folder, pid=int(file.read() or 0)) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _with_driver(url: str) -> str:
    """Accept the ways in which people write it: postgres://, postgresql://."""
    return urlsplit(url)._replace(scheme=_DRIVER).geturl()


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a database name: {name!r}")
    return name


def _port(environ: Mapping[str, str], variable: str, *, default: int) -> int:
    """A port that somebody asked for must be free; ours may move."""
    asked = environ.get(variable)
    return int(asked) if asked else pick_free(default)


def _memory_folder() -> Path:
    has_room = _MEMORY_FOLDER.is_dir() and shutil.disk_usage(_MEMORY_FOLDER).free > _MEMORY_NEEDED
    is_ours = has_room and os.access(_MEMORY_FOLDER, os.W_OK)
    folder = Path(tempfile.mkdtemp(prefix="toktok-", dir=_MEMORY_FOLDER if is_ours else None))
    folder.chmod(0o711)  # the server may run as `nobody` and must get through
    return folder
