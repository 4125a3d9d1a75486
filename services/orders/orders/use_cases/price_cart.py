"""Somebody wants something from a shop: what it costs, brought to the door."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from services.orders.catalogue.views import place_of
from services.orders.orders.baskets import (
    SIZE,
    Basket,
    check_stock,
    delivery_fee,
    price_lines,
    quantities,
)
from services.orders.orders.models import CartRow, PromoHold
from services.orders.orders.views import describe_cart
from services.orders.quotes.pricing import plan_route
from services.orders.work import Work
from shared.contracts.orders.api import QuoteRequest
from shared.contracts.orders.errors import MerchantClosed
from shared.contracts.orders.orders import Cart, CartRequest
from shared.values.ids import new_id

VALID_FOR: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class PromoWord:
    """What billing said of a code: a discount in whole francs, or why not, in French."""

    discount: int = 0
    refusal: str | None = None


async def fill_basket(work: Work, request: CartRequest) -> Basket:
    """Price a basket at our prices; nothing is kept yet.

    Raises:
        MerchantNotFound: there is no such shop.
        MerchantClosed: it takes no orders now.
        ProductNotFound: a product is not sold, or not by this shop.
        OutOfStock: more is wanted than can be had.
    """
    merchant = await work.catalogue.get_merchant(request.merchant_id)
    if not merchant.is_open:
        raise MerchantClosed(merchant=merchant.name)
    wanted = quantities(request.items)
    products = await work.catalogue.list_by_id(wanted)
    lines = price_lines(wanted, products=products, merchant_id=merchant.id)
    check_stock(wanted, products=products)
    return Basket(lines, place_of(merchant))


async def keep_cart(
    work: Work,
    request: CartRequest,
    *,
    basket: Basket,
    promo: PromoWord,
    ridden_m: int | None = None,
) -> Cart:
    """Keep a priced basket for fifteen minutes, with its way to the door and what a code takes off.

    `ridden_m` is the way on real roads when somebody measured it (`container.roads`).

    Raises:
        PlaceNotLocated: the drop-off has no coordinates.
        OutOfArea: the shop does not deliver there.
    """
    client = request.client
    way = QuoteRequest(pickup=basket.shop, dropoff=request.dropoff, size=SIZE)
    route = plan_route(way, ridden_m=ridden_m)
    cart = CartRow(
        id=new_id(),
        client_contact_id=client.contact_id,
        client_phone=client.phone,
        client_user_id=client.user_id,
        client_name=client.name,
        merchant_id=request.merchant_id,
        dropoff=request.dropoff.model_dump(),
        lines=[line.model_dump(mode="json") for line in basket.lines],
        subtotal=basket.subtotal,
        delivery_fee=delivery_fee(route, at=work.now),
        discount=min(promo.discount, basket.subtotal),
        promo_code=request.promo_code.upper() if request.promo_code else None,
        promo_refusal=promo.refusal,
        promo_hold=PromoHold.NONE,
        is_promo_settled=False,
        city=route.city.name,
        distance_m=route.distance_m,
        created_at=work.now,
        expires_at=work.now + VALID_FOR,
    )
    work.carts.add(cart)
    return await describe_cart(work, cart)
