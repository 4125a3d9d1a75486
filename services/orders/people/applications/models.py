"""Applications. One-row rules only."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.applications import ApplicationKind, ApplicationState
from shared.values.contact import ContactRef
from shared.values.place import Place


class ApplicationRow(Base):
    """Somebody wants to become a driver or a merchant; one wait a phone and kind.

    `city` is the served city that `place` lies in; `details` are the answers that only this kind
    of application has.
    """

    __tablename__ = "application"
    __table_args__ = (
        Index(
            "uq_application_pending_phone_kind",
            "phone",
            "kind",
            unique=True,
            postgresql_where=text("state = 'pending_review'"),
        ),
        Index("ix_application_state_submitted_at_id", "state", "submitted_at", "id"),
        Index("ix_application_submitted_at_id", "submitted_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[ApplicationKind] = mapped_column(word(ApplicationKind))
    state: Mapped[ApplicationState] = mapped_column(word(ApplicationState))
    name: Mapped[str]
    phone: Mapped[str]
    contact: Mapped[dict[str, Any]]
    place: Mapped[dict[str, Any]]
    city: Mapped[str]
    details: Mapped[dict[str, Any]]
    submitted_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None]

    @property
    def applicant(self) -> ContactRef:
        """Whom to tell."""
        return ContactRef.model_validate(self.contact)

    @property
    def located(self) -> Place:
        """Where the work, or the shop, is."""
        return Place.model_validate(self.place)

    def decide(self, state: ApplicationState, *, at: datetime, reason: str | None = None) -> None:
        """Write the decision down."""
        self.state, self.decided_at, self.reason = state, at, reason
