"""Drops: where drivers really were when they gave or took a parcel. One-row rules only."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word


class End(StrEnum):
    """Which end of a mission."""

    PICKUP = "pickup"
    DROPOFF = "dropoff"


class DropRow(Base):
    """A phrase met the ground: a mission teaches each of its ends once."""

    __tablename__ = "place_drop"
    __table_args__ = (
        Index("uq_place_drop_mission_id_stop", "mission_id", "stop", unique=True),
        Index("ix_place_drop_phrase_city_id", "phrase", "city", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    phrase: Mapped[str]
    city: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    mission_id: Mapped[UUID] = mapped_column(ForeignKey("orders.mission.id"))
    stop: Mapped[End] = mapped_column(word(End))
    at: Mapped[datetime]
