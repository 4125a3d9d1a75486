"""`python -m shared.local demo` from the outside: what it prints, how it ends, what it leaves."""

import signal
import socket
import time
from pathlib import Path

import pytest

from shared.local.ports import is_free
from tests.shared.local.conftest import processes_of, running_demo

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_everything_within_ten_seconds(checkout: Path, number: int) -> None:
    with running_demo(checkout) as demo:
        demo.read_until("Ctrl-C stops everything")
        assert f"Browser phone   http://127.0.0.1:{demo.simulator_port}\n" in demo.printed
        assert f"API             http://127.0.0.1:{demo.gateway_port}/docs\n" in demo.printed
        assert len(processes_of(checkout)) > 8
        asked = time.monotonic()
        demo.process.send_signal(number)
        assert demo.read_to_the_end() == 0
        assert time.monotonic() - asked < 10
    assert "Stopped. Your data is kept" in demo.printed
    assert processes_of(checkout) == []
    assert is_free(demo.gateway_port)


def test_migrations_and_demo_data_come_before_the_services(checkout: Path) -> None:
    with running_demo(checkout) as demo:
        demo.read_until("TokTok is ready")
    steps = [line.partition(":")[0] for line in demo.printed.splitlines() if ": ready in" in line]
    assert steps == [
        "PostgreSQL and Valkey",
        "Migrations",
        "Demo data",
        "Services",
        "Message templates",
    ]
    logs = checkout / ".toktok" / "logs"
    assert (logs / "migrations.log").read_text() == "migrated\n"
    assert (logs / "orders-demo.log").read_text() == "loaded\n"


def test_a_signal_during_the_start_leaves_nothing_behind(checkout: Path) -> None:
    with running_demo(checkout) as demo:
        demo.read_until("PostgreSQL and Valkey…")
        demo.process.send_signal(signal.SIGTERM)
        assert demo.read_to_the_end() == 0
    assert "is ready" not in demo.printed
    assert processes_of(checkout) == []


def test_a_killed_demo_leaves_no_process_and_starts_again(checkout: Path) -> None:
    with running_demo(checkout) as demo:
        demo.read_until("TokTok is ready")
        demo.process.kill()
    deadline = time.monotonic() + 5
    while processes_of(checkout) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert processes_of(checkout) == []
    with running_demo(checkout) as again:
        again.read_until("TokTok is ready")
    assert "TokTok is ready" in again.printed


def test_a_program_that_ends_is_reported_and_the_rest_is_stopped(checkout: Path) -> None:
    with running_demo(checkout, {"STAND_IN": "failing"}) as demo:
        assert demo.read_to_the_end() == 1
    assert "ended with 1. The end of" in demo.printed
    assert "    the stand-in was told to fail" in demo.printed
    assert "Traceback" not in demo.printed
    assert processes_of(checkout) == []


def test_a_busy_port_is_explained_before_anything_starts(checkout: Path) -> None:
    with running_demo(checkout) as demo, socket.create_server(("127.0.0.1", demo.gateway_port)):
        assert demo.read_to_the_end() == 1
    assert f"Port {demo.gateway_port} is already in use." in demo.printed
    assert "choose another port with PORT=<number>" in demo.printed
    assert processes_of(checkout) == []
