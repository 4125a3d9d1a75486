"""Offers to drivers, and how far the search for a mission's driver is. One-row rules only."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word


class OfferState(StrEnum):
    """What became of an offer; `withdrawn` when the mission went elsewhere or was cancelled."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class OfferRow(Base):
    """A mission proposed to one driver; `pay` is the driver's part in whole francs.

    A driver is asked one thing at a time: at most one open offer each.
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
    """The search for a mission's driver: `tries` of this round, and when it was given up.

    `was_told` stays True over later rounds: the client hears the bad news once.
    """

    __tablename__ = "search"
    __table_args__ = (
        Index(
            "ix_search_exhausted_at",
            "exhausted_at",
            postgresql_where=text("exhausted_at IS NOT NULL"),
        ),
    )

    mission_id: Mapped[UUID] = mapped_column(ForeignKey("orders.mission.id"), primary_key=True)
    round_started_at: Mapped[datetime]
    tries: Mapped[int]
    exhausted_at: Mapped[datetime | None]
    was_told: Mapped[bool]

    def start_round(self, *, at: datetime) -> None:
        """Search again from the start; who declined before is not asked again."""
        self.round_started_at, self.tries, self.exhausted_at = at, 0, None
