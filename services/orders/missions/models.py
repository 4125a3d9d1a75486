"""Missions, their changes and the counter of their references. One-row rules only."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.missions.statuses import state_of
from services.orders.models import Base, word
from shared.contracts.orders.api import MissionStatus, ParcelSize, Stop
from shared.values.contact import ContactRef

TRACKED_AFTER_THE_END: Final = timedelta(days=7)
TRACKED_WITHOUT_AN_END: Final = timedelta(days=30)


class Source(StrEnum):
    """Who reported a change."""

    CLIENT = "client"
    DRIVER = "driver"
    MERCHANT = "merchant"
    PARTNER = "partner"
    SYSTEM = "system"


class ProofKind(StrEnum):
    """What showed that a parcel changed hands."""

    CODE = "code"
    PHOTO = "photo"


class RatingSide(StrEnum):
    """Who rated whom."""

    CLIENT_TO_DRIVER = "client_to_driver"
    DRIVER_TO_CLIENT = "driver_to_client"


class MissionRow(Base):
    """One delivery job. `partner_id` is set on missions that live in a partner's back end.

    Our own references are unique; a partner's are unique for that partner. A mission that a
    partner asked of us is ours: `created_by_partner_id` tells whose wish it was, `external_id` what
    that partner calls it. `driver_name` and `driver_phone` name a partner's driver; ours are in
    `driver_id`. `fact_ranks` tells from how advanced a report each partner-given column came (see
    `partners.facts`). Codes, their tries and what proved the two hand-overs: see `missions.proof`;
    a mission without codes asks for none. `near_pickup_at` and `near_dropoff_at` keep each
    geofence hint to once.
    """

    __tablename__ = "mission"
    __table_args__ = (
        Index(
            "uq_mission_own_reference",
            "reference",
            unique=True,
            postgresql_where=text("partner_id IS NULL"),
        ),
        Index(
            "uq_mission_partner_id_reference",
            "partner_id",
            "reference",
            unique=True,
            postgresql_where=text("partner_id IS NOT NULL"),
        ),
        Index("ix_mission_reference", "reference"),
        Index(
            "uq_mission_created_by_partner_id_external_id",
            "created_by_partner_id",
            "external_id",
            unique=True,
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        *(
            Index(
                f"ix_mission_created_by_partner_id_{'_'.join(columns)}",
                "created_by_partner_id",
                *columns,
                postgresql_where=text("created_by_partner_id IS NOT NULL"),
            )
            for columns in (("id",), ("status", "id"))
        ),
        Index("ix_mission_order_id", "order_id", postgresql_where=text("order_id IS NOT NULL")),
        Index(
            "ix_mission_redelivers_id",
            "redelivers_id",
            postgresql_where=text("redelivers_id IS NOT NULL"),
        ),
        Index(
            "ix_mission_ended_driver_id_ended_at_id",
            "driver_id",
            "ended_at",
            "id",
            postgresql_where=text("driver_id IS NOT NULL AND ended_at IS NOT NULL"),
        ),
        *(
            Index(
                f"ix_mission_{column}_created_at_id",
                column,
                "created_at",
                "id",
                postgresql_where=text(f"{column} IS NOT NULL"),
            )
            for column in ("client_contact_id", "client_phone", "client_user_id")
        ),
        *(
            Index(f"ix_mission_active_{column}", column, postgresql_where=text("ended_at IS NULL"))
            for column in ("client_contact_id", "client_phone", "client_user_id", "driver_id")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reference: Mapped[str]
    partner_id: Mapped[UUID | None]
    created_by_partner_id: Mapped[UUID | None]
    external_id: Mapped[str | None]
    order_id: Mapped[UUID | None]
    order_reference: Mapped[str | None]
    redelivers_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.mission.id"))
    status: Mapped[MissionStatus] = mapped_column(word(MissionStatus))
    status_since: Mapped[datetime]
    city: Mapped[str | None]
    client_contact_id: Mapped[UUID | None]
    client_phone: Mapped[str | None]
    client_user_id: Mapped[str | None]
    client_name: Mapped[str | None]
    pickup: Mapped[dict[str, Any]]
    dropoff: Mapped[dict[str, Any]]
    size: Mapped[ParcelSize] = mapped_column(word(ParcelSize))
    description: Mapped[str | None]
    declared_value: Mapped[int | None]
    cash_to_collect: Mapped[int | None]
    photo_media_id: Mapped[str | None]
    price: Mapped[int | None]
    distance_m: Mapped[int | None]
    driver_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.driver.id"))
    driver_name: Mapped[str | None]
    driver_phone: Mapped[str | None]
    fact_ranks: Mapped[dict[str, Any]]
    pickup_code: Mapped[str | None]
    pickup_tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    pickup_proof: Mapped[ProofKind | None] = mapped_column(word(ProofKind))
    pickup_photo_id: Mapped[UUID | None]
    delivery_code: Mapped[str | None]
    delivery_tries: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    delivery_proof: Mapped[ProofKind | None] = mapped_column(word(ProofKind))
    delivery_photo_id: Mapped[UUID | None]
    near_pickup_at: Mapped[datetime | None]
    near_dropoff_at: Mapped[datetime | None]
    tracking_token: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def client(self) -> ContactRef | None:
        """Whom to tell; None when a partner named nobody we can reach."""
        if not (self.client_phone or self.client_user_id):
            return None
        return ContactRef(
            contact_id=self.client_contact_id,
            phone=self.client_phone,
            user_id=self.client_user_id,
            name=self.client_name,
        )

    @property
    def pickup_stop(self) -> Stop:
        """Where it starts."""
        return Stop.model_validate(self.pickup)

    @property
    def dropoff_stop(self) -> Stop:
        """Where it goes."""
        return Stop.model_validate(self.dropoff)

    def belongs_to(self, contact: ContactRef) -> bool:
        """Whether the contact is the client, by any of the ways a person is known."""
        known = (
            (self.client_contact_id, contact.contact_id),
            (self.client_phone, contact.phone),
            (self.client_user_id, contact.user_id),
        )
        return any(ours is not None and ours == theirs for ours, theirs in known)

    @property
    def is_cancellable(self) -> bool:
        """Whether its client may call it off; what brings an order goes with the order.

        A redelivery is the client's own wish again. What lives in a partner's back end is called
        off there: that partner is told nothing of it by us, and would come all the same.
        """
        is_ours = self.partner_id is None
        is_of_order = self.order_id is not None and self.redelivers_id is None
        return state_of(self.status).is_cancellable and is_ours and not is_of_order

    def move_to(self, status: MissionStatus, *, at: datetime) -> None:
        """Stand in another state from now on."""
        self.status, self.status_since = status, at
        if state_of(status).is_terminal:
            self.ended_at = at

    @property
    def facts(self) -> dict[str, object]:
        """What partners may tell us of it, by the names that `learn` takes."""
        return {
            "client_phone": self.client_phone,
            "driver_name": self.driver_name,
            "driver_phone": self.driver_phone,
            "declared_value": self.declared_value,
            "pickup_label": self.pickup_stop.place.label,
            "dropoff_label": self.dropoff_stop.place.label,
            "recipient": self.dropoff_stop.contact_name,
        }

    def learn(self, facts: Mapping[str, Any]) -> None:
        """Take what a partner told; JSON columns are replaced whole, or no change is seen."""
        for column in ("client_phone", "driver_name", "driver_phone", "declared_value"):
            if column in facts:
                setattr(self, column, facts[column])
        if "pickup_label" in facts:
            self.pickup = {**self.pickup, "place": {"label": facts["pickup_label"]}}
        if "dropoff_label" in facts:
            self.dropoff = {**self.dropoff, "place": {"label": facts["dropoff_label"]}}
        if "recipient" in facts:
            self.dropoff = {**self.dropoff, "contact_name": facts["recipient"]}

    def is_tracked(self, now: datetime) -> bool:
        """Whether its public page still shows: 7 days after the end, 30 days without one."""
        if self.ended_at is not None:
            return now < self.ended_at + TRACKED_AFTER_THE_END
        return now < self.created_at + TRACKED_WITHOUT_AN_END


class MissionChangeRow(Base):
    """One reported state of a mission; `has_moved` is False for a report that came late."""

    __tablename__ = "mission_change"
    __table_args__ = (
        Index("uq_mission_change_mission_id_status", "mission_id", "status", unique=True),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    mission_id: Mapped[UUID] = mapped_column(ForeignKey("orders.mission.id"))
    status: Mapped[MissionStatus] = mapped_column(word(MissionStatus))
    has_moved: Mapped[bool]
    at: Mapped[datetime]
    source: Mapped[Source] = mapped_column(word(Source))
    who: Mapped[str | None]
    place: Mapped[dict[str, Any] | None]
    note: Mapped[str | None]


class MissionCounterRow(Base):
    """The last number given to a mission on a local day."""

    __tablename__ = "mission_counter"

    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class MissionRatingRow(Base):
    """How one side of a delivered mission found the other, from 1 to 5; the last word counts."""

    __tablename__ = "mission_rating"

    mission_id: Mapped[UUID] = mapped_column(ForeignKey("orders.mission.id"), primary_key=True)
    side: Mapped[RatingSide] = mapped_column(word(RatingSide), primary_key=True)
    stars: Mapped[int]
    comment: Mapped[str | None]
    rated_at: Mapped[datetime]
