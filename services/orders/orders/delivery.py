"""The mission that brings an order: what it says, and that the order knows its newest one."""

from typing import Final

from services.orders.catalogue.models import MerchantRow
from services.orders.catalogue.views import place_of
from services.orders.missions.lane import LaneKind
from services.orders.missions.models import MissionRow, Source
from services.orders.missions.moves import Report, apply_report, ask_dispatch
from services.orders.missions.statuses import state_of
from services.orders.missions.use_cases.create_delivery import DeliveryJob, create_delivery
from services.orders.orders.baskets import SIZE
from services.orders.orders.models import OrderLineRow, OrderRow
from services.orders.work import Work
from shared.contracts.orders.api import MissionStatus, Stop
from shared.contracts.orders.orders import PaymentMethod

LONGEST_DESCRIPTION: Final = 500


async def open_delivery(work: Work, order: OrderRow) -> None:
    """Open a mission for a locked order; the driver collects the total when it is paid in cash."""
    merchant = await work.catalogue.get_merchant(order.merchant_id)
    lines = (await work.orders.list_lines([order.id]))[order.id]
    is_cash = order.payment_method is PaymentMethod.CASH
    job = DeliveryJob(
        client=order.client,
        pickup=_shop(merchant),
        dropoff=_door(order),
        city=order.city,
        distance_m=order.distance_m,
        price=order.delivery_fee,
        size=SIZE,
        description=_what(order, lines),
        declared_value=order.subtotal,
        cash_to_collect=order.total if is_cash else None,
        order_id=order.id,
        order_reference=order.reference,
    )
    mission = await create_delivery(work, job)
    order.mission_id = mission.id
    order.missions_made += 1


async def reopen_delivery(work: Work, order: OrderRow) -> None:
    """Open another mission for a locked order whose last one was called off.

    One whose search found nobody is searched for again: nobody else would ever ask for it.
    """
    if order.mission_id is None:
        return await open_delivery(work, order)
    mission = await work.missions.get(order.mission_id)
    match mission.status:
        case MissionStatus.CANCELLED:
            await open_delivery(work, order)
        case MissionStatus.PENDING:
            await ask_dispatch(work, mission, kind=LaneKind.SEARCH_AGAIN)
        case _:
            pass
    return None


async def lock_delivery(work: Work, order: OrderRow) -> MissionRow | None:
    """Lock the newest mission of a locked order, if it has one."""
    if order.mission_id is None:
        return None
    return await work.missions.get(order.mission_id, lock=True)


async def call_off_delivery(
    work: Work, mission: MissionRow, *, by: Source, who: str | None = None, why: str | None
) -> None:
    """Call the locked mission of an order off while its parcel is in the shop."""
    if state_of(mission.status).is_cancellable:
        await apply_report(work, mission, Report(MissionStatus.CANCELLED, by, who=who, note=why))


def _shop(merchant: MerchantRow) -> Stop:
    place = place_of(merchant)
    return Stop(place=place, contact_name=merchant.name, contact_phone=merchant.phone)


def _door(order: OrderRow) -> Stop:
    stop = order.dropoff_stop
    return stop.model_copy(
        update={
            "contact_name": stop.contact_name or order.client_name,
            "contact_phone": stop.contact_phone or order.client_phone,
        }
    )


def _what(order: OrderRow, lines: list[OrderLineRow]) -> str:
    goods = ", ".join(f"{line.quantity} × {line.name}" for line in lines)
    return f"Commande {order.reference} : {goods}"[:LONGEST_DESCRIPTION]
