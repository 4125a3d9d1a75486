"""A client changes what an order holds, while the shop has not answered."""

from uuid import UUID

from services.orders.catalogue.stock import release, reserve
from services.orders.orders.baskets import order_lines, price_lines, quantities
from services.orders.orders.models import OrderRow
from services.orders.orders.moves import write_change
from services.orders.orders.parties import clients_order
from services.orders.orders.statuses import Party
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.errors import OrderNotEditable
from shared.contracts.orders.events import OrderEdited
from shared.contracts.orders.orders import Order, OrderEdit, PaymentState


async def edit_order(work: Work, request: OrderEdit, *, reference: str) -> Order:
    """Give a pending order other lines at our prices; its fee and its discount stay frozen.

    A discount never exceeds the products. What was paid before is not edited any more.

    Raises:
        OrderNotFound: there is no such order of this client.
        OrderNotEditable: the shop has answered, or it is paid.
        ProductNotFound: a product is not sold, or not by this shop.
        OutOfStock: more is wanted than can be had.
    """
    order = await clients_order(work, contact=request.contact, reference=reference)
    is_paid = order.payment_state is PaymentState.RECEIVED
    if order.status is not OrderStatus.PENDING or is_paid:
        raise OrderNotEditable(reference=reference, status=order.status.value)
    wanted = quantities(request.items)
    had = {
        line.product_id: line.quantity
        for line in (await work.orders.list_lines([order.id]))[order.id]
    }
    await _change_reservations(work, had=had, wanted=wanted)
    products = await work.catalogue.list_by_id(wanted)
    lines = price_lines(wanted, products=products, merchant_id=order.merchant_id)
    await work.orders.replace_lines(order.id, order_lines(order.id, lines))
    frozen = await _frozen_discount(work, order)
    order.subtotal = sum(line.total for line in lines)
    order.discount = min(frozen, order.subtotal)
    who = request.contact.phone
    write_change(work, order, source=Party.CLIENT, who=who, note="Articles modifiés")
    told = await describe_order(work, order)
    await work.outbox.add(OrderEdited(occurred_at=work.now, order=told))
    return told


async def _frozen_discount(work: Work, order: OrderRow) -> int:
    """Tell the discount the order was placed with: an edit to little may have cut it meanwhile."""
    cart = await work.carts.find(order.cart_id)
    return order.discount if cart is None else cart.discount


async def _change_reservations(
    work: Work, *, had: dict[UUID, int], wanted: dict[UUID, int]
) -> None:
    """Reserve and release the differences; all rows are locked first, so that none deadlock."""
    await work.catalogue.lock_products({*had, *wanted})
    more = {one: wanted[one] - had.get(one, 0) for one in wanted if wanted[one] > had.get(one, 0)}
    less = {one: had[one] - wanted.get(one, 0) for one in had if had[one] > wanted.get(one, 0)}
    if more:
        await reserve(work, more)
    if less:
        await release(work, less)
