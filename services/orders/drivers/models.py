"""Drivers. One-row rules only."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.api import DriverCard
from shared.values.place import Place


class Vehicle(StrEnum):
    """What a driver rides."""

    MOTORBIKE = "motorbike"
    TRICYCLE = "tricycle"
    CAR = "car"
    VAN = "van"

    @property
    def label(self) -> str:
        """What clients read."""
        labels = {"motorbike": "Moto", "tricycle": "Tricycle", "car": "Voiture"}
        return labels.get(self.value, "Fourgonnette")


class DriverRow(Base):
    """A driver; only approved ones exist for the chat. `rating` is out of 5."""

    __tablename__ = "driver"
    __table_args__ = (Index("ix_driver_city_on_duty", "city", postgresql_where=text("is_on_duty")),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(unique=True)
    city: Mapped[str]
    vehicle: Mapped[Vehicle] = mapped_column(word(Vehicle))
    rating: Mapped[float] = mapped_column(default=5.0)
    approved_at: Mapped[datetime | None]
    is_on_duty: Mapped[bool] = mapped_column(default=False)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    position_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def card(self) -> DriverCard:
        """What the parties of a mission may know."""
        return DriverCard(name=self.name, phone=self.phone, vehicle=self.vehicle.label)

    def move_to(self, place: Place, *, at: datetime) -> None:
        """Remember a position; a place without coordinates tells nothing."""
        if place.is_located:
            self.latitude, self.longitude, self.position_at = place.latitude, place.longitude, at

    def place_since(self, moment: datetime) -> Place | None:
        """Give the position when it was told after a moment."""
        if self.position_at is None or self.position_at < moment:
            return None
        return Place(
            label=self.name, latitude=self.latitude, longitude=self.longitude, city=self.city
        )
