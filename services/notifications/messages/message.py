"""What is told: a notice without a language, and the message it becomes for its reader."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.notifications.messages.templates import Filled
from services.notifications.messages.wording import Unsaid
from shared.contracts.notifications.api import Content, Template
from shared.values.contact import ContactRef
from shared.values.language import Language


class Kind(StrEnum):
    """What a notification tells; stored, listed and counted under this word."""

    REPLY = "reply"
    MISSION_ACCEPTED = "mission_accepted"
    MISSION_DRIVER_CARD = "mission_driver_card"
    MISSION_AT_PICKUP = "mission_at_pickup"
    MISSION_PICKED_UP = "mission_picked_up"
    MISSION_AT_DROPOFF = "mission_at_dropoff"
    MISSION_DELIVERED = "mission_delivered"
    MISSION_PROBLEM = "mission_problem"
    MISSION_RETURNED = "mission_returned"
    MISSION_CANCELLED = "mission_cancelled"
    MISSION_CANCELLED_DRIVER = "mission_cancelled_driver"
    DISPATCH_EXHAUSTED = "dispatch_exhausted"
    ORDER_PAYMENT_AWAITED = "order_payment_awaited"
    ORDER_PAYMENT_EXPIRED = "order_payment_expired"
    ORDER_PAID = "order_paid"
    ORDER_CONFIRMED = "order_confirmed"
    ORDER_REFUSED = "order_refused"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_DRIVER_FOUND = "order_driver_found"
    ORDER_NO_DRIVER = "order_no_driver"
    ORDER_ON_THE_WAY = "order_on_the_way"
    ORDER_AT_DOOR = "order_at_door"
    ORDER_PROBLEM = "order_problem"
    ORDER_RETURNED = "order_returned"
    ORDER_DELIVERED = "order_delivered"
    DRIVER_OFFER = "driver_offer"
    OFFER_CLOSED = "offer_closed"
    JOB_OPENED = "job_opened"
    DRIVER_NEAR_STOP = "driver_near_stop"
    PARCEL_HANDED_OVER = "parcel_handed_over"
    CASH_HANDED_OVER = "cash_handed_over"
    CASH_CEILING_PASSED = "cash_ceiling_passed"
    DRIVER_APPLICATION_DECIDED = "driver_application_decided"
    SHOP_ORDER_RECEIVED = "shop_order_received"
    SHOP_ORDER_PAID = "shop_order_paid"
    SHOP_ORDER_CANCELLED = "shop_order_cancelled"
    SHOP_DRIVER_ON_THE_WAY = "shop_driver_on_the_way"
    SHOP_DRIVER_AT_DOOR = "shop_driver_at_door"
    SHOP_ORDER_DELIVERED = "shop_order_delivered"
    SHOP_ORDER_RETURNED = "shop_order_returned"
    STOCK_LOW = "stock_low"
    STOCK_OUT = "stock_out"
    PICTURE_REFUSED = "picture_refused"
    SHOP_APPLICATION_DECIDED = "shop_application_decided"
    SHOP_WELCOME = "shop_welcome"


class Category(StrEnum):
    """How a notification is paced, and whether an unknown outcome may be sent again."""

    REPLY = "reply"
    OFFER = "offer"
    MISSION = "mission"
    RECEIPT = "receipt"

    @property
    def is_repeatable(self) -> bool:
        """Whether two copies are better than none; papers about money wait for a person."""
        return self is not Category.RECEIPT


@dataclass(frozen=True, slots=True)
class Message:
    """What is queued, in the words of one language; see `Notice` for the rest."""

    kind: Kind
    category: Category
    content: Content
    fallback: Template | None = None
    expires_at: datetime | None = None
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be told, in no language yet; `fallback` is the template for a closed window.

    After `expires_at` it would mislead and is dropped. What is optional is dropped too when the
    window is closed; everything else then waits for a person to decide.
    """

    kind: Kind
    category: Category
    content: Unsaid
    fallback: Filled | None = None
    expires_at: datetime | None = None
    is_optional: bool = False

    def said(self, language: Language) -> Message:
        """Say it to a reader of a language."""
        return Message(
            self.kind,
            self.category,
            content=self.content.said(language),
            fallback=self.fallback.said(language) if self.fallback else None,
            expires_at=self.expires_at,
            is_optional=self.is_optional,
        )


@dataclass(frozen=True, slots=True)
class Addressed:
    """A notice for a person; `dedupe_key` names the business event and the person's part in it.

    Of the messages on one `topic` that still wait to be sent, only the newest is worth sending. An
    alert is not repeated within half an hour: others of its `family` have keys that begin with it.
    """

    contact: ContactRef
    notice: Notice
    dedupe_key: str
    topic: str | None = None
    family: str | None = None
