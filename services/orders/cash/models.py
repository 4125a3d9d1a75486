"""The journal of cash in drivers' hands, what each holds, and hand-overs. One-row rules only."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.cash import CashKind, HandoverState

HANDOVER_HOLDS_FOR: Final = timedelta(minutes=30)


class CashEntryRow(Base):
    """A line of the journal, never changed: `amount` is positive, the kind says which way it went.

    A mission declares and brings cash once; a hand-over takes it once and is banked once.
    """

    __tablename__ = "cash_entry"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("num_nonnulls(mission_id, handover_id) = 1", name="one_cause"),
        Index(
            "uq_cash_entry_mission_id_kind",
            "mission_id",
            "kind",
            unique=True,
            postgresql_where=text("mission_id IS NOT NULL"),
        ),
        Index(
            "uq_cash_entry_handover_id_kind",
            "handover_id",
            "kind",
            unique=True,
            postgresql_where=text("handover_id IS NOT NULL"),
        ),
        Index("ix_cash_entry_driver_id_id", "driver_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    driver_id: Mapped[UUID] = mapped_column(ForeignKey("orders.driver.id"))
    kind: Mapped[CashKind] = mapped_column(word(CashKind))
    amount: Mapped[int]
    mission_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.mission.id"))
    reference: Mapped[str | None]
    handover_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.cash_handover.id"))
    at: Mapped[datetime]


class CashPurseRow(Base):
    """What a driver holds now: collected − handed over, kept beside the journal for quick reads."""

    __tablename__ = "cash_purse"
    __table_args__ = (
        CheckConstraint("in_hand >= 0", name="in_hand_not_negative"),
        Index(
            "ix_cash_purse_in_hand",
            "in_hand",
            "driver_id",
            postgresql_where=text("in_hand > 0"),
        ),
    )

    driver_id: Mapped[UUID] = mapped_column(ForeignKey("orders.driver.id"), primary_key=True)
    in_hand: Mapped[int]


class CashHandoverRow(Base):
    """A driver brings an amount to the office, which confirms it with the driver's code.

    The amount is what was in hand when it began; what is collected later waits for the next one.
    """

    __tablename__ = "cash_handover"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index(
            "ix_cash_handover_unconfirmed_driver_id",
            "driver_id",
            "expires_at",
            postgresql_where=text("confirmed_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    driver_id: Mapped[UUID] = mapped_column(ForeignKey("orders.driver.id"))
    amount: Mapped[int]
    code: Mapped[str]
    tries: Mapped[int]
    started_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    banked_at: Mapped[datetime | None]
    bank_reference: Mapped[str | None]

    @property
    def state(self) -> HandoverState:
        """How far it is; one that expired unconfirmed is still called open and refuses its code."""
        if self.banked_at is not None:
            return HandoverState.BANKED
        return HandoverState.OPEN if self.confirmed_at is None else HandoverState.CONFIRMED
