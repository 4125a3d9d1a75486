"""Marketplace orders: carts, orders, their moves; a person's history over orders and missions.

Prices, stock and fees are ours: a request names products and quantities, never amounts.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from shared.contracts.orders.api import Francs, Minutes, Mission, OrderStatus, Stop
from shared.contracts.orders.catalogue import Merchant
from shared.values.contact import ContactRef
from shared.values.place import Place


class _Dto(BaseModel):
    model_config = ConfigDict(frozen=True)


_AWA: Final[dict[str, JsonValue]] = {"phone": "+242065550101", "name": "Awa Mabiala"}
_DOOR: Final[dict[str, JsonValue]] = {
    "label": "Bacongo, avenue Matsoua",
    "latitude": -4.292,
    "longitude": 15.245,
    "city": "Brazzaville",
}
_ITEM: Final[dict[str, JsonValue]] = {
    "product_id": "0193a6f0-0000-7000-8000-000000000001",
    "quantity": 2,
}


def _example(**fields: JsonValue) -> ConfigDict:
    """Show one request in the API's document."""
    return ConfigDict(json_schema_extra={"examples": [fields]})


class PaymentMethod(StrEnum):
    """How an order is paid: to the driver, or to the merchant before it is prepared."""

    CASH = "cash"
    MOBILE_MONEY = "mobile_money"
    TRANSFER = "transfer"


class PaymentState(StrEnum):
    """Where the payment stands; `expired` cancelled the order."""

    ON_DELIVERY = "on_delivery"
    AWAITED = "awaited"
    RECEIVED = "received"
    EXPIRED = "expired"


class CartItem(_Dto):
    """A product and how many of it."""

    product_id: UUID
    quantity: Annotated[int, Field(ge=1, le=99)]


class CartRequest(_Dto):
    """What somebody wants from one shop, and where it goes; the place needs coordinates."""

    model_config = _example(
        client=_AWA,
        merchant_id="0193a6f0-0000-7000-8000-000000000002",
        items=[_ITEM],
        dropoff=_DOOR,
        promo_code="BIENVENUE10",
    )

    client: ContactRef
    merchant_id: UUID
    items: Annotated[list[CartItem], Field(min_length=1, max_length=30)]
    dropoff: Place
    promo_code: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{2,30}$")] | None = None


class CartLine(_Dto):
    """A line of a cart or an order, at our price."""

    product_id: UUID
    name: str
    unit_price: Francs
    quantity: int
    total: Francs
    thumb_url: str | None = None


class Cart(_Dto):
    """A priced cart that holds until `expires_at`: subtotal − discount + delivery fee = total.

    A promo code that does not apply leaves the cart as it is: `promo_refusal` says why in French.
    """

    id: UUID
    merchant: Merchant
    lines: list[CartLine]
    subtotal: Francs
    delivery_fee: Francs
    discount: Francs = 0
    promo_code: str | None = None
    promo_refusal: str | None = None
    total: Francs
    distance_m: int
    eta: Minutes
    expires_at: datetime


class OrderRequest(_Dto):
    """A cart as the client confirmed it; its stock is reserved now, or it is refused now."""

    model_config = _example(
        cart_id="0193a6f0-0000-7000-8000-000000000003",
        client=_AWA,
        dropoff={"place": _DOOR, "contact_name": "Marie", "contact_phone": "+242061234567"},
        payment_method="cash",
        note="Portail vert",
    )

    cart_id: UUID
    client: ContactRef
    dropoff: Stop
    payment_method: PaymentMethod
    note: Annotated[str, Field(max_length=300)] | None = None


class OrderChange(_Dto):
    """One change of an order."""

    status: OrderStatus
    at: datetime
    source: str
    note: str | None = None


class Order(_Dto):
    """An order as its parties see it; `mission` is its delivery once it is ready.

    `pay_before` is when an awaited payment is given up. `refusal` is the merchant's reason. There
    is no `client` any more when that person asked to be forgotten.
    """

    id: UUID
    reference: str
    status: OrderStatus
    merchant: Merchant
    client: ContactRef | None
    dropoff: Stop
    lines: list[CartLine]
    subtotal: Francs
    delivery_fee: Francs
    discount: Francs = 0
    promo_code: str | None = None
    total: Francs
    payment_method: PaymentMethod
    payment_state: PaymentState
    pay_before: datetime | None = None
    note: str | None = None
    refusal: str | None = None
    mission: Mission | None = None
    created_at: datetime
    is_cancellable: bool = False
    is_ratable: bool = False
    timeline: list[OrderChange] = []


class OrderList(_Dto):
    """Orders, newest first."""

    orders: list[Order]


class OrderMove(_Dto):
    """The merchant moves an order on; refusing needs a reason, handing over the driver's code."""

    model_config = _example(merchant_phone="+242065550301", status="handed_over", code="4821")

    merchant_phone: str
    status: OrderStatus
    reason: Annotated[str, Field(min_length=2, max_length=300)] | None = None
    code: Annotated[str, Field(pattern=r"^\d{4}$")] | None = None


class OrderEnd(_Dto):
    """The team ends a stuck order; the note says why, and the client is told a refusal's."""

    status: Literal[
        OrderStatus.CANCELLED, OrderStatus.REFUSED, OrderStatus.DELIVERED, OrderStatus.PROBLEM
    ]
    note: Annotated[
        str, Field(pattern=r"^[^\x00]{3,300}$", examples=["Commerce fermé, client prévenu"])
    ]


class OrderEdit(_Dto):
    """What a pending order shall hold instead, at our prices of now."""

    model_config = _example(contact=_AWA, items=[_ITEM])

    contact: ContactRef
    items: Annotated[list[CartItem], Field(min_length=1, max_length=30)]


class MerchantCall(_Dto):
    """A merchant acting on something; the phone is the shop's own."""

    merchant_phone: str


class ContactQuery(_Dto):
    """Whose jobs: any of the ways a person is known; lists need at least phone or user_id.

    A single thing may be read with an empty query by our own services, which see everything.
    """

    contact_id: UUID | None = None
    phone: Annotated[str, Field(pattern=r"^[\w+.\-]{1,200}$")] | None = None
    user_id: Annotated[str, Field(pattern=r"^[\w+.\-]{1,200}$")] | None = None
    after: Annotated[str, Field(max_length=400)] | None = None

    @classmethod
    def of(cls, contact: ContactRef) -> "ContactQuery":
        """Ask for what belongs to a contact."""
        return cls(contact_id=contact.contact_id, phone=contact.phone, user_id=contact.user_id)


class Activity(_Dto):
    """What a person has running: missions sent and orders placed, newest first, ten each."""

    missions: list[Mission]
    orders: list[Order]


class HistoryEntry(_Dto):
    """A past or running job in one line; `status` is a mission's or an order's."""

    reference: str
    is_order: bool
    status: str
    title: str
    total: Francs | None
    at: datetime


class HistoryPage(_Dto):
    """Jobs, newest first, ten a page; `next` asks for older ones."""

    entries: list[HistoryEntry]
    next: str | None = None


class LastJob(_Dto):
    """The newest job that can be repeated; both None when there is none."""

    mission: Mission | None = None
    order: Order | None = None


class MerchantDesk(_Dto):
    """What a merchant opens the shop's chat for: the shop and its open orders, oldest first."""

    merchant: Merchant
    orders: list[Order]
    low_stock_count: int = 0
