"""Requests and answers of billing about promo codes. Amounts are whole francs."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shared.values.contact import ContactRef

Francs = Annotated[int, Field(ge=0, le=100_000_000)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,30}$")]


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class PromoCheck(_Dto):
    """Would this code lower this cart, for this person? Consumes nothing."""

    code: Code
    cart_total: Francs
    contact: ContactRef | None = None


class PromoReservation(_Dto):
    """Hold one use of a code for an order; `reservation_id` is the caller's, so it is repeatable.

    A reservation neither committed nor released lapses by itself after a day.
    """

    reservation_id: UUID
    code: Code
    cart_total: Francs
    contact: ContactRef


class PromoAnswer(_Dto):
    """The discount in francs, never more than the cart; `message` is one French sentence."""

    code: str
    discount_amount: Francs
    message: str


class ReservationCall(_Dto):
    """Commit a reservation (the order was delivered) or release it (it was not)."""

    reservation_id: UUID
