"""Whether a cart still promises what was shown: its time, its door, its prices."""

from datetime import datetime

from services.orders.orders.baskets import price_lines, quantities
from services.orders.orders.models import CartRow, PromoHold
from services.orders.work import Work
from shared.contracts.orders.errors import CartStale
from shared.contracts.orders.orders import OrderRequest
from shared.values.place import Place


def check_promise(cart: CartRow, request: OrderRequest, *, now: datetime) -> None:
    """Refuse a cart whose time is over, whose promo was let go, or that leads to another door.

    Raises:
        CartStale: it does not hold.
    """
    is_same_door = _point(cart.dropoff_place) == _point(request.dropoff.place)
    is_over = now >= cart.expires_at or cart.promo_hold is PromoHold.RELEASED
    if is_over or not is_same_door:
        raise CartStale(cart_id=cart.id)


async def check_prices(work: Work, cart: CartRow) -> None:
    """Compare what was shown with what the products cost now.

    Raises:
        CartStale: a price is another.
        ProductNotFound: a product is no longer sold.
    """
    shown = cart.priced_lines
    products = await work.catalogue.list_by_id([line.product_id for line in shown])
    now = price_lines(quantities(shown), products=products, merchant_id=cart.merchant_id)
    if [line.unit_price for line in now] != [line.unit_price for line in shown]:
        raise CartStale(cart_id=cart.id)


def _point(place: Place) -> tuple[float | None, float | None]:
    return (place.latitude, place.longitude)
