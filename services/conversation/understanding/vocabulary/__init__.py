"""The words we know, in plain text files (words/) that a newcomer can correct, and their reader.

A file has `[section]` lines, `#` comments and entries separated by `|`; a line that begins
with `|` continues the one before. No rule here.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("words")


@cache
def sections(name: str) -> dict[str, tuple[str, ...]]:
    """Read the sections of `<name>.txt`, each with its lines."""
    found: dict[str, list[str]] = {}
    lines = found.setdefault("", [])
    for line in _lines(name):
        if line.startswith("["):
            lines = found.setdefault(line.strip("[]"), [])
        elif line.startswith("|") and lines:
            lines[-1] += line
        else:
            lines.append(line)
    return {section: tuple(lines) for section, lines in found.items()}


def entries(name: str, section: str) -> tuple[str, ...]:
    """List the entries of one section: words or phrases, in the order of the file."""
    text = " ".join(sections(name)[section])
    return tuple(entry.strip() for entry in text.split("|") if entry.strip())


def words(name: str, section: str) -> frozenset[str]:
    """Give the entries of one section as a set."""
    return frozenset(entries(name, section))


def _lines(name: str) -> Iterator[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
