"""Carts, orders, their lines, changes and ratings. One-row rules only."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.orders.models import Base, word
from services.orders.orders.statuses import ON_THE_DESK, Party, state_of
from shared.contracts.orders.api import OrderStatus, Stop
from shared.contracts.orders.orders import CartLine, PaymentMethod, PaymentState
from shared.values.contact import ContactRef
from shared.values.place import Place

_DESK_STATES = ", ".join(f"'{status.value}'" for status in ON_THE_DESK)


class PromoHold(StrEnum):
    """Where the use of a cart's promo code stands; the reservation's id is the cart's.

    `asked` is written before billing is asked, so that no use is ever held unknown to us; a
    released cart is never placed. Billing knows the end once the cart says `is_promo_settled`.
    """

    NONE = "none"
    ASKED = "asked"
    RELEASED = "released"
    COMMITTED = "committed"


class _OfClient:
    """Whose it is, by all the ways a person is known."""

    client_contact_id: Mapped[UUID | None]
    client_phone: Mapped[str | None]
    client_user_id: Mapped[str | None]
    client_name: Mapped[str | None]

    @property
    def client(self) -> ContactRef | None:
        """Whom to tell; None once that person asked to be forgotten."""
        if not (self.client_phone or self.client_user_id):
            return None
        return ContactRef(
            contact_id=self.client_contact_id,
            phone=self.client_phone,
            user_id=self.client_user_id,
            name=self.client_name,
        )

    def belongs_to(self, contact: ContactRef) -> bool:
        """Whether the contact is the client."""
        return self.is_known_by(contact.contact_id, contact.phone, contact.user_id)

    def is_known_by(self, contact_id: UUID | None, phone: str | None, user_id: str | None) -> bool:
        """Whether any of the ways a person is known is the client's."""
        known = (
            (self.client_contact_id, contact_id),
            (self.client_phone, phone),
            (self.client_user_id, user_id),
        )
        return any(ours is not None and ours == theirs for ours, theirs in known)


class CartRow(_OfClient, Base):
    """A priced cart as it was shown; `expires_at` ends its promise. Amounts are whole francs.

    Carts are forgotten after a month; an order keeps what it needs of its own.
    """

    __tablename__ = "cart"
    __table_args__ = (Index("ix_cart_expires_at", "expires_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("orders.merchant.id"))
    dropoff: Mapped[dict[str, Any]]
    lines: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    subtotal: Mapped[int]
    delivery_fee: Mapped[int]
    discount: Mapped[int]
    promo_code: Mapped[str | None]
    promo_refusal: Mapped[str | None]
    promo_hold: Mapped[PromoHold] = mapped_column(word(PromoHold))
    is_promo_settled: Mapped[bool]
    city: Mapped[str]
    distance_m: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]

    @property
    def priced_lines(self) -> list[CartLine]:
        """The lines at the prices shown."""
        return [CartLine.model_validate(line) for line in self.lines]

    @property
    def dropoff_place(self) -> Place:
        """Where the delivery fee leads."""
        return Place.model_validate(self.dropoff)

    @property
    def total(self) -> int:
        """What the client pays."""
        return self.subtotal - self.discount + self.delivery_fee


class OrderRow(_OfClient, Base):
    """A marketplace purchase. A cart becomes one order at most.

    `discount` is frozen when the order is placed. `mission_id` is the newest mission that brings
    it, `missions_made` how many were opened for it by us. Amounts are whole francs.
    """

    __tablename__ = "marketplace_order"
    __table_args__ = (
        *(
            Index(
                f"ix_marketplace_order_{column}_created_at_id",
                column,
                "created_at",
                "id",
                postgresql_where=text(f"{column} IS NOT NULL"),
            )
            for column in ("client_contact_id", "client_phone", "client_user_id")
        ),
        *(
            Index(
                f"ix_marketplace_order_active_{column}",
                column,
                "created_at",
                "id",
                postgresql_where=text("ended_at IS NULL"),
            )
            for column in ("client_contact_id", "client_phone", "client_user_id")
        ),
        Index(
            "ix_marketplace_order_desk",
            "merchant_id",
            "created_at",
            "id",
            postgresql_where=text(f"status IN ({_DESK_STATES})"),
        ),
        CheckConstraint("discount BETWEEN 0 AND subtotal", name="discount_within_subtotal"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    cart_id: Mapped[UUID] = mapped_column(unique=True)
    merchant_id: Mapped[UUID] = mapped_column(ForeignKey("orders.merchant.id"))
    status: Mapped[OrderStatus] = mapped_column(word(OrderStatus))
    dropoff: Mapped[dict[str, Any]]
    city: Mapped[str]
    distance_m: Mapped[int]
    subtotal: Mapped[int]
    delivery_fee: Mapped[int]
    discount: Mapped[int]
    promo_code: Mapped[str | None]
    payment_method: Mapped[PaymentMethod] = mapped_column(word(PaymentMethod))
    payment_state: Mapped[PaymentState] = mapped_column(word(PaymentState))
    pay_before: Mapped[datetime | None]
    note: Mapped[str | None]
    refusal: Mapped[str | None]
    mission_id: Mapped[UUID | None] = mapped_column(ForeignKey("orders.mission.id"))
    missions_made: Mapped[int]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def dropoff_stop(self) -> Stop:
        """Where it goes, and whom to ask for."""
        return Stop.model_validate(self.dropoff)

    @property
    def total(self) -> int:
        """What the client pays."""
        return self.subtotal - self.discount + self.delivery_fee

    @property
    def is_awaiting_payment(self) -> bool:
        """Whether it goes on only once it is paid."""
        return self.payment_state is PaymentState.AWAITED

    def move_to(self, status: OrderStatus, *, at: datetime) -> None:
        """Stand in another state from now on; cash is received with the delivery."""
        self.status = status
        if state_of(status).is_terminal:
            self.ended_at = at
        is_paid_at_the_door = self.payment_state is PaymentState.ON_DELIVERY
        if status is OrderStatus.DELIVERED and is_paid_at_the_door:
            self.payment_state = PaymentState.RECEIVED


class OrderLineRow(Base):
    """A product of an order, at the price it was ordered at."""

    __tablename__ = "order_line"

    order_id: Mapped[UUID] = mapped_column(
        ForeignKey("orders.marketplace_order.id"), primary_key=True
    )
    product_id: Mapped[UUID] = mapped_column(ForeignKey("orders.product.id"), primary_key=True)
    position: Mapped[int]
    name: Mapped[str]
    unit_price: Mapped[int]
    quantity: Mapped[int]


class OrderChangeRow(Base):
    """One change of an order; a payment or an edit keeps the state and says so in the note."""

    __tablename__ = "order_change"
    __table_args__ = (Index("ix_order_change_order_id_id", "order_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("orders.marketplace_order.id"))
    status: Mapped[OrderStatus] = mapped_column(word(OrderStatus))
    at: Mapped[datetime]
    source: Mapped[Party] = mapped_column(word(Party))
    who: Mapped[str | None]
    note: Mapped[str | None]


class OrderCounterRow(Base):
    """The last number given to an order on a local day."""

    __tablename__ = "order_counter"

    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int]


class OrderRatingRow(Base):
    """How the client found the shop of a delivered order, from 1 to 5; the last word counts."""

    __tablename__ = "order_rating"

    order_id: Mapped[UUID] = mapped_column(
        ForeignKey("orders.marketplace_order.id"), primary_key=True
    )
    stars: Mapped[int]
    comment: Mapped[str | None]
    rated_at: Mapped[datetime]
