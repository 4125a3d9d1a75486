"""Carts at our prices, and the orders they become."""

from collections import Counter
from datetime import timedelta
from typing import Final
from uuid import UUID

from shared.contracts.orders.api import OrderStatus, QuoteRequest
from shared.contracts.orders.catalogue import Merchant
from shared.contracts.orders.errors import (
    CartNotFound,
    CartStale,
    MerchantClosed,
    MerchantNotFound,
    OutOfStock,
    ProductNotFound,
)
from shared.contracts.orders.fake.order_moves import PAYMENT_WAITS, reserve
from shared.contracts.orders.fake.orders import for_client
from shared.contracts.orders.fake.quotes import make_quote
from shared.contracts.orders.fake.state import FakeProduct, State, is_same_person
from shared.contracts.orders.orders import (
    Cart,
    CartLine,
    CartRequest,
    Order,
    OrderChange,
    OrderRequest,
    PaymentMethod,
    PaymentState,
)
from shared.values.ids import new_id
from shared.values.place import Place

VALID_FOR: Final = timedelta(minutes=15)
PROMO_REFUSED: Final = "Ce code promo ne s’applique pas ici."


def price_cart(state: State, request: CartRequest) -> Cart:
    """Price what somebody wants from one shop; nothing is reserved yet.

    Raises:
        MerchantNotFound: there is no such shop.
        MerchantClosed: it takes no orders now.
        ProductNotFound: the shop does not sell it.
        OutOfStock: there is less than was asked for.
        PlaceNotLocated: the place has no coordinates.
        OutOfArea: we do not deliver there.
    """
    merchant = _open_merchant(state, request.merchant_id)
    lines = _lines(state, request, merchant)
    quote = make_quote(state, QuoteRequest(pickup=merchant.place, dropoff=request.dropoff))
    subtotal = sum(line.total for line in lines)
    percent = state.promo_percent.get((request.promo_code or "").upper())
    discount = subtotal * (percent or 0) // 100
    is_refused = request.promo_code is not None and percent is None
    cart = Cart(
        id=new_id(),
        merchant=merchant,
        lines=lines,
        subtotal=subtotal,
        delivery_fee=quote.total,
        discount=discount,
        promo_code=request.promo_code and request.promo_code.upper(),
        promo_refusal=PROMO_REFUSED if is_refused else None,
        total=subtotal - discount + quote.total,
        distance_m=quote.distance_m,
        eta=quote.eta,
        expires_at=state.now + VALID_FOR,
    )
    state.carts[cart.id] = (cart, request)
    return cart


def place_order(state: State, request: OrderRequest) -> Order:
    """Order a cart as it was shown; its stock is reserved. Placed again it is the same order.

    Raises:
        CartNotFound: there is no such cart of this client.
        CartStale: its time is over, a price or the place is another; a fresh one is in `cart`.
        MerchantClosed: the shop closed meanwhile.
        ProductNotFound: a product is no longer sold.
        OutOfStock: somebody was faster.
    """
    cart, asked = _own_cart(state, request)
    if cart.id in state.placed:
        return for_client(state, state.orders[state.placed[cart.id]])
    merchant = _open_merchant(state, asked.merchant_id)
    is_elsewhere = _point(request.dropoff.place) != _point(asked.dropoff)
    if state.now >= cart.expires_at or is_elsewhere or _lines(state, asked, merchant) != cart.lines:
        anew = asked.model_copy(update={"dropoff": request.dropoff.place})
        fresh = price_cart(state, anew).model_dump(mode="json")
        raise CartStale(cart_id=str(cart.id), cart=fresh)
    order = _order(state, request, cart=cart)
    reserve(state, order.lines)
    state.orders[order.reference] = order
    state.placed[cart.id] = order.reference
    return for_client(state, order)


def _point(place: Place) -> tuple[float | None, float | None]:
    return (place.latitude, place.longitude)


def _open_merchant(state: State, merchant_id: UUID) -> Merchant:
    merchant = state.merchants.get(merchant_id)
    if merchant is None:
        raise MerchantNotFound(merchant_id=str(merchant_id))
    if not merchant.is_open:
        raise MerchantClosed(merchant=merchant.name)
    return merchant


def _lines(state: State, request: CartRequest, merchant: Merchant) -> list[CartLine]:
    wanted: Counter[UUID] = Counter()
    for item in request.items:
        wanted[item.product_id] += item.quantity
    return [_line(state, merchant, product_id, count) for product_id, count in wanted.items()]


def _line(state: State, merchant: Merchant, product_id: UUID, quantity: int) -> CartLine:
    product = state.products.get(product_id)
    if product is None or not _sells(merchant, product):
        raise ProductNotFound(product_id=str(product_id))
    shown = product.shown
    if product.left < quantity:
        raise OutOfStock(product_id=str(product_id), product=shown.name, left=product.left)
    return CartLine(
        product_id=product_id,
        name=shown.name,
        unit_price=shown.price,
        quantity=quantity,
        total=shown.price * quantity,
        thumb_url=shown.image_url and shown.image_url.replace("large", "thumb"),
    )


def _sells(merchant: Merchant, product: FakeProduct) -> bool:
    return product.merchant_id == merchant.id and product.shown.is_active


def _own_cart(state: State, request: OrderRequest) -> tuple[Cart, CartRequest]:
    cart, asked = state.carts.get(request.cart_id, (None, None))
    if cart is None or asked is None or not is_same_person(asked.client, request.client):
        raise CartNotFound(cart_id=str(request.cart_id))
    return cart, asked


def _order(state: State, request: OrderRequest, *, cart: Cart) -> Order:
    is_cash = request.payment_method is PaymentMethod.CASH
    return Order(
        id=new_id(),
        reference=state.name_job("CMD"),
        status=OrderStatus.PENDING,
        merchant=cart.merchant,
        client=request.client,
        dropoff=request.dropoff,
        lines=cart.lines,
        subtotal=cart.subtotal,
        delivery_fee=cart.delivery_fee,
        discount=cart.discount,
        promo_code=cart.promo_code if cart.discount else None,
        total=cart.total,
        payment_method=request.payment_method,
        payment_state=PaymentState.ON_DELIVERY if is_cash else PaymentState.AWAITED,
        pay_before=None if is_cash else state.now + PAYMENT_WAITS,
        note=request.note,
        created_at=state.now,
        is_cancellable=True,
        timeline=[OrderChange(status=OrderStatus.PENDING, at=state.now, source="client")],
    )
