"""Partners, and the orders that live in their back ends. Their missions are in missions."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.api import OrderStatus
from shared.values.contact import ContactRef
from shared.values.phone import Country


class Reach(StrEnum):
    """Which missions a partner may move: its own, or also ours (the existing TokTok back end)."""

    OWN = "own"
    PLATFORM = "platform"


class PartnerRow(Base):
    """Another back end. `key` names it in `webhook-partner`.

    While a secret is rotated the previous one holds until `previous_holds_until`.
    """

    __tablename__ = "partner"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    reach: Mapped[Reach] = mapped_column(word(Reach))
    country: Mapped[Country] = mapped_column(word(Country))
    secret: Mapped[str]
    previous_secret: Mapped[str | None]
    previous_holds_until: Mapped[datetime | None]
    created_at: Mapped[datetime]

    def secrets_at(self, now: datetime) -> list[str]:
        """List the secrets a signature may be made with now."""
        holds_until = self.previous_holds_until
        if self.previous_secret is None or holds_until is None or now >= holds_until:
            return [self.secret]
        return [self.secret, self.previous_secret]


class ExternalOrderRow(Base):
    """What a partner said of one of its orders; `fact_ranks` as on missions."""

    __tablename__ = "external_order"
    __table_args__ = (
        Index("uq_external_order_partner_id_reference", "partner_id", "reference", unique=True),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("orders.partner.id"))
    reference: Mapped[str]
    status: Mapped[OrderStatus] = mapped_column(word(OrderStatus))
    client_phone: Mapped[str | None]
    fact_ranks: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def client(self) -> ContactRef | None:
        """Whom to tell; None when the partner named nobody."""
        return ContactRef(phone=self.client_phone) if self.client_phone else None
