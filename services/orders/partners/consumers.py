"""What partners are told of, read from our own event log: missions' and orders' moves.

The log is read and not hooked into: missions know no partners, and what a partner is owed commits
with the cursor, once.
"""

from typing import Any, Final

from services.orders.partners.event_types import NO_DRIVER, mission_type, order_type
from services.orders.partners.use_cases.queue_webhooks import Fact, queue_webhooks
from services.orders.work import Work
from shared.contracts.orders.api import Mission
from shared.contracts.orders.events import DispatchExhausted, MissionStatusChanged, OrderMoved
from shared.messaging.consumer import Subscription

_CODES: Final = {"pickup_code", "delivery_code"}


async def on_mission_status_changed(work: Work, event: MissionStatusChanged) -> None:
    """Tell of a mission's move."""
    listeners = await work.endpoints.list_listeners_to_mission(event.mission.id)
    told = {"previous": event.previous}
    fact = Fact(
        event,
        mission_type(event.status),
        data={**_without_codes(event.mission), **told},
        own_data={**event.mission.model_dump(mode="json"), **told},
    )
    await queue_webhooks(work, fact, listeners=listeners)


async def on_dispatch_exhausted(work: Work, event: DispatchExhausted) -> None:
    """Tell that nobody took a mission."""
    listeners = await work.endpoints.list_listeners_to_mission(event.mission.id)
    own = event.mission.model_dump(mode="json")
    fact = Fact(event, NO_DRIVER, data=_without_codes(event.mission), own_data=own)
    await queue_webhooks(work, fact, listeners=listeners)


async def on_order_moved(work: Work, event: OrderMoved) -> None:
    """Tell of an order's move; no partner owns one, and the codes of its mission stay with us."""
    told = event.order.model_dump(mode="json", exclude={"mission": _CODES})
    data = {**told, "previous": event.previous}
    fact = Fact(event, order_type(event.order.status), data=data, own_data=data)
    await queue_webhooks(work, fact, listeners=await work.endpoints.list_listeners_to_orders())


def of_our_own() -> tuple[Subscription[Work], ...]:
    """List the events of this service that partners are told of."""
    return (
        Subscription(MissionStatusChanged, on_mission_status_changed),
        Subscription(DispatchExhausted, on_dispatch_exhausted),
        Subscription(OrderMoved, on_order_moved),
    )


def _without_codes(mission: Mission) -> dict[str, Any]:
    return mission.model_dump(mode="json", exclude=_CODES)
