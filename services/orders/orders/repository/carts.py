"""SQL of carts."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.orders.models import CartRow
from shared.contracts.orders.errors import CartNotFound


class CartRepository:
    """Carts by id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, cart_id: UUID, *, lock: bool = False) -> CartRow:
        """Return a cart, expired or not, locked when it will be placed or let go.

        Raises:
            CartNotFound: there is none of this id.
        """
        cart = await self.find(cart_id, lock=lock)
        if cart is None:
            raise CartNotFound(cart_id=cart_id)
        return cart

    async def find(self, cart_id: UUID, *, lock: bool = False) -> CartRow | None:
        """Find a cart that may have been forgotten."""
        query = select(CartRow).where(CartRow.id == cart_id)
        return await self._session.scalar(
            query.with_for_update().execution_options(populate_existing=True) if lock else query
        )

    def add(self, cart: CartRow) -> None:
        """Keep a cart."""
        self._session.add(cart)
