"""Missions, offers and events to tell about, with values that read well in a text."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shared.contracts.conversation.events import (
    DeliveryStatusReceived,
    LanguageChosen,
    MessageReceived,
    ReplyWritten,
)
from shared.contracts.notifications.api import Content, TextContent
from shared.contracts.orders.api import (
    DriverCard,
    Minutes,
    Mission,
    MissionStatus,
    Offer,
    OrderStatus,
    Stop,
    TimelineEntry,
)
from shared.contracts.orders.catalogue import ImageState, Merchant, ShelfProduct
from shared.contracts.orders.events import MissionStatusChanged, OfferMade, OrderMoved
from shared.contracts.orders.orders import CartLine, Order, PaymentMethod, PaymentState
from shared.values.contact import ContactRef
from shared.values.language import Language
from shared.values.place import Place

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MISSION_ID = UUID("01936f00-0000-7000-8000-000000000001")
OFFER_ID = UUID("01936f00-0000-7000-8000-000000000002")
CONTACT_ID = UUID("01936f00-0000-7000-8000-000000000003")
REFERENCE = "COUR-20261121-001"
ORDER_ID = UUID("01936f00-0000-7000-8000-000000000004")
ORDER_REFERENCE = "CMD-20261121-007"
PRODUCT_ID = UUID("01936f00-0000-7000-8000-000000000005")
SHOP_PHONE = "+242065550301"

GRACE = ContactRef(contact_id=CONTACT_ID, phone="+242061234567", name="Grâce")
DRIVER = DriverCard(name="Jean Mabiala", phone="+242055512233", vehicle="moto")


def mission(**changes: Any) -> Mission:  # noqa: ANN401 - any field of a mission
    values: dict[str, Any] = {
        "id": MISSION_ID,
        "reference": REFERENCE,
        "status": MissionStatus.ACCEPTED,
        "client": GRACE,
        "pickup": Stop(place=Place(label="Moungali", latitude=-4.2564, longitude=15.2743)),
        "dropoff": Stop(
            place=Place(label="Talangaï", latitude=-4.2155, longitude=15.2896),
            contact_name="Marie",
            contact_phone="+242064445566",
        ),
        "declared_value": 5_000,
        "price": 1_500,
        "driver": DRIVER,
        "eta": Minutes(low=12, high=18),
        "tracking_url": "https://toktok.example/track/abc",
        "created_at": NOON,
        "timeline": [TimelineEntry(status=MissionStatus.ACCEPTED, at=NOON, source="driver")],
        **changes,
    }
    return Mission.model_validate(values)


def offer(**changes: Any) -> Offer:  # noqa: ANN401 - any field of an offer
    values: dict[str, Any] = {
        "id": OFFER_ID,
        "mission": mission(status=MissionStatus.PENDING, driver=None, timeline=[]),
        "driver": DRIVER,
        "pay": 1_200,
        "distance_to_pickup_m": 1_240,
        "expires_at": NOON + timedelta(seconds=60),
        **changes,
    }
    return Offer.model_validate(values)


def status_changed(status: MissionStatus, **changes: Any) -> MissionStatusChanged:  # noqa: ANN401 - any field of a mission
    moved = mission(status=status, **changes)
    return MissionStatusChanged(occurred_at=NOON, mission=moved, status=status)


def offer_made() -> OfferMade:
    return OfferMade(occurred_at=NOON, offer=offer())


def shop() -> Merchant:
    return Merchant(
        id=UUID("01936f00-0000-7000-8000-000000000006"),
        name="Chez Mireille",
        kind="restaurant",
        place=Place(label="Poto-Poto", latitude=-4.2634, longitude=15.2832),
        phone=SHOP_PHONE,
        hours="8h-22h",
        is_open=True,
    )


def line(name: str, *, quantity: int = 1, price: int = 2_500) -> CartLine:
    return CartLine(
        product_id=PRODUCT_ID,
        name=name,
        unit_price=price,
        quantity=quantity,
        total=price * quantity,
        thumb_url="https://toktok.example/api/media/1/thumb.jpg",
    )


def order(**changes: Any) -> Order:  # noqa: ANN401 - any field of an order
    values: dict[str, Any] = {
        "id": ORDER_ID,
        "reference": ORDER_REFERENCE,
        "status": OrderStatus.PENDING,
        "merchant": shop(),
        "client": GRACE,
        "dropoff": Stop(place=Place(label="Talangaï"), contact_name="Grâce"),
        "lines": [line("Poulet mayo", quantity=2), line("Jus de gingembre", price=1_000)],
        "subtotal": 6_000,
        "delivery_fee": 1_500,
        "discount": 500,
        "total": 7_000,
        "payment_method": PaymentMethod.CASH,
        "payment_state": PaymentState.ON_DELIVERY,
        "created_at": NOON,
        **changes,
    }
    return Order.model_validate(values)


def prepaid(**changes: Any) -> Order:  # noqa: ANN401 - any field of an order
    payment = {
        "payment_method": PaymentMethod.MOBILE_MONEY,
        "payment_state": PaymentState.AWAITED,
        "pay_before": NOON + timedelta(minutes=30),
    }
    return order(**{**payment, **changes})


def order_moved(order: Order, *, source: str = "merchant") -> OrderMoved:
    return OrderMoved(occurred_at=NOON, order=order, previous=None, source=source)


def delivery(status: MissionStatus, **changes: Any) -> MissionStatusChanged:  # noqa: ANN401 - any field of a mission
    """A change of a mission that delivers the order."""
    fetched = Stop(
        place=Place(label="Poto-Poto"), contact_name="Chez Mireille", contact_phone=SHOP_PHONE
    )
    return status_changed(
        status, **{"order_reference": ORDER_REFERENCE, "pickup": fetched, **changes}
    )


def shelf_product(name: str = "Jus de gingembre") -> ShelfProduct:
    return ShelfProduct(
        id=PRODUCT_ID,
        name=name,
        description="",
        price=1_000,
        category="boissons",
        stock=3,
        reserved=0,
        low_stock_threshold=5,
        is_active=True,
        image_state=ImageState.READY,
        image_url="https://toktok.example/api/media/1/large.jpg",
    )


def heard(contact: ContactRef = GRACE, *, at: datetime = NOON) -> MessageReceived:
    return MessageReceived(occurred_at=at, contact=contact, message_id="wamid.in", received_at=at)


def spoken(language: Language, *, by: ContactRef = GRACE) -> LanguageChosen:
    return LanguageChosen(occurred_at=NOON, contact=by, language=language)


def reply(content: Content | str, *, to: ContactRef = GRACE) -> ReplyWritten:
    written = TextContent(body=content) if isinstance(content, str) else content
    return ReplyWritten(occurred_at=NOON, contact=to, content=written, in_reply_to="wamid.in")


def delivery_status(
    status: str,
    *,
    message_id: str,
    tracker: str | None = None,
    code: int | None = None,
) -> DeliveryStatusReceived:
    errors: list[dict[str, object]] = [] if code is None else [{"code": code, "title": "error"}]
    return DeliveryStatusReceived(
        occurred_at=NOON,
        message_id=message_id,
        status=status,
        reported_at=NOON,
        tracker=tracker,
        errors=errors,
    )
