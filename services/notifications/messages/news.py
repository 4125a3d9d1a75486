"""What each event of orders makes people hear: contacts, dedupe keys and topics. Pure.

A key names the job, its stage and whom it is for: whatever is replayed or reported twice, each
stage is told once, and once more for each driver who had the mission.
"""

from collections.abc import Iterable
from typing import TypeVar

from services.notifications.messages.audience import (
    COURIER,
    DELIVERY,
    ORDER,
    PAID,
    Party,
    Telling,
)
from services.notifications.messages.client.courier.dispatch_exhausted import dispatch_exhausted
from services.notifications.messages.client.order.order_no_driver import order_no_driver
from services.notifications.messages.driver.cash_ceiling_passed import cash_ceiling_passed
from services.notifications.messages.driver.cash_handed_over import cash_handed_over
from services.notifications.messages.driver.driver_application_decided import (
    driver_application_decided,
)
from services.notifications.messages.driver.driver_near_stop import driver_near_stop
from services.notifications.messages.driver.driver_offer import driver_offer
from services.notifications.messages.driver.job_opened import job_opened
from services.notifications.messages.driver.offer_closed import offer_closed
from services.notifications.messages.merchant.picture_refused import picture_refused
from services.notifications.messages.merchant.shop_application_decided import (
    shop_application_decided,
)
from services.notifications.messages.merchant.shop_welcome import shop_welcome
from services.notifications.messages.merchant.stock_low import stock_low
from services.notifications.messages.merchant.stock_out import stock_out
from services.notifications.messages.message import Addressed, Kind, Notice
from services.notifications.messages.missions import newest_source
from services.notifications.messages.orders import reference_of
from shared.contracts.orders.api import DriverCard, Mission, MissionStatus
from shared.contracts.orders.applications import ApplicationKind
from shared.contracts.orders.catalogue import Merchant
from shared.contracts.orders.events import (
    ApplicationReviewed,
    CashCeilingPassed,
    CashHandedOver,
    DispatchExhausted,
    DriverNearStop,
    JobOpened,
    MerchantRegistered,
    MissionStatusChanged,
    OfferClosed,
    OfferMade,
    OrderMoved,
    OrderPaid,
    ProductImageRefused,
    StockFell,
)
from shared.contracts.orders.orders import Order
from shared.messaging.events import Event
from shared.values.contact import ContactRef

Subject = TypeVar("Subject")


def told_of_status(event: MissionStatusChanged) -> list[Addressed]:
    """List the messages of a mission's change of status, in the order people should get them."""
    mission = event.mission
    table = COURIER if mission.order_reference is None else DELIVERY
    told = []
    for telling in _heard(table.get(event.status, ()), source=newest_source(mission)):
        notice, contact = telling.write(mission), _party_of_mission(mission, telling.to)
        if notice is not None and contact is not None:
            key = _mission_key(event, notice.kind)
            topic = _topic(reference_of(mission), telling.to, notice)
            told.append(Addressed(contact, notice, dedupe_key=key, topic=topic))
    return told


def told_of_order(event: OrderMoved) -> list[Addressed]:
    """List the messages of an order's change of status."""
    tellings = _heard(ORDER.get(event.order.status, ()), source=event.source)
    return _told_about_order(event.order, tellings)


def told_of_payment(event: OrderPaid) -> list[Addressed]:
    """List the messages of a payment that was received."""
    return _told_about_order(event.order, _heard(PAID, source=event.source))


def told_of_exhaustion(event: DispatchExhausted) -> list[Addressed]:
    """List the messages when nobody took a mission; each exhausted search is told."""
    mission = event.mission
    if mission.client is None:
        return []
    write = dispatch_exhausted if mission.order_reference is None else order_no_driver
    return [_once(event, mission.client, write(mission))]


def told_of_offer(event: OfferMade) -> list[Addressed]:
    """List the messages of a new offer."""
    key = f"offer:{event.offer.id}:made"
    return [Addressed(_driver(event.offer.driver), driver_offer(event.offer), dedupe_key=key)]


def told_of_closed_offer(event: OfferClosed) -> list[Addressed]:
    """List the messages of an offer that ended without its driver."""
    notice = offer_closed(event.offer, reason=event.reason, closed_at=event.occurred_at)
    key = f"offer:{event.offer.id}:closed"
    return [Addressed(_driver(event.offer.driver), notice, dedupe_key=key)]


def told_of_open_job(event: JobOpened) -> list[Addressed]:
    """List the messages of a job that is open to all: one for each driver nearby."""
    notice = job_opened(event.mission, pay=event.pay, opened_at=event.occurred_at)
    return [
        Addressed(_driver(driver), notice, dedupe_key=f"event:{event.event_id}:{driver.phone}")
        for driver in event.drivers
    ]


def told_of_nearness(event: DriverNearStop) -> list[Addressed]:
    """List the hints to a driver who comes near the next stop."""
    driver = event.mission.driver
    notice = driver_near_stop(
        event.mission, next_step=event.next_step, noticed_at=event.occurred_at
    )
    if driver is None or notice is None:
        return []
    return [_once(event, _driver(driver), notice)]


def told_of_decision(event: ApplicationReviewed) -> list[Addressed]:
    """List the messages of an application that was decided."""
    application = event.application
    is_driver = application.kind is ApplicationKind.DRIVER
    notice = (driver_application_decided if is_driver else shop_application_decided)(application)
    if notice is None:
        return []
    key = f"application:{application.id}:{application.state}"
    return [Addressed(event.contact, notice, dedupe_key=key)]


def told_of_new_shop(event: MerchantRegistered) -> list[Addressed]:
    """List the messages to a merchant who has just been registered."""
    contact = ContactRef(phone=event.merchant_phone, name=event.merchant_name)
    return [_once(event, contact, shop_welcome(event))]


def told_of_stock(event: StockFell) -> list[Addressed]:
    """List the alerts about a product that runs out: low and gone are told apart."""
    notice = stock_low(event) if event.left > 0 else stock_out(event)
    family = f"stock:{event.product.id}:{notice.kind}:"
    key = f"{family}{event.event_id}"
    return [Addressed(_shop(event.merchant), notice, dedupe_key=key, family=family)]


def told_of_refused_picture(event: ProductImageRefused) -> list[Addressed]:
    """List the messages of a picture that could not be used."""
    return [_once(event, _shop(event.merchant), picture_refused(event))]


def told_of_handover(event: CashHandedOver) -> list[Addressed]:
    """List the messages of cash that the office received."""
    key = f"handover:{event.handover_id}:confirmed"
    return [Addressed(_driver(event.driver), cash_handed_over(event), dedupe_key=key)]


def told_of_ceiling(event: CashCeilingPassed) -> list[Addressed]:
    """List the messages to a driver who holds too much cash."""
    return [_once(event, _driver(event.driver), cash_ceiling_passed(event))]


def _heard(tellings: Iterable[Telling[Subject]], *, source: str | None) -> list[Telling[Subject]]:
    return [telling for telling in tellings if source is None or telling.unless_by != source]


def _told_about_order(order: Order, tellings: Iterable[Telling[Order]]) -> list[Addressed]:
    told = []
    for telling in tellings:
        contact = order.client if telling.to is Party.CLIENT else _shop(order.merchant)
        notice = telling.write(order)
        if notice is not None and contact is not None:
            topic = _topic(order.reference, telling.to, notice)
            key = f"order:{order.id}:{_stage(notice.kind)}"
            told.append(Addressed(contact, notice, dedupe_key=key, topic=topic))
    return told


def _stage(kind: Kind) -> Kind:
    """Tell a prepaid order's client once that the shop is on it: payment is as good as a yes."""
    return Kind.ORDER_CONFIRMED if kind is Kind.ORDER_PAID else kind


def _mission_key(event: MissionStatusChanged, kind: Kind) -> str:
    if event.status is MissionStatus.PROBLEM:  # may happen again, and is news each time
        return f"event:{event.event_id}:{kind}"
    accepted = [e for e in event.mission.timeline if e.status is MissionStatus.ACCEPTED]
    return f"mission:{event.mission.id}:{len(accepted)}:{kind}"


def _topic(reference: str, to: Party, notice: Notice) -> str | None:
    """Give what only the newest news of is worth sending: the client's job, but for its papers."""
    return reference if to is Party.CLIENT and not notice.is_optional else None


def _once(event: Event, contact: ContactRef, notice: Notice) -> Addressed:
    return Addressed(contact, notice, dedupe_key=f"event:{event.event_id}")


def _party_of_mission(mission: Mission, party: Party) -> ContactRef | None:
    match party:
        case Party.CLIENT:
            return mission.client
        case Party.DRIVER:
            return _driver(mission.driver) if mission.driver else None
        case Party.MERCHANT:  # an order is fetched where its shop is
            stop = mission.pickup
            phone = stop.contact_phone
            return ContactRef(phone=phone, name=stop.contact_name) if phone else None


def _driver(driver: DriverCard) -> ContactRef:
    return ContactRef(phone=driver.phone, name=driver.name)


def _shop(merchant: Merchant) -> ContactRef:
    return ContactRef(phone=merchant.phone, name=merchant.name)
