"""Every notice that any event can make people hear, each once and as full as it gets."""

from collections.abc import Iterator
from uuid import UUID

from services.notifications.messages import news
from services.notifications.messages.message import Addressed, Notice
from shared.contracts.orders.api import MissionStatus, OrderStatus, Stop, TimelineEntry
from shared.contracts.orders.applications import Application, ApplicationKind, ApplicationState
from shared.contracts.orders.events import (
    ApplicationReviewed,
    CashCeilingPassed,
    CashHandedOver,
    DispatchExhausted,
    DriverNearStop,
    JobOpened,
    MerchantRegistered,
    OfferClosed,
    OfferMade,
    OrderPaid,
    ProductImageRefused,
    StockFell,
)
from shared.contracts.orders.orders import Order, PaymentMethod, PaymentState
from shared.values.place import Place
from tests.notifications.builders import (
    DRIVER,
    GRACE,
    MISSION_ID,
    NOON,
    ORDER_REFERENCE,
    SHOP_PHONE,
    line,
    mission,
    offer,
    order,
    order_moved,
    shelf_product,
    shop,
    status_changed,
)

LONG = "W" * 200


def every_notice() -> Iterator[Notice]:
    """Each distinct one: texts are values, so equal notices are the same words."""
    seen: list[Notice] = []
    for addressed in (*_of_missions(), *_of_orders(), *_of_drivers(), *_of_shops()):
        if addressed.notice not in seen:
            seen.append(addressed.notice)
            yield addressed.notice


def _of_missions() -> Iterator[Addressed]:
    stop = Stop(place=Place(label=LONG), contact_name=LONG, contact_phone=SHOP_PHONE)
    problem = TimelineEntry(
        status=MissionStatus.PROBLEM, at=NOON, source="admin", note="Client absent"
    )
    for status in MissionStatus:
        for order_reference in (None, ORDER_REFERENCE):
            for is_again in (False, True):
                code = None if is_again else "1234"
                yield from news.told_of_status(
                    status_changed(
                        status,
                        order_reference=order_reference,
                        pickup=stop,
                        dropoff=stop,
                        cash_to_collect=100_000_000,
                        pickup_code=code,
                        delivery_code=code,
                        is_redeliverable=is_again,
                        timeline=[problem],
                    )
                )
    for order_reference in (None, ORDER_REFERENCE):
        searched = mission(driver=None, order_reference=order_reference, is_cancellable=True)
        exhausted = DispatchExhausted(occurred_at=NOON, mission=searched, tries=5)
        yield from news.told_of_exhaustion(exhausted)


def _of_orders() -> Iterator[Addressed]:
    for status in OrderStatus:
        for payment in PaymentState:
            moved = _order(status=status, payment_state=payment)
            yield from news.told_of_order(order_moved(moved, source="system"))
    by_transfer = _order(payment_method=PaymentMethod.TRANSFER, payment_state=PaymentState.AWAITED)
    yield from news.told_of_order(order_moved(by_transfer, source="system"))
    yield from news.told_of_payment(OrderPaid(occurred_at=NOON, order=_order(), source="billing"))


def _order(**changes: object) -> Order:
    lines = [line(f"Riz {place}", quantity=99, price=1_000_000) for place in range(30)]
    full = {
        "payment_method": PaymentMethod.MOBILE_MONEY,
        "payment_state": PaymentState.RECEIVED,
        "pay_before": NOON,
        "refusal": "Rupture de stock",
        "note": LONG,
        "is_cancellable": True,
        "lines": lines,
    }
    return order(**{**full, **changes})


def _of_drivers() -> Iterator[Addressed]:
    job = mission(order_reference=ORDER_REFERENCE, cash_to_collect=7_000)
    yield from news.told_of_offer(OfferMade(occurred_at=NOON, offer=offer(mission=job)))
    for reason in ("expired", "taken", "cancelled", "unheard_of"):
        closed = OfferClosed(occurred_at=NOON, offer=offer(), reason=reason)
        yield from news.told_of_closed_offer(closed)
    opened = JobOpened(occurred_at=NOON, mission=job, drivers=[DRIVER], pay=0)
    yield from news.told_of_open_job(opened)
    for step in MissionStatus:
        near = DriverNearStop(occurred_at=NOON, mission=job, next_step=step)
        yield from news.told_of_nearness(near)
    handover = CashHandedOver(
        occurred_at=NOON, driver=DRIVER, amount=45_500, in_hand=0, handover_id=MISSION_ID
    )
    yield from news.told_of_handover(handover)
    passed = CashCeilingPassed(occurred_at=NOON, driver=DRIVER, in_hand=112_000, ceiling=100_000)
    yield from news.told_of_ceiling(passed)
    yield from _of_applicants(ApplicationKind.DRIVER)


def _of_shops() -> Iterator[Addressed]:
    registered = MerchantRegistered(
        occurred_at=NOON, merchant_phone=SHOP_PHONE, merchant_name="", registered_at=NOON
    )
    yield from news.told_of_new_shop(registered)
    for left in (3, 0):
        fell = StockFell(occurred_at=NOON, merchant=shop(), product=shelf_product(), left=left)
        yield from news.told_of_stock(fell)
    refused = ProductImageRefused(
        occurred_at=NOON, merchant=shop(), product=shelf_product(), reason="elle dépasse 5 Mo"
    )
    yield from news.told_of_refused_picture(refused)
    yield from _of_applicants(ApplicationKind.MERCHANT)


def _of_applicants(kind: ApplicationKind) -> Iterator[Addressed]:
    for state in (ApplicationState.APPROVED, ApplicationState.REJECTED):
        application = Application(
            id=UUID(int=9),
            kind=kind,
            state=state,
            name="Grâce",
            phone="+242061234567",
            city="Brazzaville",
            details={},
            submitted_at=NOON,
            reason="—",
        )
        event = ApplicationReviewed(occurred_at=NOON, application=application, contact=GRACE)
        yield from news.told_of_decision(event)
