"""An admin turns an application down."""

from uuid import UUID

from services.orders.people.applications.review import tell_review
from services.orders.people.applications.views import describe
from services.orders.work import Work
from shared.contracts.orders.applications import Application, ApplicationState, Rejection
from shared.contracts.orders.errors import ApplicationDecided


async def reject_application(
    work: Work, rejection: Rejection, *, application_id: UUID
) -> Application:
    """Reject an application with a reason its author reads; a second time changes nothing.

    The person may apply again.

    Raises:
        ApplicationNotFound: there is no such application.
        ApplicationDecided: it was approved before.
    """
    row = await work.applications.get(application_id)
    if row.state is ApplicationState.APPROVED:
        raise ApplicationDecided(state=row.state.value)
    if row.state is ApplicationState.PENDING_REVIEW:
        row.decide(ApplicationState.REJECTED, at=work.now, reason=rejection.reason)
        await tell_review(work, row)
    return describe(row)
