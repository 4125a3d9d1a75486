"""SQL of who drives and who sells: the row stays for the journal and past jobs, without a name."""

from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from services.orders.catalogue.models import MerchantRow, ProductRow
from services.orders.missions.models import MissionRow
from services.orders.orders.models import OrderRow
from services.orders.people.privacy.repository.clients import nobodys

DRIVER_GONE: Final = "Ancien livreur"
SHOP_GONE: Final = "Boutique fermée"
_PRODUCT_GONE: Final = "Article retiré"

# A phone is unique and required: the row's own id is nobody's number.
_EMPTY_DRIVER: Final = """
UPDATE orders.driver SET name = :gone, phone = 'erased-' || id, is_on_duty = false,
  latitude = NULL, longitude = NULL, position_at = NULL,
  suspended_at = coalesce(suspended_at, :at), erased_at = :at
WHERE id = :id
"""
_OF_DRIVER: Final = (
    (
        "UPDATE orders.mission_change AS change SET place = NULL, note = NULL,"
        " who = CASE WHEN who = :phone THEN NULL ELSE who END"
        " FROM orders.mission WHERE mission.id = change.mission_id AND mission.driver_id = :id"
        " AND change.source = 'driver'"
    ),
    (
        "UPDATE orders.order_change AS change SET who = NULL"
        " FROM orders.mission WHERE mission.order_id = change.order_id AND mission.driver_id = :id"
        " AND change.who = :phone"
    ),
    (
        "UPDATE orders.mission_rating AS rating SET comment = NULL"
        " FROM orders.mission WHERE mission.id = rating.mission_id AND mission.driver_id = :id"
    ),
)
_EMPTY_MERCHANT: Final = """
UPDATE orders.merchant SET name = :gone, phone = 'erased-' || id, is_open = false, hours = '',
  quartier = '', latitude = :latitude, longitude = :longitude, rccm = NULL, erased_at = :at
WHERE id = :id
"""
_OF_MERCHANT: Final = (
    (
        "UPDATE orders.order_change AS change SET note = NULL,"
        " who = CASE WHEN change.who = :phone THEN NULL ELSE change.who END"
        " FROM orders.marketplace_order AS sold WHERE sold.id = change.order_id"
        " AND sold.merchant_id = :id AND change.source = 'merchant'"
    ),
    "UPDATE orders.marketplace_order SET refusal = NULL WHERE merchant_id = :id",
    (
        "UPDATE orders.order_rating AS rating SET comment = NULL"
        " FROM orders.marketplace_order AS sold"
        " WHERE sold.id = rating.order_id AND sold.merchant_id = :id"
    ),
    (
        f"UPDATE orders.mission SET pickup = {nobodys('pickup')}"  # noqa: S608 - our own constants
        " FROM orders.marketplace_order AS sold"
        " WHERE sold.id = mission.order_id AND sold.merchant_id = :id"
    ),
    (
        "UPDATE orders.mission_change AS change SET who = NULL FROM orders.mission,"
        " orders.marketplace_order AS sold WHERE mission.id = change.mission_id"
        " AND sold.id = mission.order_id AND sold.merchant_id = :id AND change.who = :phone"
    ),
)
_WORDS: Final = """
SELECT DISTINCT word FROM unnest(
  tsvector_to_array(to_tsvector('orders.plain', :said))
) AS word
"""
_SAID: Final = """
SELECT coalesce(string_agg(concat_ws(' ', name, shop, category), ' '), '')
FROM orders.product WHERE merchant_id = :id
"""
_PICTURES: Final = """
SELECT image FROM orders.product, unnest(ARRAY[image_id, new_image_id]) AS image
WHERE merchant_id = :id AND image IS NOT NULL
"""
_EMPTY_PRODUCTS: Final = """
UPDATE orders.product SET name = :gone, description = '', shop = :shop, is_active = false,
  stock = reserved, image_id = NULL, new_image_id = NULL, is_bestseller = false
WHERE merchant_id = :id
"""
# A word stays while some product that is sold still says it.
_FORGET_WORDS: Final = """
DELETE FROM orders.search_word WHERE word = ANY(CAST(:words AS text[])) AND NOT EXISTS (
  SELECT FROM orders.product WHERE is_active AND to_tsvector('orders.plain',
    concat_ws(' ', name, shop, category)) @@ CAST(quote_literal(search_word.word) AS tsquery)
)
"""
_FORGET_IMAGES: Final = """
WITH gone AS (DELETE FROM orders.image WHERE id = ANY(CAST(:ids AS uuid[])) RETURNING sha256)
SELECT sha256 FROM gone WHERE sha256 IS NOT NULL
"""
_FORGET_PICTURES: Final = """
DELETE FROM orders.picture WHERE sha256 = ANY(CAST(:names AS text[]))
AND NOT EXISTS (SELECT FROM orders.image WHERE image.sha256 = picture.sha256)
"""


class WorkerRows:
    """A driver's and a merchant's rows, and pictures."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def find_merchant(self, phone: str) -> MerchantRow | None:
        """Find and lock the shop of a phone."""
        query = select(MerchantRow).where(MerchantRow.phone == phone).with_for_update()
        return await self._session.scalar(query)

    async def is_driving(self, driver_id: UUID) -> bool:
        """Whether a driver has a mission under way."""
        mine = exists().where(MissionRow.driver_id == driver_id, MissionRow.ended_at.is_(None))
        return bool(await self._session.scalar(select(mine)))

    async def has_open_orders(self, merchant_id: UUID) -> bool:
        """Whether a shop has orders that run."""
        mine = exists().where(OrderRow.merchant_id == merchant_id, OrderRow.ended_at.is_(None))
        return bool(await self._session.scalar(select(mine)))

    async def empty_driver(self, driver_id: UUID, **known: object) -> None:
        """Leave of a driver what the cash journal and past jobs refer to; `phone` and `at`."""
        values = {"id": driver_id, "gone": DRIVER_GONE, **known}
        for statement in (_EMPTY_DRIVER, *_OF_DRIVER):
            await self._run(statement, values)

    async def empty_merchant(self, merchant_id: UUID, **known: object) -> None:
        """Leave of a shop what past orders refer to; `phone`, `at` and a place that is nobody's."""
        values = {"id": merchant_id, "gone": SHOP_GONE, **known}
        for statement in (_EMPTY_MERCHANT, *_OF_MERCHANT):
            await self._run(statement, values)

    async def list_product_ids(self, merchant_id: UUID) -> list[UUID]:
        """List a shop's products, withdrawn ones too."""
        query = select(ProductRow.id).where(ProductRow.merchant_id == merchant_id)
        return list(await self._session.scalars(query))

    async def withdraw_products(self, merchant_id: UUID) -> list[UUID]:
        """Take a shop's products off sale, nameless; return their pictures, shown no more."""
        said = await self._session.scalar(text(_SAID), {"id": merchant_id})
        words = (await self._session.scalars(text(_WORDS), {"said": said})).all()
        pictures = (await self._session.scalars(text(_PICTURES), {"id": merchant_id})).all()
        values = {"id": merchant_id, "gone": _PRODUCT_GONE, "shop": SHOP_GONE}
        await self._run(_EMPTY_PRODUCTS, values)
        await self._run(_FORGET_WORDS, {"words": list(words)})
        return list(pictures)

    async def forget_pictures(self, image_ids: list[UUID]) -> None:
        """Delete pictures; bytes that another picture shares stay for that one."""
        names = (await self._session.scalars(text(_FORGET_IMAGES), {"ids": image_ids})).all()
        await self._run(_FORGET_PICTURES, {"names": list(names)})

    async def _run(self, statement: str, values: dict[str, object]) -> None:
        names = {name: value for name, value in values.items() if f":{name}" in statement}
        await self._session.execute(text(statement), names)
