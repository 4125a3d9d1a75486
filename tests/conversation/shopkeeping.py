"""A shop's day: Awa orders at Chez Mireille, Mireille serves, orders between them."""

from dataclasses import dataclass
from typing import Final

from services.conversation.dialogue.state import State
from shared.contracts.conversation.api import Action
from shared.contracts.orders.api import Stop
from shared.contracts.orders.calls import LIST_SHELF, PLACE_ORDER, PRICE_CART
from shared.contracts.orders.catalogue import ShelfQuery
from shared.contracts.orders.fake import FakeOrders
from shared.contracts.orders.orders import CartItem, CartRequest, OrderRequest, PaymentMethod
from shared.values.contact import ContactRef
from shared.values.place import Place
from tests.support.talk import Talk

AWA: Final = ContactRef(phone="+242065550101", name="Awa Mabiala")
MIREILLE: Final = ContactRef(phone="+242065550301", name="Mireille Nkounkou")
BACONGO: Final = Place(label="Bacongo", latitude=-4.2920, longitude=15.2450, city="Brazzaville")
SPACE: Final = "\u202f"


@dataclass
class Shop:
    """Mireille at her phone, and what Awa does elsewhere."""

    orders: FakeOrders
    mireille: Talk

    def order(
        self,
        product: str = "Poulet mayo",
        *,
        quantity: int = 2,
        payment: PaymentMethod = PaymentMethod.CASH,
    ) -> str:
        """Let Awa order; returns the order's reference."""
        shelf = self.orders.carry_out(LIST_SHELF, ShelfQuery(), phone=str(MIREILLE.phone))
        item = CartItem(product_id=self.orders.product(product).id, quantity=quantity)
        request = CartRequest(
            client=AWA, merchant_id=shelf.merchant.id, items=[item], dropoff=BACONGO
        )
        cart = self.orders.carry_out(PRICE_CART, request)
        placed = OrderRequest(
            cart_id=cart.id, client=AWA, dropoff=Stop(place=BACONGO), payment_method=payment
        )
        return self.orders.carry_out(PLACE_ORDER, placed).reference

    def open(self, reference: str) -> str:
        """Let Mireille look at an order."""
        return self.mireille.act(Action.SHOP_ORDER, reference)


def shop() -> Shop:
    """Chez Mireille is open."""
    orders = FakeOrders.with_town()
    state = State(is_welcomed=True, roles=["merchant"])
    return Shop(orders, Talk(state=state, contact=MIREILLE, orders=orders))
