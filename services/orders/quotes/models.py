"""Quotes as they were given, for as long as they hold and as evidence after."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.api import ParcelSize


class QuoteRow(Base):
    """A price with what it was computed from; `total` is in whole francs.

    `contact_id` is who asked, so that the places can be forgotten with the person.
    """

    __tablename__ = "quote"
    __table_args__ = (
        Index("ix_quote_contact_id", "contact_id", postgresql_where=text("contact_id IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pickup: Mapped[dict[str, Any]]
    dropoff: Mapped[dict[str, Any]]
    size: Mapped[ParcelSize] = mapped_column(word(ParcelSize))
    city: Mapped[str]
    distance_m: Mapped[int]
    total: Mapped[int]
    lines: Mapped[dict[str, Any]]
    contact_id: Mapped[UUID | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
