"""A busy port is named with its remedy, and picked ports stay out of the kernel's range."""

import socket
from collections.abc import Iterator

import pytest

from shared.local.errors import PortBusy
from shared.local.ports import is_free, pick_free, require_free


@pytest.fixture
def busy_port() -> Iterator[int]:
    port = pick_free()
    with socket.create_server(("127.0.0.1", port)):
        yield port


def test_a_busy_port_is_refused_by_number_and_variable(busy_port: int) -> None:
    with pytest.raises(PortBusy) as refusal:
        require_free(busy_port, variable="SIMULATOR_PORT")
    assert str(refusal.value) == (
        f"Port {busy_port} is already in use. Stop the program that holds it, "
        "or choose another port with SIMULATOR_PORT=<number>."
    )


def test_a_free_port_is_given_back() -> None:
    port = pick_free()
    assert require_free(port, variable="PORT") == port


def test_another_port_is_picked_when_the_preferred_one_is_busy(busy_port: int) -> None:
    picked = pick_free(busy_port)
    assert picked != busy_port
    assert is_free(picked)


def test_the_preferred_port_is_taken_when_free() -> None:
    port = pick_free()
    assert pick_free(port) == port


def test_picked_ports_are_below_the_range_of_outgoing_connections() -> None:
    assert all(20_000 <= pick_free() < 32_000 for _ in range(50))
