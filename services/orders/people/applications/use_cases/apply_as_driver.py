"""Somebody wants to deliver."""

from services.orders.people.applications.submission import Submission, phone_of, submit
from services.orders.people.applications.views import describe
from services.orders.work import Work
from shared.contracts.orders.applications import (
    Application,
    ApplicationKind,
    DriverApplication,
)
from shared.contracts.orders.errors import AlreadyRegistered


async def apply_as_driver(work: Work, request: DriverApplication) -> Application:
    """Hand in an application; an admin decides it.

    Raises:
        PhoneUnknown: the channel did not tell a phone.
        AlreadyRegistered: the phone is a driver's, suspended or not.
        OutOfArea: the place is in no city we serve.
        ApplicationPending: another one of this person is under review.
    """
    phone = phone_of(request.contact)
    if await work.drivers.find(phone) is not None:
        raise AlreadyRegistered(phone=phone)
    submission = Submission(
        kind=ApplicationKind.DRIVER,
        name=request.name,
        phone=phone,
        contact=request.contact,
        place=request.place,
        details={
            "vehicle": request.vehicle.value,
            "licence": request.licence,
            "photo_media_id": request.photo_media_id,
        },
    )
    return describe(await submit(work, submission))
