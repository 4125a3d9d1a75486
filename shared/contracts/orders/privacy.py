"""A person's data: all that orders holds of somebody, and its erasure."""

from datetime import datetime
from typing import Final

from pydantic import BaseModel, ConfigDict

from shared.contracts.orders.api import Driver, Mission
from shared.contracts.orders.applications import Application
from shared.contracts.orders.cash import CashAccount
from shared.contracts.orders.catalogue import Merchant, ShelfProduct
from shared.contracts.orders.orders import Order
from shared.values.contact import ContactRef

MOST_TOLD: Final = 500


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class ErasureRequest(_Dto):
    """Somebody wants to be forgotten, by all the ways they are known."""

    contact: ContactRef


class Erasure(_Dto):
    """It is done here; others are told by event."""

    erased_at: datetime


class GivenRating(_Dto):
    """Stars and a word that somebody gave: to a driver, to a client or to a shop."""

    reference: str
    stars: int
    comment: str | None
    rated_at: datetime


class PersonalData(_Dto):
    """All that orders holds of a person, newest first, the newest 500 of each kind.

    `driver`, `cash`, `merchant` and `products` are there for who drives or sells; `driven` are the
    references of the jobs that a driver carried.
    """

    missions: list[Mission] = []
    orders: list[Order] = []
    ratings: list[GivenRating] = []
    applications: list[Application] = []
    driver: Driver | None = None
    driven: list[str] = []
    cash: CashAccount | None = None
    merchant: Merchant | None = None
    products: list[ShelfProduct] = []
