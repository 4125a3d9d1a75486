"""Reads of applications for the admins."""

from typing import Final

from services.orders.people.applications.views import describe
from services.orders.work import Work
from shared.contracts.orders.applications import ApplicationPage, ApplicationQuery
from shared.values.cursor import Moment, read_moment, write_moment

PAGE: Final = 20


async def applications_by_age(work: Work, query: ApplicationQuery) -> ApplicationPage:
    """List applications, oldest first, twenty a page.

    Raises:
        Invalid: `after` is none of our cursors.
    """
    start = read_moment(query.after) if query.after else None
    rows = await work.applications.list_by_age(state=query.state, after=start, limit=PAGE + 1)
    page, has_more = rows[:PAGE], len(rows) > PAGE
    end = write_moment(Moment(page[-1].submitted_at, page[-1].id)) if has_more else None
    return ApplicationPage(applications=[describe(row) for row in page], next=end)
