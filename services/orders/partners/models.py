"""Partners, where they are told what happens, and the orders that live in their back ends.

Their missions are in missions.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from shared.contracts.orders.api import OrderStatus
from shared.contracts.orders.partners import DisabledReason, WebhookState
from shared.values.contact import ContactRef
from shared.values.phone import Country


class Reach(StrEnum):
    """Which missions a partner may move and is told of: its own, or also ours.

    The second is the existing TokTok back end, which carries them.
    """

    OWN = "own"
    PLATFORM = "platform"


class PartnerRow(Base):
    """Another back end. `key` names it in `webhook-partner`.

    While a secret is rotated the previous one holds until `previous_holds_until`. Of the API key
    only the SHA-256 is kept: it is random, so nothing slower is needed.
    """

    __tablename__ = "partner"
    __table_args__ = (Index("ix_partner_name_id", "name", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    reach: Mapped[Reach] = mapped_column(word(Reach))
    country: Mapped[Country] = mapped_column(word(Country))
    secret: Mapped[str]
    previous_secret: Mapped[str | None]
    previous_holds_until: Mapped[datetime | None]
    api_key_hash: Mapped[str | None] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]

    @property
    def is_enabled(self) -> bool:
        """Whether it may call us, and is told anything."""
        return self.disabled_at is None

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


class EndpointRow(Base):
    """Where a partner is told what happens, and how it has been answering.

    `failing_since` is the first failure after the last success; `given_up` counts the webhooks it
    refused for three days since then.
    """

    __tablename__ = "partner_endpoint"
    __table_args__ = (Index("ix_partner_endpoint_partner_id", "partner_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    partner_id: Mapped[UUID] = mapped_column(ForeignKey("orders.partner.id"))
    url: Mapped[str]
    event_types: Mapped[list[str]]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[DisabledReason | None] = mapped_column(word(DisabledReason))
    last_success_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
    last_error_at: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    consecutive_failures: Mapped[int] = mapped_column(default=0)
    given_up: Mapped[int] = mapped_column(default=0)

    @property
    def is_enabled(self) -> bool:
        """Whether it is told anything now."""
        return self.disabled_at is None

    def disable(self, reason: DisabledReason, *, at: datetime) -> None:
        """Tell it nothing any more."""
        self.disabled_at, self.disabled_reason = at, reason

    def enable(self) -> None:
        """Tell it things again, with a clean record."""
        self.disabled_at = self.disabled_reason = None
        self.failing_since, self.consecutive_failures, self.given_up = None, 0, 0

    def note_success(self, at: datetime) -> None:
        """Remember that it took a webhook."""
        self.last_success_at = at
        self.failing_since, self.consecutive_failures, self.given_up = None, 0, 0

    def note_failure(self, error: str, *, at: datetime) -> None:
        """Remember that it did not."""
        self.last_error, self.last_error_at = error, at
        self.failing_since = self.failing_since or at
        self.consecutive_failures += 1


class WebhookRow(Base):
    """An event that an endpoint is owed, told or not; `number` gives its place in line.

    The id is made from the endpoint's and the event's, so it never changes: it is the `webhook-id`
    of every try.
    """

    __tablename__ = "partner_webhook"
    __table_args__ = (
        Index("ix_partner_webhook_endpoint_id_number", "endpoint_id", "number"),
        Index(
            "ix_partner_webhook_owed",
            "endpoint_id",
            "state",
            postgresql_where=text("state IN ('pending', 'held')"),
        ),
        Index("ix_partner_webhook_created_at", "created_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, Identity(always=True))
    endpoint_id: Mapped[UUID] = mapped_column(
        ForeignKey("orders.partner_endpoint.id", ondelete="CASCADE")
    )
    event_type: Mapped[str]
    body: Mapped[dict[str, Any]]
    state: Mapped[WebhookState] = mapped_column(word(WebhookState))
    attempts: Mapped[int] = mapped_column(default=0)
    first_tried_at: Mapped[datetime | None]
    last_status: Mapped[int | None]
    last_error: Mapped[str | None]
    created_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
