"""Merchants and products. One-row rules only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base


class MerchantRow(Base):
    """A shop people can order from; `hours` is what the shop writes on its door."""

    __tablename__ = "merchant"
    __table_args__ = (Index("ix_merchant_city_name_id", "city", "name", "id"),)

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
    created_at: Mapped[datetime]


class ProductRow(Base):
    """Something a merchant sells; `price` is in whole francs."""

    __tablename__ = "product"
    __table_args__ = (
        Index(
            "ix_product_merchant_id_name_id",
            "merchant_id",
            "name",
            "id",
            postgresql_where=text("is_active"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("orders.merchant.id"))
    name: Mapped[str]
    description: Mapped[str]
    price: Mapped[int]
    category: Mapped[str]
    stock: Mapped[int]
    low_stock_threshold: Mapped[int]
    image_url: Mapped[str | None]
    is_active: Mapped[bool]
    created_at: Mapped[datetime]
