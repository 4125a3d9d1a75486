"""A decision is told to whoever applied."""

from services.orders.people.applications.models import ApplicationRow
from services.orders.people.applications.views import describe
from services.orders.work import Work
from shared.contracts.orders.events import ApplicationReviewed


async def tell_review(work: Work, row: ApplicationRow) -> None:
    """Record the event of a decision."""
    event = ApplicationReviewed(
        occurred_at=work.now, application=describe(row), contact=row.applicant
    )
    await work.outbox.add(event)
