"""Which function answers which call; a test shows that no call is missing."""

from collections.abc import Callable
from typing import Concatenate, Final, ParamSpec

from pydantic import BaseModel

from shared.contracts.call import Answer, Body, Call
from shared.contracts.orders import calls
from shared.contracts.orders.fake import (
    applications,
    carts,
    catalogue,
    dispatch,
    drivers,
    history,
    missions,
    orders,
    privacy,
    quotes,
    shelf,
    steps,
)
from shared.contracts.orders.fake.state import State

Path = ParamSpec("Path")
Answering = Callable[..., BaseModel]


def _by(
    call: Call[Body, Answer], function: Callable[Concatenate[State, Body, Path], Answer]
) -> tuple[str, Answering]:
    """Pair a call with its function; the types hold that they fit each other."""
    return call.name, function


ANSWERS: Final = dict(
    [
        _by(calls.MAKE_QUOTE, quotes.make_quote),
        _by(calls.FIND_PLACE, quotes.find_place),
        _by(calls.CREATE_MISSION, missions.create_mission),
        _by(calls.GET_MISSION, missions.get_mission),
        _by(calls.CANCEL_MISSION, missions.cancel_mission),
        _by(calls.RATE_MISSION, missions.rate_mission),
        _by(calls.REDELIVER_MISSION, missions.redeliver_mission),
        _by(calls.LIST_ACTIVITY, history.list_activity),
        _by(calls.LIST_HISTORY, history.list_history),
        _by(calls.GET_LAST_JOB, history.get_last_job),
        _by(calls.GET_DRIVER, drivers.get_driver),
        _by(calls.CHANGE_DUTY, drivers.change_duty),
        _by(calls.REPORT_POSITION, drivers.report_position),
        _by(calls.LIST_DONE_JOBS, drivers.list_done_jobs),
        _by(calls.GET_CASH, drivers.get_cash),
        _by(calls.START_HANDOVER, drivers.start_handover),
        _by(calls.LIST_JOBS, dispatch.list_jobs),
        _by(calls.ACCEPT_OFFER, dispatch.accept_offer),
        _by(calls.DECLINE_OFFER, dispatch.decline_offer),
        _by(calls.TAKE_JOB, dispatch.take_job),
        _by(calls.REPORT_STEP, steps.report_step),
        _by(calls.LIST_MERCHANTS, catalogue.list_merchants),
        _by(calls.SEARCH, catalogue.search),
        _by(calls.GET_PRODUCT, catalogue.get_product),
        _by(calls.PRICE_CART, carts.price_cart),
        _by(calls.PLACE_ORDER, carts.place_order),
        _by(calls.GET_ORDER, orders.get_order),
        _by(calls.CANCEL_ORDER, orders.cancel_order),
        _by(calls.RATE_ORDER, orders.rate_order),
        _by(calls.MOVE_ORDER, orders.take_order_move),
        _by(calls.CONFIRM_PAYMENT, orders.confirm_payment),
        _by(calls.GET_DESK, shelf.get_desk),
        _by(calls.SET_OPENING, shelf.set_opening),
        _by(calls.LIST_SHELF, shelf.list_shelf),
        _by(calls.ADD_PRODUCT, shelf.add_product),
        _by(calls.EDIT_PRODUCT, shelf.edit_product),
        _by(calls.APPLY_AS_DRIVER, applications.apply_as_driver),
        _by(calls.APPLY_AS_MERCHANT, applications.apply_as_merchant),
        _by(calls.GET_PERSONAL_DATA, privacy.get_personal_data),
        _by(calls.ERASE_PERSON, privacy.erase_person),
    ]
)
