"""A merchant changes a product: its words, price, stock, picture, or whether it is on sale."""

from uuid import UUID

from services.orders.catalogue.models import ProductRow
from services.orders.catalogue.stock import level
from services.orders.catalogue.use_cases.add_product import picture_of
from services.orders.catalogue.views import describe_shelf
from services.orders.work import Work
from shared.contracts.orders.catalogue import ProductEdit, ShelfProduct
from shared.contracts.orders.errors import ProductNotFound, StockBelowReserved

_PLAIN = ("name", "description", "category", "price", "low_stock_threshold", "is_active")


async def edit_product(work: Work, edit: ProductEdit, *, product_id: UUID) -> ShelfProduct:
    """Change what the edit names; orders under way keep their prices and their reserved units.

    Raises:
        NotAMerchant: nobody with this phone sells.
        ProductNotFound: there is no such product on this merchant's shelf.
        StockBelowReserved: the shelf would hold less than is promised.
        ImageRefused: the address of the picture is one we would never connect to.
    """
    shop = await work.catalogue.get_merchant_by_phone(edit.merchant_phone)
    rows = await work.catalogue.lock_products([product_id])
    product = rows.get(product_id)
    if product is None or product.merchant_id != shop.id:
        raise ProductNotFound(product_id=product_id)
    for field in _PLAIN:
        value = getattr(edit, field)
        if value is not None:
            setattr(product, field, value.strip() if isinstance(value, str) else value)
    _fill(product, edit)
    picture = await picture_of(work, edit)
    if picture is not None:
        product.new_image_id = picture
    await work.session.flush()
    await work.catalogue.learn_words(product.name, product.category)
    [told] = await describe_shelf(work, [product])
    return told


def _fill(product: ProductRow, edit: ProductEdit) -> None:
    """Count the shelf anew, or add to it; the merchant sees the result and needs no alert."""
    stock = product.stock if edit.stock is None else edit.stock
    stock += edit.stock_added or 0
    if stock < product.reserved:
        raise StockBelowReserved(product=product.name, reserved=product.reserved)
    product.stock = stock
    product.alert = level(product)
