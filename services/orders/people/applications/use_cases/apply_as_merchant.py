"""Somebody wants to sell."""

from services.orders.people.applications.submission import Submission, phone_of, submit
from services.orders.people.applications.views import describe
from services.orders.work import Work
from shared.contracts.orders.applications import (
    Application,
    ApplicationKind,
    MerchantApplication,
)
from shared.contracts.orders.errors import AlreadyRegistered, PlaceNotLocated


async def apply_as_merchant(work: Work, request: MerchantApplication) -> Application:
    """Hand in an application; an admin decides it.

    Raises:
        PhoneUnknown: the channel did not tell a phone.
        PlaceNotLocated: a shop needs coordinates, parcels are fetched there.
        AlreadyRegistered: the phone is a merchant's.
        OutOfArea: the place is in no city we serve.
        ApplicationPending: another one of this person is under review.
    """
    phone = phone_of(request.contact)
    if not request.place.is_located:
        raise PlaceNotLocated(end="shop")
    if await work.applications.is_merchant(phone):
        raise AlreadyRegistered(phone=phone)
    submission = Submission(
        kind=ApplicationKind.MERCHANT,
        name=request.name,
        phone=phone,
        contact=request.contact,
        place=request.place,
        details={"kind": request.kind, "hours": request.hours, "rccm": request.rccm},
    )
    return describe(await submit(work, submission))
