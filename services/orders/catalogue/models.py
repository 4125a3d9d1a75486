"""Merchants, products, what was sold by day, and the words of the search. One-row rules only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word

_LISTED: Final = text("is_active")
# New words go into the index itself: a list of pending ones would be read by every search.
_AT_ONCE: Final = {"fastupdate": "off"}


class StockAlert(StrEnum):
    """What the merchant was told of a product's stock since it was last filled up."""

    NONE = "none"
    LOW = "low"
    OUT = "out"


class MerchantRow(Base):
    """An approved shop people can order from; `hours` is what the shop writes on its door.

    The flag `is_open` decides, not the hours. `rccm` is the number in the trade register.
    `rating_sum` adds up the stars of `rating_count` orders. With `erased_at` its merchant asked to
    be forgotten: the row is kept for past orders, nameless.
    """

    __tablename__ = "merchant"
    __table_args__ = (
        CheckConstraint("rating_sum BETWEEN rating_count AND 5 * rating_count", name="rating"),
        Index("ix_merchant_city_is_open_name_id", "city", text("is_open DESC"), "name", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    city: Mapped[str]
    quartier: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    phone: Mapped[str] = mapped_column(unique=True)
    hours: Mapped[str]
    is_open: Mapped[bool]
    rccm: Mapped[str | None]
    rating_sum: Mapped[int] = mapped_column(default=0)
    rating_count: Mapped[int] = mapped_column(default=0)
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def rating(self) -> float | None:
        """Stars out of 5, one decimal; None before the first rating."""
        return round(self.rating_sum / self.rating_count, 1) if self.rating_count else None


class ProductRow(Base):
    """Something a merchant sells.

    Attributes:
        city: the merchant's, repeated here so that a search in a city reads one table.
        shop: the merchant's name, for the search.
        price: whole francs.
        stock: on the shelf; `reserved` of it is promised to clients.
        alert: what the merchant was told since the shelf was filled.
        image_id: the picture that is shown, ready.
        new_image_id: the picture that is to replace it: waiting, or refused.
        sold_30d: units that left the shelf in the last 30 days, counted every hour.
        is_bestseller: among the most sold of its city.
        search: the words of the product, each behind its city (see search/words.py).
    """

    __tablename__ = "product"
    __mapper_args__ = {"eager_defaults": False}  # noqa: RUF012 - SQLAlchemy reads it once
    __table_args__ = (
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("reserved BETWEEN 0 AND stock", name="reserved"),
        Index(
            "ix_product_merchant_id_name_id",
            "merchant_id",
            "name",
            "id",
            postgresql_where=_LISTED,
        ),
        Index("ix_product_merchant_id", "merchant_id"),
        Index(
            "ix_product_search",
            "search",
            postgresql_using="gin",
            postgresql_with=_AT_ONCE,
            postgresql_where=_LISTED,
        ),
        Index(
            "ix_product_bestseller_search",
            "search",
            postgresql_using="gin",
            postgresql_with=_AT_ONCE,
            postgresql_where=text("is_active AND is_bestseller"),
        ),
        *(
            Index(f"ix_product_city_{column}_id", "city", column, "id", postgresql_where=_LISTED)
            for column in ("price", "sold_30d", "created_at")
        ),
        *(
            Index(
                f"ix_product_city_category_{column}_id",
                "city",
                "category",
                column,
                "id",
                postgresql_where=_LISTED,
            )
            for column in ("price", "sold_30d", "created_at")
        ),
        Index("ix_product_sold", "id", postgresql_where=text("sold_30d > 0 OR is_bestseller")),
        Index(
            "ix_product_new_image_id",
            "new_image_id",
            postgresql_where=text("new_image_id IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("orders.merchant.id"))
    city: Mapped[str]
    shop: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    price: Mapped[int]
    category: Mapped[str]
    stock: Mapped[int]
    reserved: Mapped[int] = mapped_column(default=0)
    low_stock_threshold: Mapped[int]
    alert: Mapped[StockAlert] = mapped_column(word(StockAlert), default=StockAlert.NONE)
    image_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.image.id"))
    new_image_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.image.id"))
    is_active: Mapped[bool]
    sold_30d: Mapped[int] = mapped_column(default=0)
    is_bestseller: Mapped[bool] = mapped_column(default=False)
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed("orders.product_words(city, name, category, shop, description)", persisted=True),
        deferred=True,
    )
    created_at: Mapped[datetime]

    @property
    def left(self) -> int:
        """How many may still be ordered."""
        return self.stock - self.reserved


class SaleRow(Base):
    """Units of a product that left the shelf on one day (UTC)."""

    __tablename__ = "product_sale"
    __table_args__ = (Index("ix_product_sale_day", "day"),)

    product_id: Mapped[UUID] = mapped_column(ForeignKey("orders.product.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    units: Mapped[int]


class SearchWordRow(Base):
    """A word of some product's name, category or shop, without accents: what a typo is near to."""

    __tablename__ = "search_word"
    __table_args__ = (
        Index(
            "ix_search_word_word",
            "word",
            postgresql_using="gin",
            postgresql_with=_AT_ONCE,
            postgresql_ops={"word": "gin_trgm_ops"},
        ),
    )

    word: Mapped[str] = mapped_column(primary_key=True)
