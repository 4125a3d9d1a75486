"""What a purchase must know; the order of the fields is the order of the questions.

Fields without a question hold what a search or the cart is made of (basket.py).
"""

from typing import Annotated

from pydantic import BaseModel, Field

from services.conversation.dialogue.forms import ask
from services.conversation.flows.marketplace import checkout, questions
from services.conversation.flows.marketplace.basket import Line
from shared.contracts.orders.catalogue import Product, Seller
from shared.contracts.orders.orders import PaymentMethod
from shared.values.place import Place

Count = Annotated[int, Field(ge=0)]


class MarketplaceForm(BaseModel):
    """The search at hand, the cart, and the way out.

    `sentence` is what the errand was begun with, until it is read; `typed` is the wish as it was
    written, when it is searched by another name. `adds` asks for one more product, `edits` which
    line to change, `wanted` is how many were asked for before the product was known, `later` what
    the same sentence asks for next. `after` and `shops_after` are cursors of the lists shown.
    """

    sentence: str | None = None
    typed: str | None = None
    max_price: Count | None = None
    kind: str | None = None
    shop_name: str | None = None
    shops_after: str | None = None
    after: str | None = None
    wanted: Count | None = None
    later: list[dict[str, str | int]] = []
    adds: bool | None = None
    edits: bool | None = None
    items: list[Line] = []
    seller: Seller | None = None
    offers_last: bool = True
    country: str | None = None
    city: str | None = ask(questions.CITY)
    wish: str | None = ask(questions.WISH)
    shop: Seller | None = ask(questions.SHOP)
    picks_line: str | None = ask(questions.PICKS_LINE)
    product: Product | None = ask(questions.PRODUCT)
    one_shop: str | None = ask(questions.ONE_SHOP)
    quantity: Count | None = ask(questions.QUANTITY)
    is_complete: bool | None = ask(questions.IS_COMPLETE)
    dropoff: Place | None = ask(checkout.DROPOFF)
    contact_name: str | None = None
    contact_phone: str | None = ask(checkout.CONTACT_PHONE)
    promo_code: str | None = ask(checkout.PROMO_CODE)
    payment_method: PaymentMethod | None = ask(checkout.PAYMENT_METHOD)
