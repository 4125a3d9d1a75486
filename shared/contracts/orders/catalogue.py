"""Answers of the public catalogue: merchants, products, and pages of them."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.contracts.orders.api import Francs
from shared.values.place import Place


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


class Merchant(_Dto):
    """A shop as anybody may see it."""

    id: UUID
    name: str
    kind: str
    place: Place
    phone: str
    hours: str
    is_open: bool


class Product(_Dto):
    """Something a shop sells; how many are left is the shop's own business."""

    id: UUID
    name: str
    description: str
    price: Francs
    category: str
    is_available: bool
    image_url: str | None = None


class MerchantPage(_Dto):
    """Merchants by name; `next` asks for the following page, None when this was the last."""

    merchants: list[Merchant]
    next: str | None = None


class ProductPage(_Dto):
    """Products by name; `next` asks for the following page, None when this was the last."""

    products: list[Product]
    next: str | None = None
