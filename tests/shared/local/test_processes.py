"""Programs start, are killed, come back and end in order."""

import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from shared.local.errors import StartFailed
from shared.local.ports import is_free, pick_free
from shared.local.processes import Processes, Program

_MODULE = "tests.shared.local.stand_in"


def _program(name: str, *, manners: str = "") -> Program:
    port = pick_free()
    environ = {**os.environ, "PORT": str(port), "STAND_IN": manners}
    return Program(name, (_MODULE,), environ, f"http://127.0.0.1:{port}/health/ready")


@pytest.fixture
async def processes(tmp_path: Path) -> AsyncIterator[Processes]:
    async with Processes(tmp_path) as running:
        yield running


def _port(program: Program) -> int:
    return int(program.environ["PORT"])


async def test_a_ready_program_answers(processes: Processes) -> None:
    program = _program("orders")
    await processes.start(program)
    await processes.wait_until_ready()
    assert program.ready_url is not None
    async with httpx.AsyncClient() as client:
        assert (await client.get(program.ready_url)).status_code == 200


async def test_leaving_stops_all_and_frees_their_ports(tmp_path: Path) -> None:
    programs = [_program("orders"), _program("gateway")]
    async with Processes(tmp_path) as processes:
        for program in programs:
            await processes.start(program)
        await processes.wait_until_ready()
    assert [is_free(_port(program)) for program in programs] == [True, True]


async def test_a_killed_program_comes_back_with_another_pid(processes: Processes) -> None:
    program = _program("orders")
    await processes.start(program)
    await processes.wait_until_ready("orders")
    first = processes.pid("orders")
    await processes.kill("orders")
    assert is_free(_port(program))
    await processes.restart("orders")
    assert processes.pid("orders") != first
    assert not is_free(_port(program))


async def test_a_stubborn_program_is_killed_within_the_limit(tmp_path: Path) -> None:
    program = _program("orders", manners="stubborn")
    async with Processes(tmp_path) as processes:
        await processes.start(program)
        await processes.wait_until_ready()
        started = time.monotonic()
    assert time.monotonic() - started < 8
    assert is_free(_port(program))


async def test_one_that_ends_at_once_is_reported_with_its_last_words(processes: Processes) -> None:
    await processes.start(_program("orders", manners="failing"))
    with pytest.raises(StartFailed) as failure:
        await processes.wait_until_ready()
    assert str(failure.value) == (
        f"orders ended with 1. The end of {processes.log('orders')}:\n"
        "    the stand-in was told to fail"
    )


async def test_the_first_unasked_end_is_told_by_name(processes: Processes) -> None:
    await processes.start(_program("orders"))
    await processes.start(_program("gateway"))
    await processes.wait_until_ready()
    os.kill(processes.pid("orders"), signal.SIGKILL)
    assert str(await processes.first_end()).startswith("orders ended with -9.")


async def test_a_failing_one_shot_program_is_an_error(processes: Processes) -> None:
    environ = {**os.environ, "STAND_IN": "failing"}
    with pytest.raises(StartFailed, match=r"^migrations ended with 1\."):
        await processes.run(Program("migrations", (_MODULE,), environ))


async def test_programs_write_to_a_log_of_their_own(processes: Processes) -> None:
    await processes.run(Program("version", ("platform",), os.environ))
    assert processes.log("version").read_text().startswith(sys.platform.capitalize())
