"""How an application is told to its author and to the admins."""

from services.orders.people.applications.models import ApplicationRow
from shared.contracts.orders.applications import Application


def describe(row: ApplicationRow) -> Application:
    """Tell an application as it is now."""
    return Application(
        id=row.id,
        kind=row.kind,
        state=row.state,
        name=row.name,
        phone=row.phone,
        city=row.city,
        details=row.details,
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        reason=row.reason,
    )
