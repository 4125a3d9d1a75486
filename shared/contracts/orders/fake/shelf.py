"""The shop as its own merchant sees it: the shelf, the open orders, open or closed."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from shared.contracts.call import Nothing
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.catalogue import (
    ImageState,
    OpeningRequest,
    ProductDraft,
    ProductEdit,
    Shelf,
    ShelfProduct,
    ShelfQuery,
)
from shared.contracts.orders.errors import ImageRefused, ProductNotFound, StockBelowReserved
from shared.contracts.orders.fake.catalogue import matching
from shared.contracts.orders.fake.orders import for_merchant
from shared.contracts.orders.fake.state import FakeProduct, State
from shared.contracts.orders.orders import MerchantDesk
from shared.errors import Invalid
from shared.values.ids import new_id

MOST_ORDERS: Final = 20
_IN_HAND: Final = tuple(OrderStatus)[:4]  # what the shop still has on its shelf or counter
_NOT_SHOWN: Final = {"merchant_phone", "stock", "stock_added", "photo_media_id", "image_url"}


def get_desk(state: State, _query: Nothing, *, phone: str) -> MerchantDesk:
    """Tell a shop with its newest open orders, oldest first among them.

    Raises:
        NotAMerchant: no shop has this phone.
    """
    merchant = state.merchant(phone)
    waiting = [
        for_merchant(state, order)
        for order in state.orders.values()
        if order.merchant.id == merchant.id and order.status in _IN_HAND
    ]
    low = [
        product
        for product in _products_of(state, merchant.id)
        if product.shown.is_active and product.left <= product.shown.low_stock_threshold
    ]
    return MerchantDesk(merchant=merchant, orders=waiting[-MOST_ORDERS:], low_stock_count=len(low))


def set_opening(state: State, request: OpeningRequest, *, phone: str) -> MerchantDesk:
    """Open or close a shop.

    Raises:
        NotAMerchant: no shop has this phone.
    """
    merchant = state.merchant(phone)
    state.merchants[merchant.id] = merchant.model_copy(update={"is_open": request.is_open})
    return get_desk(state, Nothing(), phone=phone)


def list_shelf(state: State, query: ShelfQuery, *, phone: str) -> Shelf:
    """List what a shop has, paused products too.

    Raises:
        NotAMerchant: no shop has this phone.
    """
    merchant = state.merchant(phone)
    found = matching(state, _products_of(state, merchant.id), words=query.q)
    products = [product.shown for product in found]
    if query.product_id is not None:
        products = [product for product in products if product.id == query.product_id]
    return Shelf(merchant=merchant, products=products)


def add_product(state: State, draft: ProductDraft) -> ShelfProduct:
    """Put a new product on the shelf.

    Raises:
        NotAMerchant: no shop has this phone.
        ImageRefused: the picture's address is none we would read.
    """
    merchant = state.merchant(draft.merchant_phone)
    _check_address(draft.image_url)
    product = ShelfProduct(
        id=new_id(),
        name=draft.name,
        description=draft.description,
        price=draft.price,
        category=draft.category,
        stock=draft.stock,
        reserved=0,
        low_stock_threshold=draft.low_stock_threshold,
        is_active=True,
        image_state=_image_state(draft),
    )
    state.products[product.id] = FakeProduct(product, merchant.id)
    return product


def edit_product(state: State, edit: ProductEdit, *, product_id: str) -> ShelfProduct:
    """Change what the edit names.

    Raises:
        NotAMerchant: no shop has this phone.
        ProductNotFound: the shop has no such product.
        StockBelowReserved: less than what is promised to clients would be left.
        ImageRefused: the picture's address is none we would read.
    """
    merchant = state.merchant(edit.merchant_phone)
    product = state.products.get(_as_id(product_id))
    if product is None or product.merchant_id != merchant.id:
        raise ProductNotFound(product_id=product_id)
    _check_address(edit.image_url)
    base = product.shown.stock if edit.stock is None else edit.stock
    stock = base + (edit.stock_added or 0)
    if stock < product.shown.reserved:
        raise StockBelowReserved(product=product.shown.name, reserved=product.shown.reserved)
    named = edit.model_dump(exclude_none=True, exclude=_NOT_SHOWN)
    if _image_state(edit) is ImageState.WAITING:
        named |= {"image_state": ImageState.WAITING}
    product.change(**named | {"stock": stock})
    return product.shown


def _products_of(state: State, merchant_id: UUID) -> list[FakeProduct]:
    return [one for one in state.products.values() if one.merchant_id == merchant_id]


def _image_state(named: ProductDraft | ProductEdit) -> ImageState:
    has_picture = named.photo_media_id is not None or named.image_url is not None
    return ImageState.WAITING if has_picture else ImageState.NONE


def _check_address(url: str | None) -> None:
    """Refuse what can be judged without a look-up; the service also judges where it connects."""
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.hostname is None:
        raise ImageRefused(reason="not_http")
    if parts.username is not None:
        raise ImageRefused(reason="credentials")
    if _is_private(parts.hostname):
        raise ImageRefused(reason="private_address")


def _is_private(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return not ip_address(host).is_global
    except ValueError:
        return False


def _as_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Invalid(reason="the product's id is no UUID") from error
