"""Quotes as they were given, for as long as they hold and as evidence after."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.api import ParcelSize


class QuoteRow(Base):
    """A price with what it was computed from; `total` is in whole francs."""

    __tablename__ = "quote"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pickup: Mapped[dict[str, Any]]
    dropoff: Mapped[dict[str, Any]]
    size: Mapped[ParcelSize] = mapped_column(word(ParcelSize))
    city: Mapped[str]
    distance_m: Mapped[int]
    total: Mapped[int]
    lines: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
