"""What anybody may read of the directory, page by page: never a phone number."""

from typing import Final

from services.provider.work import Work
from shared.contracts.provider.api import Provider, ProviderPage
from shared.values.cursor import Position, read_cursor, write_cursor

PAGE: Final = 20


async def providers_of(
    work: Work, *, city: str, trade: str | None, after: str | None
) -> ProviderPage:
    """List the approved artisans of a city by name, twenty a page.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    start = read_cursor(after) if after else None
    rows = await work.providers.list_approved(city=city, trade=trade, after=start, limit=PAGE + 1)
    shown = [Provider.model_validate(row, from_attributes=True) for row in rows[:PAGE]]
    more = write_cursor(Position(shown[-1].name, shown[-1].id)) if len(rows) > PAGE else None
    return ProviderPage(providers=shown, next=more)
