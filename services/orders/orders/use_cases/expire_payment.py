"""The time to pay an order is over."""

from uuid import UUID

from services.orders.orders.lane import payment_due
from services.orders.orders.moves import Move, apply_move
from services.orders.orders.statuses import Party, state_of
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.orders import PaymentState


async def expire_payment(work: Work, *, order_id: UUID) -> None:
    """Cancel an order that still waits for its payment; nothing happens to any other.

    Raises:
        OrderNotFound: there is no such order.
    """
    order = await work.orders.get(order_id, lock=True)
    if not order.is_awaiting_payment or state_of(order.status).is_terminal:
        return
    if order.pay_before is not None and work.now < order.pay_before:
        # The timer runs on the database's clock, which may be a little ahead of ours.
        await work.lanes.put_many([payment_due(order.id, delay=order.pay_before - work.now)])
        return
    order.payment_state = PaymentState.EXPIRED
    note = "Paiement non reçu à temps"
    await apply_move(work, order, Move(OrderStatus.CANCELLED, Party.SYSTEM, note=note))
