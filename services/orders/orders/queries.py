"""Reads of orders: one order for its parties, a person's jobs, a merchant's desk."""

from datetime import datetime
from typing import Final
from uuid import UUID

from services.orders.catalogue.models import MerchantRow
from services.orders.catalogue.views import describe_merchant
from services.orders.missions.views import Knows
from services.orders.missions.views import describe as describe_mission
from services.orders.missions.views import describe_all as describe_missions
from services.orders.orders.repository import Job
from services.orders.orders.views import describe_order, describe_orders
from services.orders.work import Work
from shared.contracts.orders.errors import OrderNotFound
from shared.contracts.orders.orders import (
    Activity,
    ContactQuery,
    HistoryEntry,
    HistoryPage,
    LastJob,
    MerchantDesk,
    Order,
)
from shared.errors import Invalid
from shared.values.contact import ContactRef
from shared.values.cursor import Position, read_cursor, write_cursor

MOST_LISTED: Final = 10
MOST_ON_DESK: Final = 20


async def order_called(work: Work, *, reference: str, reader: ContactQuery) -> Order:
    """Tell an order to its client, its merchant, or our own services (an empty query).

    Raises:
        OrderNotFound: there is no such order of the reader's.
    """
    row = await work.orders.get_by_reference(reference)
    merchant = await work.catalogue.get_merchant(row.merchant_id)
    is_anybody = reader == ContactQuery(after=reader.after)
    if is_anybody or row.is_known_by(reader.contact_id, reader.phone, reader.user_id):
        return await describe_order(work, row, knows=Knows.CLIENT)
    if reader.phone == merchant.phone:
        return await describe_order(work, row)
    raise OrderNotFound(reference=reference)


async def activity_of(work: Work, query: ContactQuery) -> Activity:
    """Tell what somebody has running, newest first, ten of each.

    Raises:
        Invalid: neither phone nor user_id was given.
    """
    contact = _whose(query)
    missions = await work.jobs.list_running_missions(contact, limit=MOST_LISTED)
    orders = await work.jobs.list_running_orders(contact, limit=MOST_LISTED)
    return Activity(
        missions=await describe_missions(work, missions, knows=Knows.CLIENT),
        orders=await describe_orders(work, orders, knows=Knows.CLIENT),
    )


async def history_of(work: Work, query: ContactQuery) -> HistoryPage:
    """Tell what somebody had, newest first, ten a page.

    Raises:
        Invalid: neither phone nor user_id was given, or `after` is none of our cursors.
    """
    contact = _whose(query)
    before = _read(query.after) if query.after else None
    jobs = await work.jobs.list_of(contact, before=before, limit=MOST_LISTED + 1)
    entries = [
        HistoryEntry(
            reference=job.reference,
            is_order=job.is_order,
            status=job.status,
            title=job.title,
            total=job.total,
            at=job.created_at,
        )
        for job in jobs[:MOST_LISTED]
    ]
    return HistoryPage(entries=entries, next=_next(jobs))


async def last_job_of(work: Work, query: ContactQuery) -> LastJob:
    """Tell the newest job that can be repeated: a mission of its own, or an order.

    Raises:
        Invalid: neither phone nor user_id was given.
    """
    contact = _whose(query)
    mission = await work.jobs.find_last_mission(contact)
    order = await work.jobs.find_last_order(contact)
    if order is not None and (mission is None or order.created_at >= mission.created_at):
        return LastJob(order=await describe_order(work, order, knows=Knows.CLIENT))
    if mission is not None:
        return LastJob(mission=await describe_mission(work, mission, knows=Knows.CLIENT))
    return LastJob()


async def desk_of(work: Work, *, phone: str) -> MerchantDesk:
    """Tell a merchant the shop and its newest twenty orders in hand, oldest first among them.

    Raises:
        NotAMerchant: no approved merchant has this phone.
    """
    return await desk_at(work, merchant=await work.catalogue.get_merchant_by_phone(phone))


async def desk_at(work: Work, *, merchant: MerchantRow) -> MerchantDesk:
    """Tell the desk of a merchant."""
    rows = await work.orders.list_on_desk(merchant.id, limit=MOST_ON_DESK)
    return MerchantDesk(
        merchant=describe_merchant(merchant),
        orders=await describe_orders(work, rows),
        low_stock_count=await work.orders.count_low_stock(merchant.id),
    )


def _contact(query: ContactQuery) -> ContactRef | None:
    if not (query.phone or query.user_id):
        return None
    return ContactRef(contact_id=query.contact_id, phone=query.phone, user_id=query.user_id)


def _whose(query: ContactQuery) -> ContactRef:
    contact = _contact(query)
    if contact is None:
        raise Invalid(reason="phone or user_id is needed")
    return contact


def _read(cursor: str) -> tuple[datetime, UUID]:
    position = read_cursor(cursor)
    try:
        moment = datetime.fromisoformat(position.name)
    except ValueError as error:
        raise Invalid(reason="the cursor is not one of ours") from error
    if moment.tzinfo is None:
        raise Invalid(reason="the cursor is not one of ours")
    return moment, position.id


def _next(jobs: list[Job]) -> str | None:
    if len(jobs) <= MOST_LISTED:
        return None
    last = jobs[MOST_LISTED - 1]
    return write_cursor(Position(last.created_at.isoformat(), last.id))
