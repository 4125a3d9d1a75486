"""What is on the shelf and what of it is promised: the only way in which orders change either.

The rows of all items are locked by one statement in the order of their ids, so that two carts with
the same products never wait for each other in a ring; everything is checked before anything
changes. The merchant is told once when a product falls to its threshold, once when it is out.
"""

from collections.abc import Mapping
from datetime import UTC
from uuid import UUID

from services.orders.catalogue.models import ProductRow, StockAlert
from services.orders.catalogue.views import describe_merchant, describe_shelf
from services.orders.work import Work
from shared.contracts.orders.errors import OutOfStock, ProductNotFound
from shared.contracts.orders.events import StockFell


async def reserve(work: Work, items: Mapping[UUID, int]) -> None:
    """Promise units of products to a client.

    Raises:
        ProductNotFound: a product does not exist or is not on sale.
        OutOfStock: of one of them fewer are left; nothing is reserved then.
    """
    rows = await _lock(work, items)
    for product_id, count in items.items():
        product = rows[product_id]
        if not product.is_active:
            raise ProductNotFound(product_id=product_id)
        if product.left < count:
            raise OutOfStock(product=product.name, left=product.left)
    for product_id, count in items.items():
        rows[product_id].reserved += count
    await _tell_falls(work, rows)


async def release(work: Work, items: Mapping[UUID, int]) -> None:
    """Take a promise back: an order was cancelled, refused or not paid.

    Raises:
        ProductNotFound: a product does not exist.
    """
    rows = await _lock(work, items)
    for product_id, count in items.items():
        product = rows[product_id]
        product.reserved -= count
        forget_alert(product)
    await work.session.flush()


async def take_off_shelf(work: Work, items: Mapping[UUID, int]) -> None:
    """Hand over what was promised: it leaves the shelf, and counts as sold today.

    Raises:
        ProductNotFound: a product does not exist.
    """
    rows = await _lock(work, items)
    for product_id, count in items.items():
        rows[product_id].stock -= count
        rows[product_id].reserved -= count
    await work.session.flush()
    await work.catalogue.count_sales(dict(items), day=work.now.astimezone(UTC).date())


def level(product: ProductRow) -> StockAlert:
    """Tell how a product stands: enough, low, or nothing left to order."""
    if product.left == 0:
        return StockAlert.OUT
    if product.left <= product.low_stock_threshold:
        return StockAlert.LOW
    return StockAlert.NONE


def forget_alert(product: ProductRow) -> None:
    """Let the next fall be told again, once there is enough again."""
    if level(product) is StockAlert.NONE:
        product.alert = StockAlert.NONE


async def _lock(work: Work, items: Mapping[UUID, int]) -> dict[UUID, ProductRow]:
    if min(items.values(), default=1) < 1:
        raise ValueError("a count of units is positive")
    rows = await work.catalogue.lock_products(items.keys())
    for product_id in items:
        if product_id not in rows:
            raise ProductNotFound(product_id=product_id)
    return rows


async def _tell_falls(work: Work, rows: Mapping[UUID, ProductRow]) -> None:
    fallen = [row for row in rows.values() if _has_fallen(row)]
    for product in fallen:
        product.alert = level(product)
    await work.session.flush()
    if not fallen:
        return
    shops = await work.catalogue.find_merchants({row.merchant_id for row in fallen})
    told = await describe_shelf(work, fallen)
    await work.outbox.add(
        *(
            StockFell(
                occurred_at=work.now,
                merchant=describe_merchant(shops[row.merchant_id]),
                product=product,
                left=row.left,
            )
            for row, product in zip(fallen, told, strict=True)
        )
    )


def _has_fallen(product: ProductRow) -> bool:
    """Whether a product stands worse than the merchant was told since it was filled up."""
    match level(product), product.alert:
        case (StockAlert.NONE, _) | (_, StockAlert.OUT) | (StockAlert.LOW, StockAlert.LOW):
            return False
        case _:
            return True
