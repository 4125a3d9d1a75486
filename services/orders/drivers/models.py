"""Drivers. One-row rules only."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.api import DriverCard, Vehicle
from shared.values.place import Place, distance_m

BEST_RATING: Final = 5
IMAGINED_RATINGS: Final = 5


class DriverRow(Base):
    """A driver; only approved and not suspended ones exist for the chat. `rating` is out of 5.

    One with `erased_at` asked to be forgotten: the row is kept for the cash journal, nameless.

    The indexes answer who on duty is near a point (longitude, latitude), who of those rides more
    than a motorbike, and who has not told a position for the longest time.
    """

    __tablename__ = "driver"
    __table_args__ = (
        CheckConstraint(
            "NOT is_on_duty OR (approved_at IS NOT NULL AND suspended_at IS NULL)",
            name="on_duty_may_deliver",
        ),
        Index(
            "ix_driver_on_duty_point",
            "city",
            text("point(longitude, latitude)"),
            postgresql_using="gist",
            postgresql_where=text("is_on_duty"),
        ),
        Index(
            "ix_driver_on_duty_point_no_motorbike",
            "city",
            text("point(longitude, latitude)"),
            postgresql_using="gist",
            postgresql_where=text("is_on_duty AND vehicle <> 'motorbike'"),
        ),
        Index(
            "ix_driver_on_duty_city_last_seen",
            "city",
            text("coalesce(position_at, '-infinity'::timestamptz)"),
            postgresql_where=text("is_on_duty"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(unique=True)
    city: Mapped[str]
    vehicle: Mapped[Vehicle] = mapped_column(word(Vehicle))
    rating: Mapped[float] = mapped_column(default=5.0)
    rating_sum: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    rating_count: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    approved_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    is_on_duty: Mapped[bool] = mapped_column(default=False)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    position_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    @property
    def card(self) -> DriverCard:
        """What the parties of a mission may know."""
        return DriverCard(name=self.name, phone=self.phone, vehicle=self.vehicle.label)

    def take_rating(self, stars: int, *, instead_of: int | None) -> None:
        """Count a client's stars, once a mission: `instead_of` are the ones they replace.

        Five imagined full ratings go before, so that one bad evening does not ruin a newcomer.
        """
        self.rating_sum += stars - (instead_of or 0)
        self.rating_count += instead_of is None
        imagined = IMAGINED_RATINGS * BEST_RATING
        self.rating = (imagined + self.rating_sum) / (IMAGINED_RATINGS + self.rating_count)

    def move_to(self, place: Place, *, at: datetime) -> None:
        """Remember a position; a place without coordinates tells nothing."""
        if place.is_located:
            self.latitude, self.longitude, self.position_at = place.latitude, place.longitude, at

    def suspend(self, *, at: datetime) -> None:
        """Take off duty and off the road; the first time counts."""
        self.is_on_duty = False
        self.suspended_at = self.suspended_at or at

    def distance_to(self, place: Place) -> float | None:
        """Give the metres from the last known position, None when an end is unknown."""
        if self.latitude is None or self.longitude is None or not place.is_located:
            return None
        here = Place(label=self.name, latitude=self.latitude, longitude=self.longitude)
        return distance_m(here, place)

    def place_since(self, moment: datetime) -> Place | None:
        """Give the position when it was told after a moment."""
        if self.position_at is None or self.position_at < moment:
            return None
        return Place(
            label=self.name, latitude=self.latitude, longitude=self.longitude, city=self.city
        )
