"""What these tests stand on: engines started once, and a checkout whose deployables are tiny."""

import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from shared.local.engines import Engines
from shared.local.ports import pick_free
from shared.local.spawn import ROOT

STAND_IN = Path(__file__).with_name("stand_in.py")
_SERVERS = (
    "gateway",
    "simulator",
    "services.conversation",
    "services.orders",
    "services.notifications",
    "services.provider",
)


@pytest.fixture(scope="session")
async def engines() -> AsyncIterator[Engines]:
    async with Engines.temporary({}) as running:
        yield running


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what is under test, with stand-ins for every deployable and for the migrations."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / "shared" / "local", folder / "shared" / "local")
    for server in _SERVERS:
        _place(folder, f"{server}.__main__", STAND_IN.read_text())
    _place(folder, "shared.db.migrations", "print('migrated')\n")
    _place(folder, "services.orders.demo", "print('loaded')\n")
    return folder


def _place(folder: Path, module: str, source: str) -> None:
    file = folder.joinpath(*module.split(".")).with_suffix(".py")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(source)


class Demo:
    """A `python -m shared.local demo` of a checkout, and what it printed."""

    def __init__(self, process: "subprocess.Popen[str]", ports: tuple[int, int]) -> None:
        self.process = process
        self.gateway_port, self.simulator_port = ports
        self.printed = ""

    def read_until(self, text: str) -> None:
        """Read its output up to a line that contains `text`, or up to its end."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed += line
            if text in line:
                return

    def read_to_the_end(self) -> int:
        """Read what is left and return the exit status."""
        self.read_until("\0")
        return self.process.wait(30)


def engine_ports() -> dict[str, str]:
    """Choose ports for engines at home: other tests may be starting some at the same time."""
    return {"POSTGRES_PORT": str(pick_free()), "VALKEY_PORT": str(pick_free())}


@contextmanager
def running_demo(checkout: Path, environ: Mapping[str, str] | None = None) -> Iterator[Demo]:
    """Start the demo on free ports; whatever the test does, it is over afterwards."""
    ports = pick_free(), pick_free()
    chosen = {"PORT": str(ports[0]), "SIMULATOR_PORT": str(ports[1]), **engine_ports()}
    own = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    process = subprocess.Popen(
        [sys.executable, "-m", "shared.local", "demo"],
        cwd=checkout,
        env={**own, "TOKTOK_HOME": str(checkout / ".toktok"), **chosen, **(environ or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    with process:
        try:
            yield Demo(process, ports)
        finally:
            process.terminate()


def processes_of(folder: Path) -> list[str]:
    """List the live processes that work in a folder or name it: engines, programs, supervisors."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            place = str((entry / "cwd").readlink())
        except OSError:
            continue
        if command and (str(folder) in command or place.startswith(str(folder))):
            found.append(command)
    return found
