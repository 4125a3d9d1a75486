"""SQL of quotes."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.quotes.models import QuoteRow
from shared.contracts.orders.errors import QuoteNotFound


class QuoteRepository:
    """Quotes by id."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    def add(self, quote: QuoteRow) -> None:
        """Keep a quote."""
        self._session.add(quote)

    async def get(self, quote_id: UUID) -> QuoteRow:
        """Return a quote, expired or not.

        Raises:
            QuoteNotFound: there is none of this id.
        """
        quote = await self._session.get(QuoteRow, quote_id)
        if quote is None:
            raise QuoteNotFound(quote_id=quote_id)
        return quote
