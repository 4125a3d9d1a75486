"""The files at the repository's root keep their promises to whoever clones it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.local.programs import SERVICES
from shared.local.spawn import ROOT

_LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def test_env_example_names_every_setting() -> None:
    written = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, ROOT / ".ci" / "env_example.py"],
        check=True,
        capture_output=True,
        text=True,
    )
    message = "settings changed: run `make env`"
    assert written.stdout == (ROOT / ".env.example").read_text(), message


def test_packages_are_never_installed_outside_a_virtual_environment() -> None:
    """The python of a damaged .venv is the machine's own."""
    for file in ("Makefile", "Dockerfile"):
        installs = re.findall(r"pip\b[^\n]*\binstall\b", (ROOT / file).read_text())
        assert installs, file
        assert all("--require-virtualenv" in line for line in installs), file


@pytest.mark.parametrize("lock", _LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_pins_by_hash_and_names_no_index(lock: Path) -> None:
    text = lock.read_text()
    pins = re.findall(r"^[a-z0-9.-]+(?:\[[^\]]*\])?==[^\n]*$", text, re.MULTILINE)
    assert pins
    assert all(pin.endswith("\\") for pin in pins)
    assert "://" not in text


def test_every_service_has_a_container_for_each_of_its_sides() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    for name in SERVICES:
        assert f"args: {{SERVICE: {name}}}" in compose
        assert f"  {name}-worker:\n" in compose
