"""A cart with a promo code is about to be placed: a use of the code is asked for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.orders.orders.lane import settle_promo
from services.orders.orders.models import PromoHold
from services.orders.orders.promises import check_prices, check_promise
from services.orders.work import Work
from shared.contracts.billing.api import PromoReservation
from shared.contracts.orders.errors import CartNotFound
from shared.contracts.orders.orders import OrderRequest

# When no order came of it, the use is free again after the cart's quarter of an hour.
GIVEN_UP_AFTER: Final = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class AskedHold:
    """What billing is to be asked for, and the discount that was shown for it, in francs."""

    reservation: PromoReservation
    discount: int


async def hold_promo(work: Work, request: OrderRequest) -> AskedHold | None:
    """Write down that a use is asked for, before it is; None when there is nothing to ask.

    The reservation's id is the cart's, so asking is repeatable and a cart holds one use at most.
    A timer lets go of it if no order came of the cart, however this process ends.

    Raises:
        CartNotFound: there is no such cart of this client.
        CartStale: the cart does not hold any more.
        ProductNotFound: a product is no longer sold.
    """
    cart = await work.carts.get(request.cart_id, lock=True)
    if not cart.belongs_to(request.client):
        raise CartNotFound(cart_id=request.cart_id)
    if cart.promo_code is None or not cart.discount:
        return None
    if await work.orders.find_by_cart(cart.id) is not None:
        return None
    check_promise(cart, request, now=work.now)
    await check_prices(work, cart)
    if cart.promo_hold is PromoHold.NONE:
        cart.promo_hold = PromoHold.ASKED
        await work.lanes.put_many([settle_promo(cart.id, delay=GIVEN_UP_AFTER)])
    reservation = PromoReservation(
        reservation_id=cart.id,
        code=cart.promo_code,
        cart_total=cart.subtotal,
        contact=request.client,
    )
    return AskedHold(reservation, cart.discount)
