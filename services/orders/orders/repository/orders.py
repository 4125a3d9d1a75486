"""SQL of orders. Whoever changes an order locks its row first, before missions and products."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.models import MerchantRow, ProductRow
from services.orders.orders.models import (
    OrderChangeRow,
    OrderCounterRow,
    OrderLineRow,
    OrderRatingRow,
    OrderRow,
)
from services.orders.orders.statuses import ON_THE_DESK
from shared.contracts.orders.errors import OrderNotFound

MOST_LOW_STOCK_COUNTED: Final = 100


class OrderRepository:
    """Orders by key and by the questions the use cases ask."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, order_id: UUID, *, lock: bool = False) -> OrderRow:
        """Return an order, locked for the rest of the transaction when it will be changed.

        Raises:
            OrderNotFound: there is none of this id.
        """
        query = select(OrderRow).where(OrderRow.id == order_id)
        order = await self._session.scalar(
            query.with_for_update().execution_options(populate_existing=True) if lock else query
        )
        if order is None:
            raise OrderNotFound(reference=order_id)
        return order

    async def get_by_reference(self, reference: str, *, lock: bool = False) -> OrderRow:
        """Return the order people call so.

        Raises:
            OrderNotFound: nobody uses this reference.
        """
        query = select(OrderRow).where(OrderRow.reference == reference)
        order = await self._session.scalar(query.with_for_update() if lock else query)
        if order is None:
            raise OrderNotFound(reference=reference)
        return order

    async def find_by_cart(self, cart_id: UUID) -> OrderRow | None:
        """Find the order a cart became."""
        return await self._session.scalar(select(OrderRow).where(OrderRow.cart_id == cart_id))

    async def list_on_desk(self, merchant_id: UUID, *, limit: int) -> list[OrderRow]:
        """List the newest orders a merchant still has in hand, oldest first among them."""
        query = select(OrderRow).where(
            OrderRow.merchant_id == merchant_id, OrderRow.status.in_(ON_THE_DESK)
        )
        query = query.order_by(OrderRow.created_at.desc(), OrderRow.id.desc()).limit(limit)
        return list(await self._session.scalars(query))[::-1]

    async def add(self, order: OrderRow, lines: Sequence[OrderLineRow]) -> None:
        """Keep a new order with its lines, written at once: its timeline refers to it."""
        self._session.add(order)
        await self._session.flush()
        self._session.add_all(lines)

    async def replace_lines(self, order_id: UUID, lines: Sequence[OrderLineRow]) -> None:
        """Give an order other lines."""
        await self._session.execute(delete(OrderLineRow).where(OrderLineRow.order_id == order_id))
        self._session.add_all(lines)
        await self._session.flush()

    async def list_lines(self, order_ids: Collection[UUID]) -> dict[UUID, list[OrderLineRow]]:
        """List the lines of orders, as they were ordered."""
        query = select(OrderLineRow).where(OrderLineRow.order_id.in_(order_ids))
        found: dict[UUID, list[OrderLineRow]] = {order_id: [] for order_id in order_ids}
        for line in await self._session.scalars(query.order_by(OrderLineRow.position)):
            found[line.order_id].append(line)
        return found

    def add_change(self, change: OrderChangeRow) -> None:
        """Write a line of the timeline."""
        self._session.add(change)

    async def list_changes(self, order_ids: Collection[UUID]) -> dict[UUID, list[OrderChangeRow]]:
        """List the changes of orders, oldest first."""
        await self._session.flush()
        query = select(OrderChangeRow).where(OrderChangeRow.order_id.in_(order_ids))
        found: dict[UUID, list[OrderChangeRow]] = {order_id: [] for order_id in order_ids}
        for change in await self._session.scalars(query.order_by(OrderChangeRow.id)):
            found[change.order_id].append(change)
        return found

    async def next_number(self, day: date) -> int:
        """Take the next number of a day; the counter stays locked until the transaction ends.

        Called last of all locks, so that it is held for the shortest time.
        """
        query = insert(OrderCounterRow).values(day=day, last=1)
        query = query.on_conflict_do_update(
            index_elements=[OrderCounterRow.day], set_={"last": OrderCounterRow.last + 1}
        )
        numbers = await self._session.scalars(query.returning(OrderCounterRow.last))
        number: int = numbers.one()
        return number

    async def count_low_stock(self, merchant_id: UUID) -> int:
        """Count the products at or under their threshold, up to a hundred."""
        left = ProductRow.stock - ProductRow.reserved
        low = select(ProductRow.id).where(
            ProductRow.merchant_id == merchant_id,
            ProductRow.is_active,
            left <= ProductRow.low_stock_threshold,
        )
        some = low.limit(MOST_LOW_STOCK_COUNTED).subquery()
        return await self._session.scalar(select(func.count()).select_from(some)) or 0

    async def rate(self, order: OrderRow, *, stars: int, comment: str | None, at: datetime) -> None:
        """Keep the rating of a locked order and carry its difference over to the merchant."""
        known = await self._session.get(OrderRatingRow, order.id)
        if known is None:
            self._session.add(
                OrderRatingRow(order_id=order.id, stars=stars, comment=comment, rated_at=at)
            )
        more = (stars, 1) if known is None else (stars - known.stars, 0)
        if known is not None:
            known.stars, known.comment, known.rated_at = stars, comment, at
        await self._session.execute(
            update(MerchantRow)
            .where(MerchantRow.id == order.merchant_id)
            .values(
                rating_sum=MerchantRow.rating_sum + more[0],
                rating_count=MerchantRow.rating_count + more[1],
            )
        )
