"""A person's data: told, and forgotten; what is under way forbids it."""

from shared.contracts.call import Nothing
from shared.contracts.orders.api import Mission, Stop
from shared.contracts.orders.errors import (
    CashStillInHand,
    DriverStillDriving,
    MissionStillRunning,
    OrderStillRunning,
    ShopHasOpenOrders,
)
from shared.contracts.orders.fake import drivers, moves, order_moves
from shared.contracts.orders.fake.dispatch import cash_in_hand
from shared.contracts.orders.fake.orders import for_client
from shared.contracts.orders.fake.state import State, is_same_person
from shared.contracts.orders.orders import ContactQuery
from shared.contracts.orders.privacy import Erasure, ErasureRequest, GivenRating, PersonalData
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.place import Place


def get_personal_data(state: State, query: ContactQuery) -> PersonalData:
    """Tell all of a person, newest first.

    Raises:
        Invalid: neither phone nor user id is given.
    """
    if not (query.phone or query.user_id):
        raise Invalid(reason="phone or user_id is needed")
    phone = query.phone or ""
    shops = [shop for shop in state.merchants.values() if shop.phone == phone]
    missions = [one for one in state.missions.values() if is_same_person(one.client, query)]
    orders = [one for one in state.orders.values() if is_same_person(one.client, query)]
    is_driver = phone in state.drivers
    jobs = [*(one.reference for one in missions), *(one.reference for one in orders)]
    return PersonalData(
        missions=[one for one in reversed(missions) if one.order_reference is None],
        orders=[for_client(state, one) for one in reversed(orders)],
        ratings=_ratings(state, jobs),
        applications=[one for one in state.applications.values() if one.phone == phone],
        driver=drivers.get_driver(state, Nothing(), phone=phone) if is_driver else None,
        driven=[one.reference for one in _driven(state, phone) if one.status in moves.OVER],
        cash=drivers.get_cash(state, Nothing(), phone=phone) if is_driver else None,
        merchant=shops[0] if shops else None,
        products=[
            product.shown
            for product in state.products.values()
            if shops and product.merchant_id == shops[0].id
        ],
    )


def erase_person(state: State, request: ErasureRequest) -> Erasure:
    """Forget a person.

    Raises:
        MissionStillRunning: a mission of theirs is under way.
        OrderStillRunning: an order of theirs is under way.
        DriverStillDriving: as a driver they have a mission under way.
        CashStillInHand: as a driver they hold cash for others.
        ShopHasOpenOrders: as a merchant they have orders to serve.
    """
    who = request.contact
    _check_jobs(state, who)
    _check_work(state, who.phone or "")
    for reference, mission in state.missions.items():
        if is_same_person(mission.client, who):
            ends = {end: _nobodys(getattr(mission, end)) for end in ("pickup", "dropoff")}
            state.missions[reference] = mission.model_copy(
                update={"client": None, "description": None, "proof_url": None, **ends}
            )
    for reference, order in state.orders.items():
        if is_same_person(order.client, who):
            emptied = {"client": None, "note": None, "dropoff": _nobodys(order.dropoff)}
            state.orders[reference] = order.model_copy(update=emptied)
    _leave_work(state, who.phone or "")
    return Erasure(erased_at=state.now)


def _ratings(state: State, references: list[str]) -> list[GivenRating]:
    """List the stars that a client gave; the fake keeps neither their words nor their moment."""
    return [
        GivenRating(reference=reference, stars=stars, comment=None, rated_at=state.now)
        for (reference, rated), stars in state.ratings.items()
        if reference in references and rated != "client"
    ]


def _driven(state: State, phone: str) -> list[Mission]:
    return [one for one in state.missions.values() if one.driver and one.driver.phone == phone]


def _check_jobs(state: State, who: ContactRef) -> None:
    for order in state.orders.values():
        if is_same_person(order.client, who) and order.status not in order_moves.OVER:
            raise OrderStillRunning(reference=order.reference)
    for mission in state.missions.values():
        if is_same_person(mission.client, who) and mission.status not in moves.OVER:
            raise MissionStillRunning(reference=mission.reference)


def _check_work(state: State, phone: str) -> None:
    if any(one.status not in moves.OVER for one in _driven(state, phone)):
        raise DriverStillDriving
    if phone in state.drivers and (held := cash_in_hand(state.drivers[phone])):
        raise CashStillInHand(in_hand=held)
    for order in state.orders.values():
        if order.merchant.phone == phone and order.status not in order_moves.OVER:
            raise ShopHasOpenOrders


def _leave_work(state: State, phone: str) -> None:
    """Take somebody off the road and off the market."""
    for mission in _driven(state, phone):
        state.missions[mission.reference] = mission.model_copy(update={"driver": None})
    state.drivers.pop(phone, None)
    for shop in [one for one in state.merchants.values() if one.phone == phone]:
        gone = {"name": "Boutique fermée", "phone": "", "hours": "", "is_open": False}
        state.merchants[shop.id] = shop.model_copy(update=gone)
        for product in state.products.values():
            if product.merchant_id == shop.id:
                product.change(name="Article retiré", description="", is_active=False)
    for one in [key for key, kept in state.applications.items() if kept.phone == phone]:
        del state.applications[one]


def _nobodys(stop: Stop) -> Stop:
    place = stop.place
    label = place.quartier or place.city or "—"
    return Stop(place=Place(label=label, quartier=place.quartier, city=place.city))
