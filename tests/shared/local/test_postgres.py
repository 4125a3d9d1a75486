"""PostgreSQL under our supervision: odd folders, identities, and no orphan whatever happens."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from shared.local.errors import FolderOfAnotherVersion, PortBusy
from shared.local.launch import Identity
from shared.local.ports import pick_free
from shared.local.postgres import Durability, Postgres
from shared.local.spawn import ROOT, server_identity
from tests.shared.local.conftest import engine_ports, processes_of

is_root = os.geteuid() == 0
_PROGRAM = """
import asyncio, sys
from shared.local.engines import Engines
async def main():
    async with Engines.at_home(dict(zip(sys.argv[1::2], sys.argv[2::2]))) as engines:
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.read)
asyncio.run(main())
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may pass through; pytest's own are private."""
    path = Path(tempfile.mkdtemp(prefix="toktok-test-"))
    path.chmod(0o711)
    yield path
    shutil.rmtree(path)


def _postgres(
    folder: Path, *, choose_identity: Callable[[], Awaitable[Identity]] = server_identity
) -> Postgres:
    return Postgres(
        folder / "postgres",
        port=pick_free(),
        log=folder / "postgres.log",
        durability=Durability.DISPOSABLE,
        choose_identity=choose_identity,
    )


async def _ask(postgres: Postgres, question: str) -> object:
    connection = await asyncpg.connect(postgres.url().replace("+asyncpg", ""))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_data_of_another_major_version_is_refused_with_the_remedy(folder: Path) -> None:
    data = folder / "postgres" / "data"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("15\n")
    with pytest.raises(FolderOfAnotherVersion) as refusal:
        await _postgres(folder).start()
    assert str(refusal.value) == (
        f"The data in {data} belongs to PostgreSQL 15, and PostgreSQL 18 is installed. "
        "Run `make clean` to start afresh (the demo data is lost), "
        "or set TOKTOK_HOME to another folder."
    )
    assert processes_of(folder) == []


async def test_a_busy_port_is_named_and_nothing_is_left_running(folder: Path) -> None:
    postgres = _postgres(folder)
    with (
        socket.create_server(("127.0.0.1", postgres.port)),
        pytest.raises(PortBusy, match=rf"^Port {postgres.port} is .* POSTGRES_PORT=<number>"),
    ):
        await postgres.start()
    assert processes_of(folder) == []


async def test_an_interrupted_first_start_is_begun_again(folder: Path) -> None:
    half_made = folder / "postgres" / "data.new"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    postgres = _postgres(folder)
    await postgres.start()
    try:
        assert await _ask(postgres, "SELECT 1") == 1
    finally:
        await postgres.stop()


async def test_a_pid_file_whose_pid_now_is_another_program_does_not_block(folder: Path) -> None:
    postgres = _postgres(folder)
    await postgres.start()
    pid_file = folder / "postgres" / "data" / "postmaster.pid"
    written = pid_file.read_text()
    await postgres.stop()
    pid_file.write_text("\n".join(["1", *written.splitlines()[1:], ""]))
    await postgres.start()
    try:
        assert await _ask(postgres, "SELECT 1") == 1
    finally:
        await postgres.stop()


@pytest.mark.skipif(not is_root, reason="only root can become somebody else")
@pytest.mark.parametrize("identity", [Identity.NAMESPACE, Identity.NOBODY])
async def test_as_root_the_server_runs_as_somebody_else(folder: Path, identity: Identity) -> None:
    async def choose() -> Identity:
        return identity

    postgres = _postgres(folder, choose_identity=choose)
    try:
        await postgres.start()
        assert await _ask(postgres, "SELECT 1") == 1
        owner = (folder / "postgres" / "data").owner()
    finally:
        await postgres.stop()
    assert owner == ("root" if identity is Identity.NAMESPACE else "nobody")


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_killing_the_supervisor_leaves_no_engine(folder: Path) -> None:
    with _supervisor(folder, [sys.executable]) as supervisor:
        assert supervisor.stdout is not None
        assert supervisor.stdout.readline() == "ready\n"
        running = " ".join(processes_of(folder / "home"))
        assert "bin/postgres -D" in running
        assert "valkey-server" in running
        supervisor.send_signal(signal.SIGKILL)
    _assert_soon_empty(folder)
    log = (folder / "home" / "logs" / "postgres.log").read_text()
    assert log.rstrip().endswith("database system is shut down")


@pytest.mark.skipif(not is_root, reason="only root can become somebody else")
def test_a_normal_user_needs_nothing_special(folder: Path) -> None:
    python = _python_for_everybody()
    folder.chmod(0o777)
    with _supervisor(folder, ["setpriv", *_AS_NOBODY, python]) as supervisor:
        printed, _ = supervisor.communicate(timeout=30)
    assert printed == "ready\n"
    assert (folder / "home" / "postgres" / "data").owner() == "nobody"
    _assert_soon_empty(folder)


_AS_NOBODY = ("--reuid=nobody", "--regid=nogroup", "--clear-groups")


def _supervisor(folder: Path, python: list[str]) -> "subprocess.Popen[str]":
    packages = sysconfig.get_path("purelib")
    ports = [word for pair in engine_ports().items() for word in pair]
    return subprocess.Popen(  # noqa: S603 - our own program
        [*python, "-c", _PROGRAM, "TOKTOK_HOME", str(folder / "home"), *ports],
        cwd=folder,
        env={
            "PATH": os.defpath,
            "PYTHONPATH": f"{ROOT}:{packages}",
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _python_for_everybody() -> str:
    """An interpreter of our version outside private folders, or skip."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    places = [str(Path(sys.executable).resolve()), shutil.which(name, path=os.defpath)]
    for place in filter(None, places):
        # It must also be able to start itself: setpriv's own reach ends with its first program.
        again = "import subprocess, sys; subprocess.run([sys.executable, '-c', ''], check=True)"
        attempt = ["setpriv", *_AS_NOBODY, place, "-c", again]
        if subprocess.run(attempt, check=False, stderr=subprocess.DEVNULL).returncode == 0:  # noqa: S603 - a fixed command
            return place
    pytest.skip(f"no {name} that another user may run")


def _assert_soon_empty(folder: Path) -> None:
    deadline = time.monotonic() + 5
    while processes_of(folder) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert processes_of(folder) == []
