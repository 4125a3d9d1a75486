"""A merchant says that the money of an order has come."""

from services.orders.orders.moves import write_change
from services.orders.orders.parties import own_order
from services.orders.orders.statuses import Party, state_of
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.errors import PaymentNotAwaited
from shared.contracts.orders.events import OrderPaid
from shared.contracts.orders.orders import MerchantCall, Order, PaymentMethod, PaymentState


async def confirm_payment(work: Work, request: MerchantCall, *, reference: str) -> Order:
    """Mark an awaited payment as received; asking twice changes nothing.

    Raises:
        NotAMerchant: no approved merchant has this phone.
        OrderNotFound: there is no such order of this shop.
        PaymentNotAwaited: it is paid at the door, or it is over.
    """
    merchant, order = await own_order(work, phone=request.merchant_phone, reference=reference)
    is_paid_before = order.payment_method is not PaymentMethod.CASH
    if is_paid_before and order.payment_state is PaymentState.RECEIVED:
        return await describe_order(work, order)
    if not order.is_awaiting_payment or state_of(order.status).is_terminal:
        raise PaymentNotAwaited(reference=reference)
    order.payment_state = PaymentState.RECEIVED
    write_change(work, order, source=Party.MERCHANT, who=merchant.phone, note="Paiement reçu")
    told = await describe_order(work, order)
    await work.outbox.add(OrderPaid(occurred_at=work.now, order=told, source=Party.MERCHANT))
    return told
