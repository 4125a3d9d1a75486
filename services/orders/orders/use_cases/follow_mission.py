"""The mission that brings an order moved; the order follows."""

from typing import Final, assert_never
from uuid import UUID

from services.orders.missions.models import MissionRow
from services.orders.missions.views import describe
from services.orders.orders.delivery import open_delivery
from services.orders.orders.models import OrderRow
from services.orders.orders.moves import Move, apply_move
from services.orders.orders.statuses import Party, is_move_allowed
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, OrderStatus

# Of ourselves we look for a driver twice; after that the merchant says when, by "ready" again.
MOST_MISSIONS: Final = 2


async def follow_mission(work: Work, *, mission_id: UUID) -> None:
    """Move an order after where its mission is now; late and repeated news change nothing.

    Raises:
        MissionNotFound: there is no such mission.
        OrderNotFound: the mission's order is gone.
    """
    mission = await work.missions.get(mission_id)
    if mission.order_id is None:
        return
    order = await work.orders.get(mission.order_id, lock=True)
    if order.mission_id is None or mission.id > order.mission_id:
        order.mission_id = mission.id  # ids are ordered by time: a redelivery is the newer one
    target = _where(mission, order)
    if target is not None and is_move_allowed(order.status, target, party=Party.DRIVER):
        told = await describe(work, mission)
        who = told.driver.phone if told.driver else None
        note = told.problem if target is OrderStatus.PROBLEM else None
        await apply_move(work, order, Move(target, Party.DRIVER, who=who, note=note))
    elif mission.status is MissionStatus.CANCELLED:
        await _look_again(work, mission, order)


def _where(mission: MissionRow, order: OrderRow) -> OrderStatus | None:
    match mission.status:
        case (
            MissionStatus.PENDING
            | MissionStatus.ACCEPTED
            | MissionStatus.TO_PICKUP
            | MissionStatus.AT_PICKUP
        ):
            return None
        case MissionStatus.PICKED_UP | MissionStatus.IN_TRANSIT | MissionStatus.AT_DROPOFF:
            return OrderStatus.HANDED_OVER
        case MissionStatus.PROBLEM | MissionStatus.RETURNED:
            return OrderStatus.PROBLEM
        case MissionStatus.CANCELLED:
            has_left = order.status is OrderStatus.HANDED_OVER
            return OrderStatus.PROBLEM if has_left else None
        case MissionStatus.DELIVERED:
            return OrderStatus.DELIVERED
        case _ as never:
            assert_never(never)


async def _look_again(work: Work, mission: MissionRow, order: OrderRow) -> None:
    is_waiting = order.status is OrderStatus.READY and order.mission_id == mission.id
    if is_waiting and order.missions_made < MOST_MISSIONS:
        await open_delivery(work, order)
