"""A merchant puts a product on the shelf."""

from uuid import UUID

from services.orders.catalogue.models import ProductRow
from services.orders.catalogue.stock import level
from services.orders.catalogue.views import describe_shelf
from services.orders.media.use_cases.take_in_picture import PictureSource, take_in_picture
from services.orders.work import Work
from shared.contracts.orders.catalogue import ProductDraft, ProductEdit, ShelfProduct
from shared.values.ids import new_id


async def add_product(work: Work, draft: ProductDraft) -> ShelfProduct:
    """Add a product; it is found and sold at once, its picture follows.

    Raises:
        NotAMerchant: nobody with this phone sells.
        ImageRefused: the address of the picture is one we would never connect to.
    """
    shop = await work.catalogue.get_merchant_by_phone(draft.merchant_phone)
    product = ProductRow(
        id=new_id(),
        merchant_id=shop.id,
        city=shop.city,
        shop=shop.name,
        name=draft.name.strip(),
        description=draft.description.strip(),
        price=draft.price,
        category=draft.category.strip(),
        stock=draft.stock,
        reserved=0,
        low_stock_threshold=draft.low_stock_threshold,
        new_image_id=await picture_of(work, draft),
        is_active=True,
        created_at=work.now,
    )
    product.alert = level(product)  # whoever fills the shelf sees how full it is
    await work.catalogue.add_product(product)
    await work.catalogue.learn_words(product.name, product.category, shop.name)
    [told] = await describe_shelf(work, [product])
    return told


async def picture_of(work: Work, given: ProductDraft | ProductEdit) -> UUID | None:
    """Take in the picture of a product, when one was given.

    Raises:
        ImageRefused: its address is one we would never connect to.
    """
    if given.photo_media_id:
        return await take_in_picture(work, PictureSource.of_channel(given.photo_media_id))
    if given.image_url:
        return await take_in_picture(work, PictureSource.of_url(given.image_url))
    return None
