"""A client calls an order off."""

from services.orders.missions.views import Knows
from services.orders.orders.moves import Move, apply_move
from services.orders.orders.parties import clients_order
from services.orders.orders.statuses import Party, is_cancellable
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import CancelRequest, OrderStatus
from shared.contracts.orders.errors import OrderNotCancellable
from shared.contracts.orders.orders import Order


async def cancel_order(work: Work, request: CancelRequest, *, reference: str) -> Order:
    """Cancel an order that is not being prepared yet; asking twice changes nothing.

    Raises:
        OrderNotFound: there is no such order of this client.
        OrderNotCancellable: it is being prepared, brought, or over.
    """
    order = await clients_order(work, contact=request.contact, reference=reference)
    if order.status is OrderStatus.CANCELLED:
        return await describe_order(work, order, knows=Knows.CLIENT)
    if not is_cancellable(order.status):
        raise OrderNotCancellable(reference=reference, status=order.status.value)
    who = request.contact.phone
    await apply_move(
        work, order, Move(OrderStatus.CANCELLED, Party.CLIENT, who=who, note=request.reason)
    )
    return await describe_order(work, order, knows=Knows.CLIENT)
