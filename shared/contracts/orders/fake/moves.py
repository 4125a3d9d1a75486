"""How missions move, and what their moves do to a driver's cash and to the order they deliver."""

from typing import Final

from shared.contracts.orders.api import Mission, MissionStatus, OrderStatus, TimelineEntry
from shared.contracts.orders.cash import CashEntry, CashKind
from shared.contracts.orders.fake.order_moves import has_passed, move_order
from shared.contracts.orders.fake.quotes import ETA
from shared.contracts.orders.fake.state import State

LADDER: Final = tuple(MissionStatus)[:8]
CANCELLABLE: Final = LADDER[:4]
OVER: Final = (MissionStatus.DELIVERED, MissionStatus.RETURNED, MissionStatus.CANCELLED)
WITH_THE_PARCEL: Final = (
    MissionStatus.PICKED_UP,
    MissionStatus.IN_TRANSIT,
    MissionStatus.AT_DROPOFF,
)


def move_mission(
    state: State, mission: Mission, status: MissionStatus, *, source: str, note: str | None = None
) -> Mission:
    """Move a mission, with its money and its order."""
    is_known_trouble = status is MissionStatus.PROBLEM
    entry = TimelineEntry(status=status, at=state.now, source=source, note=note)
    moved = mission.model_copy(
        update={
            "status": status,
            "is_cancellable": status in CANCELLABLE and mission.order_reference is None,
            "is_redeliverable": status is MissionStatus.RETURNED,
            "eta": None if is_known_trouble or status in OVER else ETA,
            "problem": note if is_known_trouble else mission.problem,
            "timeline": [*mission.timeline, entry],
        }
    )
    state.missions[mission.reference] = moved
    _move_cash(state, moved)
    _move_its_order(state, moved, source=source)
    return moved


def _move_cash(state: State, mission: Mission) -> None:
    kinds = {
        MissionStatus.ACCEPTED: CashKind.DECLARED,
        MissionStatus.DELIVERED: CashKind.COLLECTED,
    }
    kind = kinds.get(mission.status)
    if kind is None or mission.driver is None or not mission.cash_to_collect:
        return
    state.driver(mission.driver.phone).cash.append(
        CashEntry(
            kind=kind, amount=mission.cash_to_collect, reference=mission.reference, at=state.now
        )
    )


def _move_its_order(state: State, mission: Mission, *, source: str) -> None:
    if mission.order_reference is None:
        return
    order = state.orders[mission.order_reference]
    status = _order_status(mission.status)
    if status is not None and not has_passed(order.status, status):
        move_order(state, order, status, source=source, note=mission.problem)


def _order_status(status: MissionStatus) -> OrderStatus | None:
    if status in WITH_THE_PARCEL:
        return OrderStatus.HANDED_OVER
    return {
        MissionStatus.DELIVERED: OrderStatus.DELIVERED,
        MissionStatus.PROBLEM: OrderStatus.PROBLEM,
        MissionStatus.RETURNED: OrderStatus.PROBLEM,
    }.get(status)
