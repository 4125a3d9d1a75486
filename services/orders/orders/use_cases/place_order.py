"""A client confirms a cart."""

from datetime import timedelta
from typing import Final

from services.orders.catalogue.stock import reserve
from services.orders.missions.views import Knows
from services.orders.orders.baskets import order_lines, quantities
from services.orders.orders.lane import payment_due
from services.orders.orders.models import CartRow, OrderRow, PromoHold
from services.orders.orders.moves import tell_move, write_change
from services.orders.orders.promises import check_prices, check_promise
from services.orders.orders.statuses import Party
from services.orders.orders.views import describe_order
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.errors import CartNotFound, CartStale, MerchantClosed
from shared.contracts.orders.orders import (
    Order,
    OrderRequest,
    PaymentMethod,
    PaymentState,
)
from shared.values.cities import CITIES
from shared.values.clock import local_time
from shared.values.ids import new_id, reference

PAY_WITHIN: Final = timedelta(minutes=30)


async def place_order(work: Work, request: OrderRequest) -> Order:
    """Reserve a cart's goods and make it an order; a cart that is one already stays that one.

    A use of its promo code is held already (see `hold_promo`). Without cash the merchant confirms
    the payment, and a timer gives it up after half an hour.

    Raises:
        CartNotFound: there is no such cart of this client.
        MerchantClosed: the shop takes no orders now.
        CartStale: the cart expired, a price or the drop-off is another, the promo was let go.
        ProductNotFound: a product is no longer sold.
        OutOfStock: somebody was faster.
    """
    cart = await work.carts.get(request.cart_id, lock=True)
    if not cart.belongs_to(request.client):
        raise CartNotFound(cart_id=request.cart_id)
    known = await work.orders.find_by_cart(cart.id)
    if known is not None:
        return await describe_order(work, known, knows=Knows.CLIENT)
    merchant = await work.catalogue.get_merchant(cart.merchant_id)
    if not merchant.is_open:
        raise MerchantClosed(merchant=merchant.name)
    check_promise(cart, request, now=work.now)
    if cart.discount and cart.promo_hold is not PromoHold.ASKED:
        raise CartStale(cart_id=cart.id)
    await reserve(work, quantities(cart.priced_lines))
    await check_prices(work, cart)
    order = _order(work, cart, request)
    order.reference = await _next_reference(work, city=cart.city)
    await work.orders.add(order, order_lines(order.id, cart.priced_lines))
    if order.pay_before is not None:
        await work.lanes.put_many([payment_due(order.id, delay=PAY_WITHIN)])
    write_change(work, order, source=Party.CLIENT, who=request.client.phone, note=None)
    await tell_move(work, order, previous=None, source=Party.CLIENT)
    return await describe_order(work, order, knows=Knows.CLIENT)


def _order(work: Work, cart: CartRow, request: OrderRequest) -> OrderRow:
    is_cash = request.payment_method is PaymentMethod.CASH
    client = request.client
    return OrderRow(
        id=new_id(),
        cart_id=cart.id,
        client_contact_id=client.contact_id,
        client_phone=client.phone,
        client_user_id=client.user_id,
        client_name=client.name,
        merchant_id=cart.merchant_id,
        status=OrderStatus.PENDING,
        dropoff=request.dropoff.model_dump(),
        city=cart.city,
        distance_m=cart.distance_m,
        subtotal=cart.subtotal,
        delivery_fee=cart.delivery_fee,
        discount=cart.discount,
        promo_code=cart.promo_code if cart.discount else None,
        payment_method=request.payment_method,
        payment_state=PaymentState.ON_DELIVERY if is_cash else PaymentState.AWAITED,
        pay_before=None if is_cash else work.now + PAY_WITHIN,
        note=request.note,
        missions_made=0,
        created_at=work.now,
    )


async def _next_reference(work: Work, *, city: str) -> str:
    [country] = [known.country for known in CITIES if known.name == city]
    day = local_time(work.now, country).date()
    return reference("CMD", day=day, number=await work.orders.next_number(day))
