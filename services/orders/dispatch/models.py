"""Offers to drivers, and how far the search for a mission's driver is. One-row rules only."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.values.place import Place


class OfferState(StrEnum):
    """What became of an offer; `withdrawn` when the mission went elsewhere or was cancelled."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class OfferRow(Base):
    """A mission proposed to one driver; `pay` is the driver's part in whole francs.

    A driver is asked one thing at a time: at most one open offer each. A job taken from the open
    list is an offer accepted in the moment it was made, so that pay and fairness read one table.
    """

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_open_driver_id",
            "driver_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_offer_mission_id", "mission_id"),
        Index(
            "ix_offer_accepted_driver_id_closed_at",
            "driver_id",
            "closed_at",
            postgresql_where=text("state = 'accepted'"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    mission_id: Mapped[UUID] = mapped_column(ForeignKey("orders.mission.id"))
    driver_id: Mapped[UUID] = mapped_column(ForeignKey("orders.driver.id"))
    state: Mapped[OfferState] = mapped_column(word(OfferState))
    pay: Mapped[int]
    distance_to_pickup_m: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    def close(self, state: OfferState, *, at: datetime) -> None:
        """End it."""
        self.state, self.closed_at = state, at


class SearchRow(Base):
    """The search for a mission's driver: exclusive offers, then open to all, then given up.

    `tries` counts the offers of this round. `open_until` is set while the job is open to all;
    `city` and the pick-up's coordinates are copied beside it so that drivers find it by index.
    `was_told` stays True over later rounds: the client hears the bad news once.
    """

    __tablename__ = "search"
    __table_args__ = (
        Index(
            "ix_search_exhausted_at",
            "exhausted_at",
            postgresql_where=text("exhausted_at IS NOT NULL"),
        ),
        Index(
            "ix_search_open_city_pickup",
            "city",
            text("point(longitude, latitude)"),
            postgresql_using="gist",
            postgresql_where=text("open_until IS NOT NULL"),
        ),
    )

    mission_id: Mapped[UUID] = mapped_column(ForeignKey("orders.mission.id"), primary_key=True)
    round_started_at: Mapped[datetime]
    tries: Mapped[int]
    open_until: Mapped[datetime | None]
    city: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    exhausted_at: Mapped[datetime | None]
    was_told: Mapped[bool]

    def start_round(self, *, at: datetime) -> None:
        """Search again from the start."""
        self.round_started_at, self.tries, self.exhausted_at = at, 0, None

    @property
    def is_settled(self) -> bool:
        """Whether nobody is to be asked alone: open to all, or given up."""
        return self.open_until is not None or self.exhausted_at is not None

    def open(self, pickup: Place, *, city: str | None, until: datetime) -> None:
        """Put the job on the open list of a city."""
        self.open_until, self.city = until, city
        self.latitude, self.longitude = pickup.latitude, pickup.longitude

    def is_open(self, now: datetime) -> bool:
        """Whether any driver may take the job now."""
        return self.open_until is not None and now < self.open_until

    def close(self) -> None:
        """Take the job off the open list."""
        self.open_until = None

    def give_up(self, *, at: datetime) -> None:
        """End this round with nobody."""
        self.open_until, self.exhausted_at = None, at
