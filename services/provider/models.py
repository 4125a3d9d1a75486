"""Tables of provider: the directory of artisans."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Text, func, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.db.base import ServiceBase, service_metadata
from shared.messaging.tables import messaging_tables
from shared.values.ids import new_id


class Base(ServiceBase):
    """Everything in the schema `provider`."""

    __abstract__ = True
    metadata = service_metadata("provider")


messaging = messaging_tables(Base.metadata)


class ProviderRow(Base):
    """An artisan: what they do, where, and whether we approved them."""

    __tablename__ = "provider"
    __table_args__ = (
        Index("ix_provider_city_name_id", "city", "name", "id", postgresql_where=text("approved")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text, unique=True)
    trade: Mapped[str] = mapped_column(Text)
    city: Mapped[str] = mapped_column(Text)
    quartier: Mapped[str] = mapped_column(Text)
    approved: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
