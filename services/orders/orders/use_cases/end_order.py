"""The team ends an order that is stuck."""

from services.orders.missions.models import Source
from services.orders.orders.delivery import call_off_delivery, lock_delivery
from services.orders.orders.models import OrderRow
from services.orders.orders.moves import Move, apply_move
from services.orders.orders.statuses import Goods, Party, state_of
from services.orders.orders.use_cases.follow_mission import follow_mission
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, OrderStatus
from shared.contracts.orders.errors import OrderMoveNotAllowed
from shared.contracts.orders.orders import Order, OrderEnd


async def end_order(work: Work, request: OrderEnd, *, reference: str) -> Order:
    """Say where an order ended; its goods and its promo code follow, a problem twice is one.

    Cancelling or refusing calls its delivery off too, while the parcel is in the shop; a parcel on
    the road is ended by its mission.

    Raises:
        OrderNotFound: there is no such order.
        OrderMoveNotAllowed: it is over.
    """
    order = await work.orders.get_by_reference(reference, lock=True)
    mission = await lock_delivery(work, order)
    if mission is not None and mission.status is not MissionStatus.CANCELLED:
        await follow_mission(work, mission_id=mission.id)  # the goods may have left unheard of
    _check(order, request)
    is_off = state_of(request.status).goods is Goods.FREE
    if is_off and mission is not None:
        await call_off_delivery(work, mission, by=Source.SYSTEM, why=request.note)
    if request.status is OrderStatus.REFUSED:
        order.refusal = request.note
    await apply_move(work, order, Move(request.status, Party.SYSTEM, note=request.note))
    return await describe_order(work, order)


def _check(order: OrderRow, request: OrderEnd) -> None:
    if state_of(order.status).is_terminal:
        raise OrderMoveNotAllowed(
            reference=order.reference, status=order.status.value, move=request.status.value
        )
