"""What conversation takes over HTTP, and the ids of buttons whose taps it understands."""

from enum import StrEnum

from pydantic import BaseModel


class Action(StrEnum):
    """What a tap on a message sent outside a flow asks for; the target follows in the id."""

    ACCEPT_OFFER = "offer.accept"
    DECLINE_OFFER = "offer.decline"
    STEP = "mission.step"
    FOLLOW = "mission.follow"
    CANCEL = "mission.cancel"
    CANCEL_NOW = "mission.cancel_now"
    KEEP = "keep"
    RATE = "mission.rate"
    MENU = "menu"
    REDELIVER = "mission.redeliver"
    COLLECT = "mission.collect"
    DELIVER = "mission.deliver"
    FAIL = "mission.fail"
    RETURN = "mission.return"
    RATE_CLIENT = "mission.rate_client"
    DUTY_ON = "driver.on"
    DUTY_OFF = "driver.off"
    JOBS = "driver.jobs"
    NEARBY = "driver.nearby"
    TAKE_JOB = "driver.take"
    DONE_JOBS = "driver.history"
    CASH = "driver.cash"
    HAND_OVER_CASH = "driver.hand_over"
    ORDER = "order.show"
    CANCEL_ORDER = "order.cancel"
    CANCEL_ORDER_NOW = "order.cancel_now"
    RATE_ORDER = "order.rate"
    HISTORY = "history"
    REPEAT = "repeat"
    SHOP = "shop.desk"
    SHELF = "shop.shelf"
    SHOP_ORDER = "shop.order"
    OPEN_SHOP = "shop.open"
    CLOSE_SHOP = "shop.close"
    MOVE_ORDER = "shop.move"
    PAYMENT_RECEIVED = "shop.paid"
    REFUSE_ORDER = "shop.refuse"
    GIVE_ORDER = "shop.give"
    PRODUCT = "shop.product"
    PAUSE_PRODUCT = "shop.pause"
    SELL_PRODUCT = "shop.sell"
    EDIT_PRODUCT = "shop.edit"
    RESTOCK = "shop.restock"
    LEAVE_STOCK = "shop.leave_stock"
    MY_DATA = "data.mine"
    EXPORT_DATA = "data.copy"
    LEAVE = "data.leave"


def action_id(action: Action, *target: str) -> str:
    """Write a button id: `act:mission.step:COUR-20261121-001:picked_up`."""
    return ":".join(("act", action.value, *target))


def parse_action(button_id: str) -> tuple[Action, tuple[str, ...]] | None:
    """Read a button id back; None when it is not one of ours or its action is unknown."""
    prefix, _, rest = button_id.partition(":")
    verb, *target = rest.split(":")
    if prefix != "act" or verb not in set(Action):
        return None
    return Action(verb), tuple(target)


class InboundBatch(BaseModel):
    """Answer to `POST /internal/inbound`: what the batch held, once all of it is durable.

    `stored` counts new updates, `duplicates` known ones, `quarantined` those we could not read.
    """

    stored: int
    duplicates: int
    quarantined: int
