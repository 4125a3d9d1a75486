"""Who is asked to take a mission: one driver after the other, then everybody."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from shared.contracts.call import Nothing
from shared.contracts.orders.api import (
    DriverCall,
    Job,
    JobList,
    Mission,
    MissionStatus,
    Offer,
    Stop,
)
from shared.contracts.orders.cash import CashKind
from shared.contracts.orders.errors import (
    CashCeilingReached,
    MissionAlreadyTaken,
    MissionNotFound,
    OfferExpired,
    OfferNotFound,
)
from shared.contracts.orders.fake.moves import move_mission
from shared.contracts.orders.fake.quotes import city_of
from shared.contracts.orders.fake.state import FakeDriver, State
from shared.errors import Invalid
from shared.values.place import distance_m

OFFER_TTL: Final = timedelta(seconds=90)
MOST_JOBS: Final = 10
_PART_PERCENT: Final = 80
_USUAL_DISTANCE_M: Final = 900


def pay_of(mission: Mission) -> int:
    """Give the driver's part of the price."""
    return (mission.price or 0) * _PART_PERCENT // 100


def for_driver(mission: Mission) -> Mission:
    """Tell a mission to the driver who has it: the code of the door is the client's."""
    return mission.model_copy(update={"delivery_code": None})


def for_anybody(mission: Mission) -> Mission:
    """Tell a mission to a driver who may take it: no codes, no link, and nobody to call yet."""
    return mission.model_copy(
        update={
            "client": None,
            "tracking_url": None,
            "pickup": _without_phone(mission.pickup),
            "dropoff": _without_phone(mission.dropoff),
            "pickup_code": None,
            "delivery_code": None,
        }
    )


def _without_phone(stop: Stop) -> Stop:
    return stop.model_copy(update={"contact_phone": None})


def cash_in_hand(driver: FakeDriver) -> int:
    """Add the driver's journal up."""
    signs = {CashKind.COLLECTED: 1, CashKind.HANDED_OVER: -1}
    return sum(entry.amount * signs.get(entry.kind, 0) for entry in driver.cash)


def offer_next(state: State, mission: Mission) -> None:
    """Ask the first driver who was not asked yet and may take it; nobody left: it is open."""
    asked = {
        offer.driver.phone for offer in state.offers.values() if offer.mission.id == mission.id
    }
    busy = {offer.driver.phone for offer in open_offers(state)}
    for phone, driver in state.drivers.items():
        is_free = driver.is_on_duty and phone not in asked | busy
        if is_free and _is_here(driver, mission) and not _is_over_ceiling(state, driver, mission):
            offer_to(state, mission, driver)
            return


def offer_to(state: State, mission: Mission, driver: FakeDriver) -> Offer:
    """Ask one driver, alone, from now on."""
    for offer in open_offers(state):
        if offer.mission.id == mission.id:
            state.closed_offers.add(offer.id)
    offer = Offer(
        id=UUID(int=state.number("offer")),
        mission=for_anybody(mission),
        driver=driver.card,
        pay=pay_of(mission),
        distance_to_pickup_m=_distance(driver, mission) or _USUAL_DISTANCE_M,
        expires_at=state.now + OFFER_TTL,
    )
    state.offers[offer.id] = offer
    return offer


def open_offers(state: State) -> list[Offer]:
    """List the offers that can still be accepted."""
    return [
        offer
        for offer in state.offers.values()
        if offer.id not in state.closed_offers
        and state.now < offer.expires_at
        and state.mission(offer.mission.reference).status is MissionStatus.PENDING
    ]


def pass_expired_offers_on(state: State) -> None:
    """Ask the next driver where the last one let the time pass."""
    for offer in list(state.offers.values()):
        if offer.id not in state.closed_offers and state.now >= offer.expires_at:
            _close(state, offer)


def decline_all(state: State, driver: FakeDriver) -> None:
    """Decline what is offered to a driver who goes off duty."""
    for offer in open_offers(state):
        if offer.driver == driver.card:
            _decline(state, offer)


def _decline(state: State, offer: Offer) -> None:
    state.declined.add((offer.mission.reference, offer.driver.phone))
    _close(state, offer)


def _close(state: State, offer: Offer) -> None:
    state.closed_offers.add(offer.id)
    mission = state.mission(offer.mission.reference)
    if mission.status is MissionStatus.PENDING:
        offer_next(state, mission)


def list_jobs(state: State, _query: Nothing, *, phone: str) -> JobList:
    """List what a driver may take now: what is offered to this one alone, then what is open.

    Raises:
        DriverNotFound: no driver has this phone.
    """
    driver = state.driver(phone)
    own = [
        Job(
            mission=offer.mission,
            pay=offer.pay,
            distance_to_pickup_m=offer.distance_to_pickup_m,
            offer_id=offer.id,
            expires_at=offer.expires_at,
        )
        for offer in open_offers(state)
        if offer.driver == driver.card
    ]
    waiting = [
        Job(
            mission=for_anybody(mission),
            pay=pay_of(mission),
            distance_to_pickup_m=_distance(driver, mission),
        )
        for mission in state.missions.values()
        if _is_open(state, mission)
        and _is_here(driver, mission)
        and not _is_over_ceiling(state, driver, mission)
    ]
    waiting.sort(key=lambda job: job.distance_to_pickup_m or 0)
    return JobList(jobs=[*own, *waiting][:MOST_JOBS])


def _is_open(state: State, mission: Mission) -> bool:
    """Whether all may take it: nobody is being asked, and somebody is there who did not decline."""
    is_asked = any(offer.mission.id == mission.id for offer in open_offers(state))
    if mission.status is not MissionStatus.PENDING or is_asked:
        return False
    return any(
        driver.is_on_duty
        and (mission.reference, phone) not in state.declined
        and _is_here(driver, mission)
        and not _is_over_ceiling(state, driver, mission)
        for phone, driver in state.drivers.items()
    )


def accept_offer(state: State, call: DriverCall, *, offer_id: str) -> Mission:
    """Give the mission to the driver who accepts; accepting twice changes nothing.

    Raises:
        DriverNotFound: no driver has this phone.
        OfferNotFound: there is no such offer for this driver.
        MissionAlreadyTaken: another driver was faster.
        OfferExpired: the time is over, or the mission was called off.
        CashCeilingReached: the driver holds too much cash for its cash by now.
    """
    offer = _offer_of(state, call, offer_id=offer_id)
    mission = state.mission(offer.mission.reference)
    if _has(call, mission):
        return for_driver(mission)
    if mission.status not in {MissionStatus.PENDING, MissionStatus.CANCELLED}:
        raise MissionAlreadyTaken(reference=mission.reference)
    if offer not in open_offers(state):
        raise OfferExpired(offer_id=offer_id)
    return _give_within_ceiling(state, mission, state.driver(call.driver_phone))


def decline_offer(state: State, call: DriverCall, *, offer_id: str) -> Offer:
    """Ask the next driver instead; an offer that is over stays as it is.

    Raises:
        DriverNotFound: no driver has this phone.
        OfferNotFound: there is no such offer for this driver.
    """
    offer = _offer_of(state, call, offer_id=offer_id)
    if offer in open_offers(state):
        _decline(state, offer)
    return offer


def take_job(state: State, call: DriverCall, *, reference: str) -> Mission:
    """Give an open mission to the driver who comes first; taking it twice changes nothing.

    Raises:
        DriverNotFound: no driver has this phone.
        MissionNotFound: there is no such mission in the driver's city.
        MissionAlreadyTaken: another driver was faster.
        OfferExpired: it is not open, or was called off.
        CashCeilingReached: the driver holds too much cash for its cash.
    """
    driver = state.driver(call.driver_phone)
    mission = state.mission(reference)
    if _has(call, mission):
        return for_driver(mission)
    if not _is_here(driver, mission):
        raise MissionNotFound(reference=reference)
    if mission.status not in {MissionStatus.PENDING, MissionStatus.CANCELLED}:
        raise MissionAlreadyTaken(reference=reference)
    if not _is_open(state, mission):
        raise OfferExpired(offer_id=reference)
    return _give_within_ceiling(state, mission, driver)


def _give_within_ceiling(state: State, mission: Mission, driver: FakeDriver) -> Mission:
    if _is_over_ceiling(state, driver, mission):
        raise CashCeilingReached(in_hand=cash_in_hand(driver), ceiling=state.cash_ceiling)
    for offer in open_offers(state):
        if offer.mission.id == mission.id:
            state.closed_offers.add(offer.id)
    taken = mission.model_copy(update={"driver": driver.card})
    return for_driver(move_mission(state, taken, MissionStatus.ACCEPTED, source="driver"))


def _offer_of(state: State, call: DriverCall, *, offer_id: str) -> Offer:
    driver = state.driver(call.driver_phone)
    try:
        offer = state.offers.get(UUID(offer_id))
    except ValueError as error:
        raise Invalid(reason="the offer's id is no UUID") from error
    if offer is None or offer.driver != driver.card:
        raise OfferNotFound(offer_id=offer_id)
    return offer


def _has(call: DriverCall, mission: Mission) -> bool:
    return mission.driver is not None and mission.driver.phone == call.driver_phone


def _is_here(driver: FakeDriver, mission: Mission) -> bool:
    return city_of(mission.pickup.place) == driver.city


def _is_over_ceiling(state: State, driver: FakeDriver, mission: Mission) -> bool:
    cash = mission.cash_to_collect or 0
    return cash > 0 and cash_in_hand(driver) + cash > state.cash_ceiling


def _distance(driver: FakeDriver, mission: Mission) -> int | None:
    if driver.place is None or not mission.pickup.place.is_located:
        return None
    return round(distance_m(driver.place, mission.pickup.place))
