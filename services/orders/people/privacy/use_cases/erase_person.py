"""Somebody asks to be forgotten: what orders holds of them goes, but for what the law keeps."""

from dataclasses import dataclass

from services.orders.catalogue.models import MerchantRow
from services.orders.drivers.models import DriverRow
from services.orders.people.privacy.repository.clients import JobOf
from services.orders.work import Work
from shared.contracts.orders.errors import (
    CashStillInHand,
    DriverStillDriving,
    MissionStillRunning,
    OrderStillRunning,
    ShopHasOpenOrders,
)
from shared.contracts.orders.events import PersonErased
from shared.contracts.orders.privacy import Erasure, ErasureRequest
from shared.values.cities import CITIES
from shared.values.contact import ContactRef
from shared.values.ids import new_id


@dataclass(frozen=True, slots=True)
class _Held:
    """All rows of a person, locked: missions before orders before drivers before shops."""

    missions: list[JobOf]
    orders: list[JobOf]
    driver: DriverRow | None
    merchant: MerchantRow | None


async def erase_person(work: Work, request: ErasureRequest) -> Erasure:
    """Empty a person's rows in one transaction; logs are swept once everybody has read of it.

    Twice is once. Amounts, times, states and the cash journal stay, without anybody's name.

    Raises:
        MissionStillRunning: a mission of theirs is under way.
        OrderStillRunning: an order of theirs is under way.
        DriverStillDriving: as a driver they have a mission under way.
        CashStillInHand: as a driver they hold cash for others.
        ShopHasOpenOrders: as a merchant they have orders to serve.
    """
    contact = request.contact
    held = await _lock(work, contact)
    await _check(work, held)
    await _empty_jobs(work, held, contact)
    await _empty_driver(work, held.driver)
    await _empty_merchant(work, held.merchant)
    await _remember(work, held, contact)
    return Erasure(erased_at=work.now)


async def _lock(work: Work, contact: ContactRef) -> _Held:
    missions = await work.clients.lock_missions(contact)
    orders = await work.clients.lock_orders(contact)
    phone = contact.phone
    driver = await work.drivers.find(phone) if phone else None
    merchant = await work.workers.find_merchant(phone) if phone else None
    return _Held(missions, orders, driver, merchant)


async def _check(work: Work, held: _Held) -> None:
    for order in held.orders:
        if order.is_running:
            raise OrderStillRunning(reference=order.reference)
    for mission in held.missions:
        if mission.is_running:
            raise MissionStillRunning(reference=mission.reference)
    if held.driver is not None:
        if await work.workers.is_driving(held.driver.id):
            raise DriverStillDriving
        if in_hand := (await work.cash.in_hand([held.driver.id])).get(held.driver.id):
            raise CashStillInHand(in_hand=in_hand)
    if held.merchant is not None and await work.workers.has_open_orders(held.merchant.id):
        raise ShopHasOpenOrders


async def _empty_jobs(work: Work, held: _Held, contact: ContactRef) -> None:
    ids = [mission.id for mission in held.missions]
    photos = await work.clients.list_photos(ids)
    await work.clients.empty_missions(ids, phone=contact.phone)
    await work.clients.empty_orders([order.id for order in held.orders], phone=contact.phone)
    await work.clients.forget_wishes(contact)
    await work.workers.forget_pictures(photos)


async def _empty_driver(work: Work, driver: DriverRow | None) -> None:
    if driver is not None:
        await work.workers.empty_driver(driver.id, phone=driver.phone, at=work.now)


async def _empty_merchant(work: Work, merchant: MerchantRow | None) -> None:
    if merchant is None:
        return
    [centre] = [city.centre for city in CITIES if city.name == merchant.city]
    pictures = await work.workers.withdraw_products(merchant.id)
    await work.workers.forget_pictures(pictures)
    await work.workers.empty_merchant(
        merchant.id,
        phone=merchant.phone,
        at=work.now,
        latitude=centre.latitude,
        longitude=centre.longitude,
    )


async def _remember(work: Work, held: _Held, contact: ContactRef) -> None:
    jobs = [*held.missions, *held.orders]
    known = contact.model_copy(update={"contact_id": contact.contact_id or new_id(), "name": None})
    event = PersonErased(occurred_at=work.now, contact=known, jobs=[job.reference for job in jobs])
    ids = [job.id for job in jobs]
    if held.merchant is not None:
        ids += [held.merchant.id, *await work.workers.list_product_ids(held.merchant.id)]
    marks = [*event.marks, *(str(one) for one in ids)]
    await work.erasures.remember(event.contact_id, marks=marks)
    await work.outbox.add(event)
