"""Pages of lists that are whole in memory; a cursor is the place of the last row."""

from collections.abc import Sequence
from typing import Final, TypeVar

from shared.errors import Invalid

PAGE: Final = 10
Row = TypeVar("Row")


def page(
    rows: Sequence[Row], *, after: str | None, size: int = PAGE
) -> tuple[list[Row], str | None]:
    """Cut a page out of all rows; the cursor of the next one, None after the last.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    if after is not None and not after.isdecimal():
        raise Invalid(reason="the cursor is not one of ours")
    start = int(after or 0)
    end = start + size
    return list(rows[start:end]), str(end) if end < len(rows) else None
