"""The id that follows one message through every hop: HTTP header, event, lane item, log line."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from shared.values.ids import new_id

HEADER = "x-correlation-id"
MAX_LENGTH = 64

_current: ContextVar[str] = ContextVar("correlation_id", default="")


def correlation_id() -> str:
    """Return the id of the work at hand; empty outside of any."""
    return _current.get()


def new_correlation_id() -> str:
    """Make an id for work that starts here."""
    return new_id().hex


@contextmanager
def correlated(value: str) -> Iterator[None]:
    """Do what follows under this id; an empty value keeps the id there is."""
    if not value:
        yield
        return
    token = _current.set(value[:MAX_LENGTH])
    try:
        yield
    finally:
        _current.reset(token)
