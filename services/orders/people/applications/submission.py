"""What every application goes through: who applies is reachable, is new, and wants it near us."""

from dataclasses import dataclass

from services.orders.people.applications.models import ApplicationRow
from services.orders.work import Work
from shared.contracts.orders.applications import ApplicationKind, ApplicationState
from shared.contracts.orders.errors import (
    ApplicationPending,
    OutOfArea,
    PhoneUnknown,
)
from shared.values.cities import city_of, find_city
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from shared.values.place import Place


@dataclass(frozen=True, slots=True)
class Submission:
    """What somebody hands in; `details` are what only this kind of application asks."""

    kind: ApplicationKind
    name: str
    phone: str
    contact: ContactRef
    place: Place
    details: dict[str, str | None]


def phone_of(contact: ContactRef) -> str:
    """Give the phone that will be the driver's or the merchant's.

    Raises:
        PhoneUnknown: the channel did not tell it.
    """
    if contact.phone is None:
        raise PhoneUnknown
    return contact.phone


async def submit(work: Work, submission: Submission) -> ApplicationRow:
    """Keep an application for the admins to decide; one waits a phone and kind.

    Raises:
        OutOfArea: the place is in no city we serve.
        ApplicationPending: another one of this person is under review.
    """
    row = await work.applications.add_if_none_waits(
        {
            "id": new_id(),
            "kind": submission.kind,
            "state": ApplicationState.PENDING_REVIEW,
            "name": submission.name,
            "phone": submission.phone,
            "contact": submission.contact.model_dump(mode="json"),
            "place": submission.place.model_dump(mode="json"),
            "city": _city_of(submission.place),
            "details": submission.details,
            "submitted_at": work.now,
        }
    )
    if row is None:
        raise ApplicationPending(phone=submission.phone)
    return row


def _city_of(place: Place) -> str:
    """Name the city by the coordinates, or by its name where there are none."""
    city = city_of(place) if place.is_located else find_city(place.city or place.label)
    if city is None:
        raise OutOfArea(pickup=place.label, dropoff=place.label)
    return city.name
