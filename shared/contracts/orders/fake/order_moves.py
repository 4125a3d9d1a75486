"""How orders move, and what their moves do to the shelf."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.errors import OrderNotFound
from shared.contracts.orders.fake.state import State
from shared.contracts.orders.orders import CartLine, Order, OrderChange, PaymentState

PAYMENT_WAITS: Final = timedelta(minutes=30)
CANCELLABLE: Final = (OrderStatus.PENDING, OrderStatus.CONFIRMED)
REFUSED: Final = (OrderStatus.REFUSED, OrderStatus.CANCELLED)
OVER: Final = (*REFUSED, OrderStatus.DELIVERED)
_RANKS: Final = {
    OrderStatus.PENDING: 0,
    OrderStatus.CONFIRMED: 1,
    OrderStatus.PREPARING: 2,
    OrderStatus.READY: 3,
    OrderStatus.HANDED_OVER: 4,
    OrderStatus.PROBLEM: 5,
    OrderStatus.CANCELLED: 6,
    OrderStatus.REFUSED: 7,
    OrderStatus.DELIVERED: 8,
}


def has_passed(current: OrderStatus, status: OrderStatus) -> bool:
    """Whether an order is already there, or beyond."""
    return _RANKS[current] >= _RANKS[status]


def order_called(state: State, reference: str) -> Order:
    """Return an order.

    Raises:
        OrderNotFound: there is none of this reference.
    """
    if reference not in state.orders:
        raise OrderNotFound(reference=reference)
    return state.orders[reference]


def move_order(
    state: State, order: Order, status: OrderStatus, *, source: str, note: str | None = None
) -> Order:
    """Move an order; what is refused or called off goes back to the shelf."""
    has_left = has_passed(order.status, OrderStatus.HANDED_OVER)
    if status in REFUSED:
        reserve(state, order.lines, sign=-1)
    elif not has_left and status in {OrderStatus.HANDED_OVER, OrderStatus.DELIVERED}:
        _take_off_shelf(state, order.lines)
    change = OrderChange(status=status, at=state.now, source=source, note=note)
    moved = order.model_copy(
        update={
            "status": status,
            "is_cancellable": status in CANCELLABLE,
            "is_ratable": status is OrderStatus.DELIVERED,
            "timeline": [*order.timeline, change],
        }
    )
    state.orders[order.reference] = moved
    return moved


def reserve(state: State, lines: Iterable[CartLine], *, sign: int = 1) -> None:
    """Promise what the lines name to a client, or with `sign` −1 take the promise back."""
    for line in lines:
        product = state.products[line.product_id]
        product.change(reserved=product.shown.reserved + sign * line.quantity)


def _take_off_shelf(state: State, lines: Iterable[CartLine]) -> None:
    for line in lines:
        product = state.products[line.product_id]
        product.sold += line.quantity
        product.change(
            stock=product.shown.stock - line.quantity,
            reserved=product.shown.reserved - line.quantity,
        )


def give_up_unpaid(state: State) -> None:
    """Cancel the orders whose payment did not come in time."""
    for order in list(state.orders.values()):
        is_late = order.pay_before is not None and state.now >= order.pay_before
        if is_late and order.payment_state is PaymentState.AWAITED and order.status not in REFUSED:
            expired = order.model_copy(update={"payment_state": PaymentState.EXPIRED})
            move_order(state, expired, OrderStatus.CANCELLED, source="system")
