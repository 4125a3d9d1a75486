"""Keyset cursors: where a page ended, as opaque text. Pure."""

import base64
import binascii
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from shared.errors import Invalid


class Position(NamedTuple):
    """The last row of a page, in the order (name, id)."""

    name: str
    id: UUID


def write_cursor(position: Position) -> str:
    """Write a position as text that fits a query string."""
    return base64.urlsafe_b64encode(f"{position.id}{position.name}".encode()).decode()


def read_cursor(cursor: str) -> Position:
    """Read a cursor back.

    Raises:
        Invalid: it is none of ours.
    """
    try:
        plain = base64.b64decode(cursor.encode(), altchars=b"-_", validate=True).decode()
        position = Position(plain[36:], UUID(plain[:36]))
    except (binascii.Error, UnicodeError, ValueError) as error:
        raise Invalid(reason="the cursor is not one of ours") from error
    if "\x00" in position.name:
        raise Invalid(reason="the cursor is not one of ours")
    return position


class Moment(NamedTuple):
    """The last row of a page, in the order (at, id)."""

    at: datetime
    id: UUID


def write_moment(moment: Moment) -> str:
    """Write a moment as text that fits a query string."""
    return write_cursor(Position(moment.at.isoformat(), moment.id))


def read_moment(cursor: str) -> Moment:
    """Read a cursor back.

    Raises:
        Invalid: it is none of ours.
    """
    position = read_cursor(cursor)
    try:
        at = datetime.fromisoformat(position.name)
    except ValueError as error:
        raise Invalid(reason="the cursor is not one of ours") from error
    if at.tzinfo is None:
        raise Invalid(reason="the cursor is not one of ours")
    return Moment(at, position.id)
