"""Applications: taken in, and decided by hand."""

from uuid import UUID

from shared.contracts.orders.api import DriverCard
from shared.contracts.orders.applications import (
    Application,
    ApplicationKind,
    ApplicationState,
    DriverApplication,
    MerchantApplication,
)
from shared.contracts.orders.catalogue import Merchant
from shared.contracts.orders.errors import (
    AlreadyRegistered,
    ApplicationNotFound,
    ApplicationPending,
    OutOfArea,
    PhoneUnknown,
    PlaceNotLocated,
)
from shared.contracts.orders.fake.quotes import city_of
from shared.contracts.orders.fake.state import FakeDriver, State
from shared.values.contact import ContactRef
from shared.values.ids import new_id


def apply_as_driver(state: State, request: DriverApplication) -> Application:
    """Take in that somebody wants to deliver.

    Raises:
        PhoneUnknown: the channel told no phone.
        AlreadyRegistered: the phone is a driver's.
        ApplicationPending: the same person already waits.
        OutOfArea: we do not work there.
    """
    phone = _phone_of(request.contact)
    if phone in state.drivers:
        raise AlreadyRegistered(phone=phone)
    return _take_in(state, request, kind=ApplicationKind.DRIVER, phone=phone)


def apply_as_merchant(state: State, request: MerchantApplication) -> Application:
    """Take in that somebody wants to sell.

    Raises:
        PhoneUnknown: the channel told no phone.
        AlreadyRegistered: the phone is a shop's.
        ApplicationPending: the same person already waits.
        OutOfArea: we do not work there.
        PlaceNotLocated: parcels could not be picked up there.
    """
    phone = _phone_of(request.contact)
    if not request.place.is_located:
        raise PlaceNotLocated(end="shop")
    if any(merchant.phone == phone for merchant in state.merchants.values()):
        raise AlreadyRegistered(phone=phone)
    return _take_in(state, request, kind=ApplicationKind.MERCHANT, phone=phone)


def _phone_of(contact: ContactRef) -> str:
    if contact.phone is None:
        raise PhoneUnknown
    return contact.phone


def _take_in(
    state: State,
    request: DriverApplication | MerchantApplication,
    *,
    kind: ApplicationKind,
    phone: str,
) -> Application:
    city = city_of(request.place)
    if city is None:
        raise OutOfArea(pickup=request.place.label, dropoff=request.place.label)
    if any(_waits(one, phone=phone, kind=kind) for one in state.applications.values()):
        raise ApplicationPending(phone=phone)
    application = Application(
        id=new_id(),
        kind=kind,
        state=ApplicationState.PENDING_REVIEW,
        name=request.name,
        phone=phone,
        city=city,
        details=request.model_dump(mode="json", exclude={"contact", "name", "place"}),
        submitted_at=state.now,
    )
    state.applications[application.id] = application
    state.wanted_places[application.id] = request.place
    return application


def _waits(application: Application, *, phone: str, kind: ApplicationKind) -> bool:
    is_waiting = application.state is ApplicationState.PENDING_REVIEW
    return is_waiting and (application.phone, application.kind) == (phone, kind)


def approve(state: State, application_id: UUID) -> Application:
    """Let somebody in, as an admin does.

    Raises:
        ApplicationNotFound: there is no such application.
    """
    return _decide(state, application_id, ApplicationState.APPROVED, reason=None)


def reject(state: State, application_id: UUID, *, reason: str) -> Application:
    """Turn somebody down, as an admin does.

    Raises:
        ApplicationNotFound: there is no such application.
    """
    return _decide(state, application_id, ApplicationState.REJECTED, reason=reason)


def _decide(
    state: State, application_id: UUID, decision: ApplicationState, *, reason: str | None
) -> Application:
    if application_id not in state.applications:
        raise ApplicationNotFound(application_id=str(application_id))
    application = state.applications[application_id]
    decided = application.model_copy(
        update={"state": decision, "decided_at": state.now, "reason": reason}
    )
    state.applications[application_id] = decided
    if decision is ApplicationState.APPROVED:
        _register(state, decided)
    return decided


def _register(state: State, application: Application) -> None:
    place = state.wanted_places[application.id]
    if application.kind is ApplicationKind.DRIVER:
        card = DriverCard(name=application.name, phone=application.phone)
        state.drivers[application.phone] = FakeDriver(card, application.city, is_on_duty=False)
        return
    merchant = Merchant(
        id=new_id(),
        name=application.name,
        kind=application.details.get("kind") or "",
        place=place.model_copy(update={"city": application.city}),
        phone=application.phone,
        hours=application.details.get("hours") or "",
        is_open=True,
    )
    state.merchants[merchant.id] = merchant
