"""How carts and orders are told to their parties, several with a handful of queries for all."""

from collections.abc import Collection, Sequence
from uuid import UUID

from services.orders.catalogue.models import MerchantRow
from services.orders.catalogue.views import describe_merchant
from services.orders.media.sizes import Size, image_url
from services.orders.missions.views import Knows
from services.orders.missions.views import describe_all as describe_missions
from services.orders.orders.models import CartRow, OrderChangeRow, OrderLineRow, OrderRow
from services.orders.orders.statuses import is_cancellable
from services.orders.quotes.eta import whole_delivery
from services.orders.work import Work
from shared.contracts.orders.api import Mission, OrderStatus
from shared.contracts.orders.orders import Cart, CartLine, Order, OrderChange


async def describe_cart(work: Work, cart: CartRow) -> Cart:
    """Tell a cart as it was priced."""
    merchant = await work.catalogue.get_merchant(cart.merchant_id)
    thumbs = await _thumbs(work, [line.product_id for line in cart.priced_lines])
    lines = [
        line.model_copy(update={"thumb_url": thumbs.get(line.product_id)})
        for line in cart.priced_lines
    ]
    return Cart(
        id=cart.id,
        merchant=describe_merchant(merchant),
        lines=lines,
        subtotal=cart.subtotal,
        delivery_fee=cart.delivery_fee,
        discount=cart.discount,
        promo_code=cart.promo_code,
        promo_refusal=cart.promo_refusal,
        total=cart.total,
        distance_m=cart.distance_m,
        eta=whole_delivery(cart.distance_m),
        expires_at=cart.expires_at,
    )


async def describe_order(work: Work, order: OrderRow, *, knows: Knows = Knows.NOBODY) -> Order:
    """Tell one order as it is now in this transaction."""
    [told] = await describe_orders(work, [order], knows=knows)
    return told


async def describe_orders(
    work: Work, orders: Sequence[OrderRow], *, knows: Knows = Knows.NOBODY
) -> list[Order]:
    """Tell several orders; the codes of their missions only to whoever knows them.

    A merchant knows none: the driver shows one code, the client has the other.
    """
    if not orders:
        return []
    ids = [order.id for order in orders]
    lines = await work.orders.list_lines(ids)
    changes = await work.orders.list_changes(ids)
    merchants = await work.catalogue.find_merchants({order.merchant_id for order in orders})
    missions = await _missions(work, orders, knows=knows)
    thumbs = await _thumbs(work, {line.product_id for some in lines.values() for line in some})
    return [
        _tell(
            order,
            merchant=merchants[order.merchant_id],
            lines=[_line(line, thumb_url=thumbs.get(line.product_id)) for line in lines[order.id]],
            changes=changes[order.id],
            mission=missions.get(order.mission_id) if order.mission_id else None,
        )
        for order in orders
    ]


def _tell(
    order: OrderRow,
    *,
    merchant: MerchantRow,
    lines: list[CartLine],
    changes: Sequence[OrderChangeRow],
    mission: Mission | None,
) -> Order:
    return Order(
        id=order.id,
        reference=order.reference,
        status=order.status,
        merchant=describe_merchant(merchant),
        client=order.client,
        dropoff=order.dropoff_stop,
        lines=lines,
        subtotal=order.subtotal,
        delivery_fee=order.delivery_fee,
        discount=order.discount,
        promo_code=order.promo_code,
        total=order.total,
        payment_method=order.payment_method,
        payment_state=order.payment_state,
        pay_before=order.pay_before,
        note=order.note,
        refusal=order.refusal,
        mission=mission,
        created_at=order.created_at,
        is_cancellable=is_cancellable(order.status),
        is_ratable=order.status is OrderStatus.DELIVERED,
        timeline=[
            OrderChange(
                status=change.status, at=change.at, source=change.source.value, note=change.note
            )
            for change in changes
        ],
    )


def _line(line: OrderLineRow, *, thumb_url: str | None) -> CartLine:
    return CartLine(
        product_id=line.product_id,
        name=line.name,
        unit_price=line.unit_price,
        quantity=line.quantity,
        total=line.unit_price * line.quantity,
        thumb_url=thumb_url,
    )


async def _missions(work: Work, orders: Sequence[OrderRow], *, knows: Knows) -> dict[UUID, Mission]:
    ids = [order.mission_id for order in orders if order.mission_id is not None]
    rows = await work.jobs.list_missions(ids)
    told = await describe_missions(work, rows, knows=knows)
    return {mission.id: mission for mission in told}


async def _thumbs(work: Work, product_ids: Collection[UUID]) -> dict[UUID, str | None]:
    products = await work.catalogue.list_by_id(product_ids)
    return {
        product.id: image_url(work.terms, product.image_id, size=Size.THUMB)
        for product in products.values()
    }
