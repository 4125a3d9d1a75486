"""What became of a use of a promo code: an order keeps it, uses it up, or lets it go."""

from uuid import UUID

from services.orders.orders.models import OrderRow, PromoHold
from services.orders.work import Work
from shared.contracts.orders.api import OrderStatus


async def settle_promo(work: Work, *, cart_id: UUID) -> PromoHold:
    """Decide what billing has to be told of a cart's use; `asked` or `none` when nothing.

    The decision is kept before billing hears of it: a cart whose use is let go cannot be placed
    any more. Deciding twice decides the same, until billing was told. Of a cart that was forgotten
    there is nothing to say: its use lapsed long ago.

    Raises:
        Nothing: whatever became of the cart is an answer.
    """
    cart = await work.carts.find(cart_id, lock=True)
    if cart is None or cart.is_promo_settled:
        return PromoHold.NONE
    if cart.promo_hold is PromoHold.ASKED:
        cart.promo_hold = _outcome(await work.orders.find_by_cart(cart_id))
    return cart.promo_hold


def _outcome(order: OrderRow | None) -> PromoHold:
    if order is None or order.status in {OrderStatus.CANCELLED, OrderStatus.REFUSED}:
        return PromoHold.RELEASED
    if order.status is OrderStatus.DELIVERED:
        return PromoHold.COMMITTED
    return PromoHold.ASKED
