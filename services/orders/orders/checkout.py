"""The edge of the checkout: what lies between two transactions.

Billing answers over HTTP, so it is asked when no transaction is open (architecture.md, rule 4):
what goes out is written down before, what came back is used after.
"""

from services.orders.container import Container
from services.orders.models import messaging
from services.orders.orders.lane import settle_promo
from services.orders.orders.use_cases.hold_promo import AskedHold, hold_promo
from services.orders.orders.use_cases.place_order import place_order
from services.orders.orders.use_cases.price_cart import PromoWord, fill_basket, keep_cart
from shared.contracts.billing.api import PromoCheck
from shared.contracts.billing.calls import CHECK_PROMO, RESERVE_PROMO
from shared.contracts.billing.errors import PromoRefused
from shared.contracts.orders.errors import CartStale
from shared.contracts.orders.orders import Cart, CartItem, CartRequest, Order, OrderRequest
from shared.errors import AppError, OutcomeUnknown, Unavailable, UpstreamFailed
from shared.values.ids import new_id
from shared.web.freshness import with_fresh
from shared.web.idempotency import find_answer, once

# Billing may have held the use all the same: the same key asks again, or the timer lets go.
_UNSURE = (OutcomeUnknown, UpstreamFailed, Unavailable)
_NO_ANSWER = "Le code promo ne peut pas être vérifié pour le moment."


async def price(container: Container, request: CartRequest, *, key: str) -> Cart:
    """Price a cart and keep it; a promo code that does not apply leaves it whole.

    Raises:
        AppError: why there is no such cart to be had (see `fill_basket`, `keep_cart`).
    """
    once_key = f"cart:{key}"
    async with container.begin() as work:
        known = await find_answer(
            work.session, messaging, key=once_key, request=request, answer_type=Cart
        )
        if known is not None:
            return known
        basket = await fill_basket(work, request)
    ridden_m = await container.roads.measure(basket.shop, request.dropoff)
    promo = await _ask_promo(container, request, subtotal=basket.subtotal)
    async with container.begin() as work:
        return await once(
            work.session,
            messaging,
            key=once_key,
            request=request,
            answer_type=Cart,
            produce=lambda: keep_cart(work, request, basket=basket, promo=promo, ridden_m=ridden_m),
        )


async def place(container: Container, request: OrderRequest, *, key: str) -> Order:
    """Make a cart an order, once a key; a stale one is refused with a fresh one to confirm.

    Raises:
        CartStale: with a fresh cart in `cart`, priced for the drop-off asked for.
        AppError: why it cannot be had (see `place_order`).
    """
    return await with_fresh(
        lambda: _place_held(container, request, key=key),
        stale=(CartStale,),
        name="cart",
        renew=lambda: _price_again(container, request),
    )


async def _place_held(container: Container, request: OrderRequest, *, key: str) -> Order:
    """Place with a use of the promo code held; let go of it when no order comes of the cart."""
    async with container.begin() as work:
        asked = await hold_promo(work, request)
    try:
        if asked is not None:
            await _reserve_promo(container, asked)
        async with container.begin() as work:
            return await once(
                work.session,
                messaging,
                key=f"order:{key}",
                request=request,
                answer_type=Order,
                produce=lambda: place_order(work, request),
            )
    except _UNSURE:
        raise
    except AppError:
        if asked is not None:
            async with container.begin() as work:
                await work.lanes.put_many([settle_promo(request.cart_id)])
        raise


async def _reserve_promo(container: Container, asked: AskedHold) -> None:
    cart_id = asked.reservation.reservation_id
    try:
        answer = await container.billing.call(
            RESERVE_PROMO, asked.reservation, key=f"reserve:{cart_id}"
        )
    except PromoRefused as refusal:
        raise CartStale(cart_id=cart_id) from refusal
    if answer.discount_amount != asked.discount:
        raise CartStale(cart_id=cart_id)


async def _price_again(container: Container, request: OrderRequest) -> Cart:
    async with container.begin() as work:
        stale = await work.carts.get(request.cart_id)
    items = [
        CartItem(product_id=line.product_id, quantity=line.quantity) for line in stale.priced_lines
    ]
    wanted = CartRequest(
        client=request.client,
        merchant_id=stale.merchant_id,
        items=items,
        dropoff=request.dropoff.place,
        promo_code=stale.promo_code,
    )
    return await price(container, wanted, key=str(new_id()))


async def _ask_promo(container: Container, request: CartRequest, *, subtotal: int) -> PromoWord:
    if request.promo_code is None:
        return PromoWord()
    check = PromoCheck(code=request.promo_code, cart_total=subtotal, contact=request.client)
    try:
        answer = await container.billing.call(CHECK_PROMO, check)
    except PromoRefused as refusal:
        return PromoWord(refusal=str(refusal.params["message"]))
    except _UNSURE:
        return PromoWord(refusal=_NO_ANSWER)
    return PromoWord(discount=answer.discount_amount)
