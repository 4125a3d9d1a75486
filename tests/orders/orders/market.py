"""A market in the town: two shops with something on the shelf, and what people do there."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from services.orders.catalogue.models import ProductRow
from services.orders.catalogue.use_cases.register_merchant import Opening, register_merchant
from shared.contracts.billing.fake import FakeBilling
from shared.contracts.call import Answer, Body, Call
from shared.contracts.orders.api import CancelRequest, MissionStatus, OrderStatus, Stop
from shared.contracts.orders.calls import (
    CANCEL_ORDER,
    CONFIRM_PAYMENT,
    GET_ORDER,
    MOVE_ORDER,
    PLACE_ORDER,
    PRICE_CART,
)
from shared.contracts.orders.orders import (
    Cart,
    CartItem,
    CartRequest,
    ContactQuery,
    MerchantCall,
    Order,
    OrderMove,
    OrderRequest,
    PaymentMethod,
)
from shared.values.contact import ContactRef
from shared.values.ids import new_id
from shared.values.phone import PhoneNumber
from shared.values.place import Place
from tests.orders.town import AWA, BACONGO, CEDRIC, MOUNGALI, POTO_POTO, Town, new_key

MIREILLE = "+242065550301"
MARCEL = "+242065550302"
MOVED, EDITED, PAID = "orders.order_moved.v1", "orders.order_edited.v1", "orders.order_paid.v1"


@dataclass(frozen=True, slots=True)
class Market:
    """Chez Mireille sells `poulet` (3 500), `jus` (1 000) and `saka` (2 500); Marcel sells `riz`.

    Each has ten on the shelf, but for the last `saka`.
    """

    town: Town
    billing: FakeBilling
    mireille: UUID
    marcel: UUID
    products: dict[str, UUID] = field(default_factory=dict)

    async def call(self, call: Call[Body, Answer], body: Body, **path: str) -> Answer:
        """Carry a call out with a key of its own."""
        return await self.town.orders.call(call, body, key=new_key(), **path)

    def wish(
        self,
        wanted: dict[str, int] | None = None,
        *,
        client: ContactRef = AWA,
        dropoff: Place = BACONGO,
        promo: str | None = None,
    ) -> CartRequest:
        """Say what somebody wants of Chez Mireille; two chickens unless told."""
        items = [
            CartItem(product_id=self.products[name], quantity=quantity)
            for name, quantity in (wanted or {"poulet": 2}).items()
        ]
        return CartRequest(
            client=client,
            merchant_id=self.mireille,
            items=items,
            dropoff=dropoff,
            promo_code=promo,
        )

    async def cart(self, wanted: dict[str, int] | None = None, **wish: Any) -> Cart:  # noqa: ANN401 - passed on
        """Have a cart priced."""
        return await self.call(PRICE_CART, self.wish(wanted, **wish))

    async def confirm(
        self,
        cart: Cart,
        *,
        client: ContactRef = AWA,
        pay: PaymentMethod = PaymentMethod.CASH,
        dropoff: Place = BACONGO,
        key: str | None = None,
    ) -> Order:
        """Order a cart."""
        request = OrderRequest(
            cart_id=cart.id, client=client, dropoff=Stop(place=dropoff), payment_method=pay
        )
        return await self.town.orders.call(PLACE_ORDER, request, key=key or new_key())

    async def order(
        self,
        wanted: dict[str, int] | None = None,
        *,
        pay: PaymentMethod = PaymentMethod.CASH,
        promo: str | None = None,
        client: ContactRef = AWA,
    ) -> Order:
        """Price a cart and order it."""
        cart = await self.cart(wanted, client=client, promo=promo)
        return await self.confirm(cart, client=client, pay=pay)

    async def move(
        self,
        order: Order,
        status: OrderStatus,
        *,
        by: str = MIREILLE,
        reason: str | None = None,
        code: str | None = None,
    ) -> Order:
        """Move an order as a merchant."""
        move = OrderMove(merchant_phone=by, status=status, reason=reason, code=code)
        return await self.call(MOVE_ORDER, move, reference=order.reference)

    async def pay(self, order: Order) -> Order:
        """Say as the merchant that the money has come."""
        call = MerchantCall(merchant_phone=MIREILLE)
        return await self.call(CONFIRM_PAYMENT, call, reference=order.reference)

    async def cancel(self, order: Order, *, by: ContactRef = AWA) -> Order:
        """Call an order off."""
        return await self.call(CANCEL_ORDER, CancelRequest(contact=by), reference=order.reference)

    async def seen(self, order: Order, *, by: ContactRef | None = None) -> Order:
        """Read an order again, as our own services do unless told."""
        reader = ContactQuery.of(by) if by else ContactQuery()
        return await self.town.orders.call(GET_ORDER, reader, reference=order.reference)

    async def shelf(self, name: str) -> tuple[int, int]:
        """Tell what is in stock of a product, and how much of it is reserved."""
        [row] = await self.town.rows(
            "SELECT stock, reserved FROM orders.product WHERE id = :id", id=self.products[name]
        )
        return row["stock"], row["reserved"]

    async def change(self, name: str, **columns: object) -> None:
        """Let a merchant change a product behind everybody's back."""
        async with self.town.container.begin() as work:
            product = await work.session.get_one(ProductRow, self.products[name])
            for column, value in columns.items():
                setattr(product, column, value)

    async def moves(self) -> list[tuple[str | None, str, str]]:
        """Tell the moves recorded as events: from where, to where, by whom."""
        return [
            (event["previous"], event["order"]["status"], event["source"])
            for event in await self.town.events(MOVED)
        ]

    async def on_the_way(self, *, by: str = CEDRIC, **order: Any) -> Order:  # noqa: ANN401 - passed on
        """Order, have it made ready, and let a driver have its mission."""
        placed = await self.order(**order)
        ready = await self.move(placed, OrderStatus.READY)
        assert ready.mission is not None
        await self.town.add_driver(by)
        await self.town.give(ready.mission.reference, to=by)
        return ready

    async def picked_up(self, **order: Any) -> Order:  # noqa: ANN401 - passed on
        """Order, and let the driver take it with a picture."""
        ready = await self.on_the_way(**order)
        assert ready.mission is not None
        photo = {"photo_media_id": "picture-1"}
        await self.town.report(ready.mission.reference, MissionStatus.PICKED_UP, **photo)
        await self.town.settle()
        return await self.seen(ready)


async def open_market(town: Town, billing: FakeBilling) -> Market:
    """Open the two shops."""
    market = Market(
        town,
        billing,
        mireille=await _shop(town, "Chez Mireille", MIREILLE, POTO_POTO),
        marcel=await _shop(town, "Alimentation Marcel", MARCEL, MOUNGALI),
    )
    shelves = (
        ("poulet", "Poulet mayo", 3_500, 10, market.mireille),
        ("jus", "Jus de gingembre", 1_000, 10, market.mireille),
        ("saka", "Saka-saka", 2_500, 1, market.mireille),
        ("riz", "Riz 25 kg", 15_000, 10, market.marcel),
    )
    async with town.container.begin() as work:
        for short, name, price, stock, shop in shelves:
            product = _product(town, name, price=price, stock=stock, shop=shop)
            work.session.add(product)
            market.products[short] = product.id
    return market


async def _shop(town: Town, name: str, phone: str, place: Place) -> UUID:
    opening = Opening(
        name=name,
        kind="Restaurant",
        phone=PhoneNumber(phone),
        city="Brazzaville",
        place=place,
        hours="11h–22h",
    )
    async with town.container.begin() as work:
        return (await register_merchant(work, opening)).id


def _product(town: Town, name: str, *, price: int, stock: int, shop: UUID) -> ProductRow:
    return ProductRow(
        id=new_id(),
        merchant_id=shop,
        city="Brazzaville",
        shop="",
        name=name,
        description="",
        price=price,
        category="Plats",
        stock=stock,
        low_stock_threshold=0,
        is_active=True,
        created_at=town.clock.now(),
    )
