"""An admin lets somebody deliver or sell."""

from typing import assert_never
from uuid import UUID

from services.orders.catalogue.use_cases.register_merchant import Opening, register_merchant
from services.orders.drivers.use_cases.register_driver import Registration, register_driver
from services.orders.people.applications.models import ApplicationRow
from services.orders.people.applications.review import tell_review
from services.orders.people.applications.views import describe
from services.orders.work import Work
from shared.contracts.orders.api import Vehicle
from shared.contracts.orders.applications import Application, ApplicationKind, ApplicationState
from shared.contracts.orders.errors import AlreadyRegistered, ApplicationDecided
from shared.values.phone import PhoneNumber


async def approve_application(work: Work, *, application_id: UUID) -> Application:
    """Approve an application and register its author at once; a second time changes nothing.

    Raises:
        ApplicationNotFound: there is no such application.
        ApplicationDecided: it was rejected before.
        AlreadyRegistered: the phone became a driver's or a merchant's by another way.
    """
    row = await work.applications.get(application_id)
    if row.state is ApplicationState.REJECTED:
        raise ApplicationDecided(state=row.state.value)
    if row.state is ApplicationState.PENDING_REVIEW:
        row.decide(ApplicationState.APPROVED, at=work.now)
        await _register(work, row)
        await tell_review(work, row)
    return describe(row)


async def _register(work: Work, row: ApplicationRow) -> None:
    match row.kind:
        case ApplicationKind.DRIVER:
            if not await register_driver(work, _registration(row)):
                raise AlreadyRegistered(phone=row.phone)
        case ApplicationKind.MERCHANT:
            await register_merchant(work, _opening(row))
        case _ as never:
            assert_never(never)


def _registration(row: ApplicationRow) -> Registration:
    return Registration(
        name=row.name,
        phone=PhoneNumber(row.phone),
        city=row.city,
        vehicle=Vehicle(row.details["vehicle"]),
    )


def _opening(row: ApplicationRow) -> Opening:
    return Opening(
        name=row.name,
        kind=row.details["kind"],
        phone=PhoneNumber(row.phone),
        city=row.city,
        place=row.located,
        hours=row.details["hours"],
        rccm=row.details["rccm"],
    )
