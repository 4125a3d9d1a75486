"""Missions: how they begin, who reads what of them, how they are called off, rated, sent again."""

from dataclasses import dataclass
from typing import Final

from shared.contracts.orders.api import (
    CancelRequest,
    Mission,
    MissionRequest,
    MissionStatus,
    Quote,
    QuoteRequest,
    RatingRequest,
    Stop,
    TimelineEntry,
)
from shared.contracts.orders.errors import (
    MissionNotCancellable,
    MissionNotFound,
    MissionNotRatable,
    QuoteDoesNotMatch,
    QuoteExpired,
    QuoteNotFound,
    RedeliveryNotAllowed,
)
from shared.contracts.orders.fake.dispatch import for_driver, offer_next
from shared.contracts.orders.fake.moves import move_mission
from shared.contracts.orders.fake.quotes import ETA, make_quote
from shared.contracts.orders.fake.state import State, is_same_person, may_read
from shared.contracts.orders.orders import ContactQuery
from shared.values.contact import ContactRef
from shared.values.ids import new_id

_TRACKING: Final = "http://127.0.0.1:8000/track"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a new mission is made of; codes and references are given by the fake."""

    client: ContactRef | None
    pickup: Stop
    dropoff: Stop
    price: int
    description: str | None = None
    declared_value: int | None = None
    cash_to_collect: int | None = None
    order_reference: str | None = None
    source: str = "client"


def create_delivery(state: State, job: Delivery) -> Mission:
    """Begin a mission and ask the first driver; codes are told apart at sight: 1001 and 5001."""
    number = state.number("codes")
    name = state.name_job("COUR")
    mission = Mission(
        id=new_id(),
        reference=name,
        status=MissionStatus.PENDING,
        client=job.client,
        pickup=job.pickup,
        dropoff=job.dropoff,
        description=job.description,
        declared_value=job.declared_value,
        cash_to_collect=job.cash_to_collect,
        price=job.price,
        eta=ETA,
        tracking_url=f"{_TRACKING}/{name.lower()}",
        created_at=state.now,
        is_cancellable=job.order_reference is None,
        pickup_code=f"{1000 + number}",
        delivery_code=f"{5000 + number}",
        order_reference=job.order_reference,
        timeline=[TimelineEntry(status=MissionStatus.PENDING, at=state.now, source=job.source)],
    )
    state.missions[name] = mission
    offer_next(state, mission)
    return mission


def create_mission(state: State, request: MissionRequest) -> Mission:
    """Begin a courier mission at a quote's price.

    Raises:
        QuoteNotFound: there is no such quote.
        QuoteExpired: its time is over; a fresh one is in the parameters.
        QuoteDoesNotMatch: it was for other places; a fresh one is in the parameters.
    """
    quote = _matching_quote(state, request)
    return create_delivery(
        state,
        Delivery(
            client=request.client,
            pickup=request.pickup,
            dropoff=request.dropoff,
            price=quote.total,
            description=request.description,
            declared_value=request.declared_value,
            cash_to_collect=request.cash_to_collect,
        ),
    )


def _matching_quote(state: State, request: MissionRequest) -> Quote:
    if request.quote_id not in state.quotes:
        raise QuoteNotFound(quote_id=str(request.quote_id))
    quote, asked = state.quotes[request.quote_id]
    wanted = asked.model_copy(
        update={"pickup": request.pickup.place, "dropoff": request.dropoff.place}
    )
    if state.now >= quote.expires_at:
        fresh = make_quote(state, wanted).model_dump(mode="json")
        raise QuoteExpired(quote_id=str(quote.id), quote=fresh)
    for end in ("pickup", "dropoff"):
        if _point(asked, end) != _point(wanted, end):
            fresh = make_quote(state, wanted).model_dump(mode="json")
            raise QuoteDoesNotMatch(quote_id=str(quote.id), end=end, quote=fresh)
    return quote


def _point(request: QuoteRequest, end: str) -> tuple[float | None, float | None]:
    place = request.pickup if end == "pickup" else request.dropoff
    return (place.latitude, place.longitude)


def get_mission(state: State, query: ContactQuery, *, reference: str) -> Mission:
    """Tell a mission to its client, its driver or our own services, each what each may know.

    Raises:
        MissionNotFound: there is none, or it is somebody else's.
    """
    mission = state.mission(reference)
    if may_read([mission.client], query):
        return mission
    if mission.driver is not None and mission.driver.phone == query.phone:
        return for_driver(mission)
    raise MissionNotFound(reference=reference)


def cancel_mission(state: State, request: CancelRequest, *, reference: str) -> Mission:
    """Call a mission off while its parcel is not with the driver.

    Raises:
        MissionNotFound: there is none of this client.
        MissionNotCancellable: too late, or it delivers an order.
    """
    mission = _own_mission(state, request.contact, reference=reference)
    if mission.status is MissionStatus.CANCELLED:
        return mission
    if not mission.is_cancellable:
        raise MissionNotCancellable(reference=reference, status=mission.status.value)
    return move_mission(
        state, mission, MissionStatus.CANCELLED, source="client", note=request.reason
    )


def rate_mission(state: State, request: RatingRequest, *, reference: str) -> Mission:
    """Keep the stars that the client gives the driver, or the driver the client.

    Raises:
        MissionNotFound: there is none of this person.
        MissionNotRatable: it is not delivered.
    """
    mission = state.mission(reference)
    is_client = is_same_person(mission.client, request.contact)
    is_driver = mission.driver is not None and mission.driver.phone == request.contact.phone
    if not (is_client or is_driver):
        raise MissionNotFound(reference=reference)
    if mission.status is not MissionStatus.DELIVERED:
        raise MissionNotRatable(reference=reference, status=mission.status.value)
    state.ratings[reference, "driver" if is_client else "client"] = request.stars
    return mission if is_client else for_driver(mission)


def redeliver_mission(state: State, request: CancelRequest, *, reference: str) -> Mission:
    """Send a returned parcel out again as a mission of its own, once.

    Raises:
        MissionNotFound: there is none of this client.
        RedeliveryNotAllowed: it was not returned, or was sent again already.
    """
    returned = _own_mission(state, request.contact, reference=reference)
    if not returned.is_redeliverable:
        raise RedeliveryNotAllowed(reference=reference, status=returned.status.value)
    asked = QuoteRequest(pickup=returned.pickup.place, dropoff=returned.dropoff.place)
    job = Delivery(
        client=returned.client,
        pickup=returned.pickup,
        dropoff=returned.dropoff,
        price=make_quote(state, asked).total,
        description=returned.description,
        declared_value=returned.declared_value,
        cash_to_collect=returned.cash_to_collect,
        order_reference=returned.order_reference,
    )
    state.missions[reference] = returned.model_copy(update={"is_redeliverable": False})
    return create_delivery(state, job)


def _own_mission(state: State, contact: ContactRef, *, reference: str) -> Mission:
    mission = state.mission(reference)
    if not is_same_person(mission.client, contact):
        raise MissionNotFound(reference=reference)
    return mission


def delivery_of(state: State, *, order_reference: str) -> Mission | None:
    """Find the newest mission of an order."""
    found = [one for one in state.missions.values() if one.order_reference == order_reference]
    return found[-1] if found else None
