"""What a basket costs: products at our prices and the way to the door. Pure.

The caller names products and quantities; every amount here comes from our rows (orders.md,
Marketplace orders). Products carry no weight: a basket travels as a small parcel.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from services.orders.catalogue.models import ProductRow
from services.orders.orders.models import OrderLineRow
from services.orders.quotes.pricing import Route, Tariff, price
from shared.contracts.orders.api import ParcelSize
from shared.contracts.orders.errors import OutOfStock, ProductNotFound
from shared.contracts.orders.orders import CartItem, CartLine
from shared.values.place import Place

SIZE: Final = ParcelSize.SMALL


@dataclass(frozen=True, slots=True)
class Basket:
    """Lines of one shop at our prices, and where the shop is; amounts are whole francs."""

    lines: tuple[CartLine, ...]
    shop: Place

    @property
    def subtotal(self) -> int:
        """What the products cost together."""
        return sum(line.total for line in self.lines)


def quantities(items: Iterable[CartItem | CartLine]) -> dict[UUID, int]:
    """Add up what is wanted of each product, in the order of first mention."""
    wanted: Counter[UUID] = Counter()
    for item in items:
        wanted[item.product_id] += item.quantity
    return dict(wanted)


def price_lines(
    wanted: Mapping[UUID, int], *, products: Mapping[UUID, ProductRow], merchant_id: UUID
) -> tuple[CartLine, ...]:
    """Price what is wanted from one shop.

    Raises:
        ProductNotFound: it is not sold, or not by this shop.
    """
    lines = []
    for product_id, quantity in wanted.items():
        product = products.get(product_id)
        if product is None or not product.is_active or product.merchant_id != merchant_id:
            raise ProductNotFound(product_id=product_id)
        lines.append(
            CartLine(
                product_id=product_id,
                name=product.name,
                unit_price=product.price,
                quantity=quantity,
                total=quantity * product.price,
            )
        )
    return tuple(lines)


def order_lines(order_id: UUID, lines: Sequence[CartLine]) -> list[OrderLineRow]:
    """Make the rows of an order's lines."""
    return [
        OrderLineRow(
            order_id=order_id,
            product_id=line.product_id,
            position=position,
            name=line.name,
            unit_price=line.unit_price,
            quantity=line.quantity,
        )
        for position, line in enumerate(lines)
    ]


def check_stock(wanted: Mapping[UUID, int], *, products: Mapping[UUID, ProductRow]) -> None:
    """Refuse what cannot be had now; reserving it is what makes sure.

    Raises:
        OutOfStock: more is wanted of a product than is neither sold nor reserved.
    """
    for product_id, quantity in wanted.items():
        product = products[product_id]
        if quantity > product.left:
            raise OutOfStock(product=product.name, left=product.left)


def delivery_fee(route: Route, *, at: datetime) -> int:
    """Price the way to the door as a courier's."""
    return price(route, size=SIZE, at=at, tariff=Tariff()).total
